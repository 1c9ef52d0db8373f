import { type Estimator, type EstimatorTable, unpriced } from "./estimator";
import { recordOf } from "./read";

/** External access is looked for at no charge; for what nobody uses, each role of the account is billed. */
const analyzer: Estimator = ({ inputs }, { graph }) => [
  {
    item: "roles looked through for unused access (this stack's)",
    quantity: recordOf(inputs.configuration).unusedAccess ? graph.ofType("aws:iam/role:Role").length : 0,
    price: "accessAnalyzer.role",
    field: "account.accessAnalyzer",
    unverified: true,
  },
];

/** Each change of a resource is an item. How many there are nobody knows before. */
const recorder: Estimator = (_, { graph }) => [
  {
    item: "changes recorded (assumed: one of each resource of this stack)",
    quantity: graph.nodes.filter(({ custom, type }) => custom && type.startsWith("aws:")).length,
    price: "config.item",
    field: "account.config",
    unverified: true,
  },
];

const byAmount =
  (what: string): Estimator =>
  () => [unpriced(what)];

export const accountSecurityEstimators: EstimatorTable = {
  "aws:accessanalyzer/analyzer:Analyzer": analyzer,
  "aws:cfg/recorder:Recorder": recorder,
  "aws:guardduty/detector:Detector": byAmount(
    "GuardDuty is billed by the events and GB of the whole account that it looks through",
  ),
  "aws:inspector2/enabler:Enabler": byAmount(
    "Inspector is billed by the images, servers and functions of the whole account",
  ),
  "aws:securityhub/account:Account": byAmount(
    "Security Hub is billed by the checks of the whole account's resources",
  ),
};
