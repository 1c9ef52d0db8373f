import { accountSecurityEstimators } from "./accountSecurity";
import { auditEstimators } from "./audit";
import { backupEstimators } from "./backups";
import { budgetEstimators } from "./budgets";
import { cacheEstimators } from "./caches";
import { computeEstimators } from "./compute";
import { containerEstimators } from "./containers";
import { dataEstimators } from "./data";
import { databaseEstimators } from "./databases";
import { edgeEstimators } from "./edge";
import { egressEstimators } from "./egress";
import type { Estimator } from "./estimator";
import { jobEstimators } from "./jobs";
import { networkEstimators } from "./network";
import { observabilityEstimators } from "./observability";
import { privateCaEstimators } from "./privateCa";
import { workbenchEstimators } from "./workbench";

const tables = [
  accountSecurityEstimators,
  auditEstimators,
  backupEstimators,
  budgetEstimators,
  networkEstimators,
  egressEstimators,
  computeEstimators,
  containerEstimators,
  dataEstimators,
  databaseEstimators,
  cacheEstimators,
  observabilityEstimators,
  edgeEstimators,
  jobEstimators,
  privateCaEstimators,
  workbenchEstimators,
];

/** Every billable type that the estimator knows. */
export const estimators: ReadonlyMap<string, Estimator> = new Map(
  tables.flatMap((table) => Object.entries(table)),
);
