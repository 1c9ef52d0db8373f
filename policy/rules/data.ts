import { breaks, isText, isTrue, type PolicyResource } from "../resource";
import type { ResourceRule } from "../rule";

const database = "aws:rds/instance:Instance";
const volume = "aws:ebs/volume:Volume";
const key = "aws:kms/key:Key";
const secret = "aws:secretsmanager/secret:Secret";
const bucket = "aws:s3/bucket:Bucket";
const space = "aws:sagemaker/space:Space";

export const dataRules: readonly ResourceRule[] = [
  {
    kind: "resource",
    name: "shared-state-protected",
    demand: "Databases, volumes and the environment's own keys refuse their deletion.",
    relaxable: true,
    types: [database, volume, key],
    check: (resource) =>
      isShared(resource) && !resource.options.protect
        ? [
            {
              message: "It goes when its entry goes.",
              fix: "Give it the options of durable in infra/durability.ts.",
            },
          ]
        : [],
  },
  {
    kind: "resource",
    name: "data-retained",
    demand:
      "Databases, volumes, keys, secrets, notebooks and buckets with data outlive their entry in the stack file.",
    relaxable: true,
    offlineOnly: "the engine does not show retainOnDelete to policies",
    types: [database, volume, key, secret, bucket, space],
    check: (resource) =>
      resource.options.retainOnDelete === false && !isAccessLog(resource)
        ? [
            {
              message: "AWS deletes it with its entry.",
              fix: "Give it the options of durable or kept in infra/durability.ts.",
            },
          ]
        : [],
  },
  {
    kind: "resource",
    name: "database-backed-up",
    demand: "A database can be set back to an earlier time.",
    relaxable: false,
    types: [database],
    check: ({ properties }) =>
      breaks(properties.backupRetentionPeriod, (days) => typeof days === "number" && days > 0)
        ? [{ message: "The database has no backups.", fix: "Set backupRetentionPeriod to 1 or more." }]
        : [],
  },
  {
    kind: "resource",
    name: "database-deletion-guarded",
    demand: "AWS refuses to delete a database, and keeps a last snapshot of it.",
    relaxable: true,
    types: [database],
    check: ({ properties }) => [
      ...(breaks(properties.deletionProtection, isTrue)
        ? [{ message: "AWS would delete the database when asked.", fix: "Set deletionProtection to true." }]
        : []),
      ...(isTrue(properties.skipFinalSnapshot) || breaks(properties.finalSnapshotIdentifier, isText)
        ? [
            {
              message: "The database is deleted without a last snapshot.",
              fix: "Set finalSnapshotIdentifier, and leave out skipFinalSnapshot.",
            },
          ]
        : []),
    ],
  },
];

/** A module's own key goes with the module; AWS only keeps it (docs/adr/0004). */
function isShared({ type, lineage }: PolicyResource): boolean {
  return type !== key || lineage.includes("ai-platform:keys:EnvironmentKeys");
}

/** The load balancer's log bucket holds records with an end, and no data. */
function isAccessLog({ type, lineage }: PolicyResource): boolean {
  return type === bucket && lineage.includes("ai-platform:platform:PlatformTier");
}
