import { computeEstimators } from "./compute";
import { containerEstimators } from "./containers";
import { dataEstimators } from "./data";
import { edgeEstimators } from "./edge";
import type { Estimator } from "./estimator";
import { jobEstimators } from "./jobs";
import { networkEstimators } from "./network";
import { observabilityEstimators } from "./observability";
import { privateCaEstimators } from "./privateCa";

const tables = [
  networkEstimators,
  computeEstimators,
  containerEstimators,
  dataEstimators,
  observabilityEstimators,
  edgeEstimators,
  jobEstimators,
  privateCaEstimators,
];

/** Every billable type that the estimator knows. */
export const estimators: ReadonlyMap<string, Estimator> = new Map(
  tables.flatMap((table) => Object.entries(table)),
);
