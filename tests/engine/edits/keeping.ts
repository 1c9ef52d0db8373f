import type { Document } from "yaml";
import { type Edit, set } from "./edit";
import { alarms, allowedNames, asked, bucket, create, remove, replace, revision, update } from "./steps";

const cacheNodes = { version: "9", nodeType: "cache.t4g.micro", replicas: 0 };

/** How what is kept is shared, aged, locked and backed up. */
export const keepingEdits: readonly Edit[] = [
  {
    name: "an owner of the common schema, which all others read",
    stack: "dev",
    by: "preview",
    edit: set("data.mariadb.metadataOwner", "support"),
    expected: update(...asked("manufacturing", "planning", "support")),
  },
  {
    name: "a cache, and a module that enters it",
    stack: "dev",
    by: "preview",
    edit: (file: Document) => {
      set("data.cache", cacheNodes)(file);
      set("modules.planning.data.cache", true)(file);
    },
    expected: [
      ...create(
        "ai-platform:data:Cache data-cache",
        ...alarms("data-cache-1", "connections", "evictions", "full", "processor"),
        "ec2/securityGroup:SecurityGroup data-cache-clients",
        "ec2/securityGroup:SecurityGroup data-cache-server",
        "elasticache/replicationGroup:ReplicationGroup data-cache",
        "elasticache/subnetGroup:SubnetGroup data-cache",
        "elasticache/user:User data-cache-nobody",
        "elasticache/user:User planning-cache",
        "elasticache/userGroup:UserGroup data-cache",
        "elasticache/userGroupAssociation:UserGroupAssociation planning-cache",
        "vpc/securityGroupEgressRule:SecurityGroupEgressRule data-cache-to-server-6379",
        "vpc/securityGroupIngressRule:SecurityGroupIngressRule data-cache-from-clients-6379",
      ),
      ...update("iam/rolePolicy:RolePolicy planning-task", allowedNames),
      ...revision("planning"),
    ],
  },
  {
    name: "a part of a shared bucket in place of a bucket",
    stack: "dev",
    by: "preview",
    edit: set("modules.planning.data.bucket", { shared: true }),
    expected: [
      ...create(...bucket("data-shared")),
      ...remove(...bucket("planning")),
      ...update("iam/rolePolicy:RolePolicy planning-task"),
      ...revision("planning"),
    ],
    gone: ["aws:s3/bucket:Bucket planning-bucket"],
  },
  {
    name: "a lock on a bucket that is there",
    stack: "staging",
    by: "preview",
    edit: set("modules.planning.data.bucket", { lockDays: 30 }),
    expected: create("s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration planning-bucket"),
  },
  {
    name: "the first backups",
    stack: "staging",
    by: "preview",
    edit: set("data.backups", { time: "21:00", dailyDays: 7, monthlyDays: false, restoreTesting: false }),
    expected: create(
      "ai-platform:data:Backups data-backups",
      "backup/plan:Plan data-backups",
      "backup/selection:Selection data-backups",
      "backup/vault:Vault data-backups",
      "backup/vaultLockConfiguration:VaultLockConfiguration data-backups",
      "backup/vaultPolicy:VaultPolicy data-backups",
      "cloudwatch/eventRule:EventRule data-backups-failures",
      "cloudwatch/eventTarget:EventTarget data-backups-failures",
      "cloudwatch/metricAlarm:MetricAlarm data-backups-failures",
      "sqs/queue:Queue data-backups-failures",
      "sqs/queuePolicy:QueuePolicy data-backups-failures",
      ...["backup", "restore"].flatMap((way) => [
        `iam/role:Role data-backups-${way}`,
        `iam/rolePolicyAttachment:RolePolicyAttachment data-backups-${way}`,
        `iam/rolePolicyAttachment:RolePolicyAttachment data-backups-${way}-s3`,
      ]),
    ),
  },
  {
    name: "fewer daily backups, for which the vault is locked anew",
    stack: "prod",
    by: "preview",
    edit: set("data.backups.dailyDays", 30),
    expected: [
      ...replace("backup/vaultLockConfiguration:VaultLockConfiguration data-backups"),
      ...update("backup/plan:Plan data-backups"),
    ],
  },
  {
    name: "an end of objects",
    stack: "prod",
    by: "preview",
    edit: set("modules.planning.data.bucket", { expireDays: 90 }),
    expected: update("s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration planning-bucket"),
  },
  {
    name: "more connections of a module",
    stack: "prod",
    by: "preview",
    edit: set("modules.planning.data.connections", 80),
    expected: revision("planning"),
  },
];
