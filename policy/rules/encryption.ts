import { breaks, isTrue, notKnownYet, objectOf, objectsOf, type PolicyResource } from "../resource";
import type { Problem, ResourceRule } from "../rule";

const database = "aws:rds/instance:Instance";
const volume = "aws:ebs/volume:Volume";
const template = "aws:ec2/launchTemplate:LaunchTemplate";
const unrenewable: readonly unknown[] = ["GENERATE_VERIFY_MAC", "SIGN_VERIFY"];
const secret = "aws:secretsmanager/secret:Secret";
const studio = "aws:sagemaker/domain:Domain";

export const encryptionRules: readonly ResourceRule[] = [
  {
    kind: "resource",
    name: "encrypted-at-rest",
    demand:
      "Databases, volumes, secrets and files of Studio are encrypted under a key of the environment, disks at least by AWS.",
    relaxable: false,
    types: [database, volume, template, secret, studio],
    check: encrypted,
  },
  {
    kind: "resource",
    name: "keys-rotate",
    demand:
      "AWS renews every KMS key by itself, but those for codes and signatures, which AWS can never renew.",
    relaxable: false,
    types: ["aws:kms/key:Key"],
    check: ({ properties }) =>
      !unrenewable.includes(properties.keyUsage) && breaks(properties.enableKeyRotation, isTrue)
        ? [{ message: "The key is never renewed.", fix: "Set enableKeyRotation to true." }]
        : [],
  },
  {
    kind: "resource",
    name: "queues-encrypted",
    demand: "Every queue is encrypted by SQS or under a key.",
    relaxable: false,
    types: ["aws:sqs/queue:Queue"],
    check: ({ properties }) =>
      properties.kmsMasterKeyId === undefined && breaks(properties.sqsManagedSseEnabled, isTrue)
        ? [{ message: "Its messages are not encrypted.", fix: "Set sqsManagedSseEnabled to true." }]
        : [],
  },
  {
    kind: "resource",
    name: "logs-under-key-and-limit",
    demand: "Every log group is encrypted under a key and kept for a limited time.",
    relaxable: false,
    types: ["aws:cloudwatch/logGroup:LogGroup"],
    check: ({ properties }) => [
      ...(breaks(properties.kmsKeyId, isKey)
        ? [{ message: "The log group has no key.", fix: "Set kmsKeyId to the key for logs." }]
        : []),
      ...(breaks(properties.retentionInDays, (days) => typeof days === "number" && days > 0)
        ? [{ message: "The logs are kept for ever.", fix: "Set retentionInDays." }]
        : []),
    ],
  },
];

function encrypted({ type, properties }: PolicyResource): Problem[] {
  const flag = { [database]: "storageEncrypted", [volume]: "encrypted" }[type];
  return [
    ...(flag !== undefined && breaks(properties[flag], isTrue)
      ? [{ message: "What it stores is not encrypted.", fix: `Set ${flag} to true.` }]
      : []),
    ...(type !== template && breaks(properties.kmsKeyId, isKey)
      ? [{ message: "It is under no key of the environment.", fix: "Set kmsKeyId." }]
      : []),
    ...(type === template && objectsOf(properties.blockDeviceMappings).some(plainDisk)
      ? [{ message: "A disk of its instances is not encrypted.", fix: "Set ebs.encrypted to true." }]
      : []),
  ];
}

function plainDisk({ ebs }: Readonly<Record<string, unknown>>): boolean {
  return ebs !== undefined && ebs !== notKnownYet && breaks(objectOf(ebs).encrypted, isTrue);
}

/** A key by its ARN: an alias such as `alias/aws/rds` would be a key that AWS shares out. */
function isKey(value: unknown): boolean {
  return typeof value === "string" && /^arn:aws[a-z-]*:kms:[^:]+:\d{12}:key\//.test(value);
}
