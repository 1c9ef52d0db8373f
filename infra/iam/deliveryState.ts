import type { DeliveryConfig } from "../config/schema/delivery";
import { project } from "../naming";
import type { Statement } from "./statements";

type State = NonNullable<DeliveryConfig["state"]>;

/** Where Pulumi's own backend for buckets keeps what belongs to a stack. */
const stateOf = (stack: string) => [
  `.pulumi/stacks/${project}/${stack}.json*`,
  `.pulumi/history/${project}/${stack}/*`,
  `.pulumi/backups/${project}/${stack}/*`,
];
const locksOf = (stack: string) => `.pulumi/locks/organization/${project}/${stack}/*`;

/** Read the state of stacks, secrets among it, and hold their locks meanwhile. */
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
      Sid: "LockState",
      Effect: "Allow",
      Action: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      Resource: stacks.map((stack) => `${arn}/${locksOf(stack)}`),
    },
    { Sid: "ReadStateSecrets", Effect: "Allow", Action: "kms:Decrypt", Resource: key },
  ];
}

export function writeState({ bucket, key }: State, stack: string): Statement[] {
  return [
    {
      Sid: "WriteState",
      Effect: "Allow",
      Action: ["s3:DeleteObject", "s3:PutObject"],
      Resource: stateOf(stack).map((path) => `arn:aws:s3:::${bucket}/${path}`),
    },
    {
      Sid: "WriteStateSecrets",
      Effect: "Allow",
      Action: ["kms:Encrypt", "kms:GenerateDataKey"],
      Resource: key,
    },
  ];
}
