import type { DeliveryConfig } from "../config/schema/delivery";
import { project } from "../naming";
import type { Statement } from "./statements";

type State = NonNullable<DeliveryConfig["state"]>;

/** Where Pulumi's own backend for buckets keeps what belongs to a stack. */
const stateOf = (stack: string) => [
  `.pulumi/stacks/${project}/${stack}.json*`,
  // Asked for by every operation, and forgiven only where S3 says that it is not there.
  `.pulumi/stacks/${project}/${stack}.pulumi-tags`,
  `.pulumi/history/${project}/${stack}/*`,
  `.pulumi/backups/${project}/${stack}/*`,
];
const locksOf = (stack: string) => `.pulumi/locks/organization/${project}/${stack}/*`;

/** Read the state of stacks, secrets among it. Previews, and looking for drift, take no lock. */
export function readState({ bucket, key }: State, stacks: readonly string[]): Statement[] {
  const arn = `arn:aws:s3:::${bucket}`;
  return [
    {
      Sid: "ListState",
      Effect: "Allow",
      Action: ["s3:GetBucketLocation", "s3:ListBucket"],
      Resource: arn,
    },
    {
      Sid: "ReadState",
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: [".pulumi/meta.yaml", ...stacks.flatMap(stateOf)].map((path) => `${arn}/${path}`),
    },
    {
      Sid: "SeeLocks",
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: stacks.map((stack) => `${arn}/${locksOf(stack)}`),
    },
    { Sid: "ReadStateSecrets", Effect: "Allow", Action: "kms:Decrypt", Resource: key },
  ];
}

/** Change one stack, and hold its lock meanwhile. */
export function writeState({ bucket, key }: State, stack: string): Statement[] {
  return [
    {
      Sid: "WriteState",
      Effect: "Allow",
      Action: ["s3:DeleteObject", "s3:PutObject"],
      Resource: [...stateOf(stack), locksOf(stack)].map((path) => `arn:aws:s3:::${bucket}/${path}`),
    },
    {
      Sid: "WriteStateSecrets",
      Effect: "Allow",
      Action: ["kms:Encrypt", "kms:GenerateDataKey"],
      Resource: key,
    },
  ];
}
