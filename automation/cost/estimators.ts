import { computeEstimators } from "./compute";
import { containerEstimators } from "./containers";
import { dataEstimators } from "./data";
import { edgeEstimators } from "./edge";
import type { Estimator } from "./estimator";
import { networkEstimators } from "./network";
import { observabilityEstimators } from "./observability";

const tables = [
  networkEstimators,
  computeEstimators,
  containerEstimators,
  dataEstimators,
  observabilityEstimators,
  edgeEstimators,
];

/** Every billable type that the estimator knows. */
export const estimators: ReadonlyMap<string, Estimator> = new Map(
  tables.flatMap((table) => Object.entries(table)),
);
