import { unpriced, type Estimator, type EstimatorTable } from "./estimator";
import { listOf } from "./read";

/** Storage in the Standard class; requests are left out. */
const bucket: Estimator = (_node, { assumptions }) => [
  {
    item: "S3 Standard storage (assumed)",
    quantity: assumptions.bucketGbPerModule,
    price: "s3.standard",
    field: "costs.bucketGbPerModule",
  },
];

/** Of any kind, HMAC too. The first year; each of the first two yearly rotations adds one more to the price of a key. */
const key: Estimator = () => [{ item: "KMS key", quantity: 1, price: "kms.key" }];

/** Every replica is billed like the secret. */
const secret: Estimator = (node) => [
  { item: "secret", quantity: 1 + listOf(node.inputs.replicas).length, price: "secret.month" },
];

const parameter: Estimator = (node) =>
  node.inputs.tier === "Advanced" ? [unpriced("no price for advanced SSM parameters")] : [];

export const dataEstimators: EstimatorTable = {
  "aws:s3/bucket:Bucket": bucket,
  "aws:kms/key:Key": key,
  "aws:kms/replicaKey:ReplicaKey": key,
  "aws:secretsmanager/secret:Secret": secret,
  "aws:ssm/parameter:Parameter": parameter,
};
