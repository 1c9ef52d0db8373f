import { expect } from "chai";
import { only } from "../../support/harness";
import { type Built, each, refused, type Trap } from "./trap";

const group = ({ whole }: Built) => only(whole, "aws:elasticache/replicationGroup:ReplicationGroup").inputs;
const byUse = ({ serverless }: Built) =>
  only(serverless, "aws:elasticache/serverlessCache:ServerlessCache").inputs;
const cache = (keys: object) => ({ "data.cache": { version: "9", ...keys } });
const limits = { maxGiB: 1, maxEcpuPerSecond: 1000 };

export const cacheTraps: readonly Trap[] = [
  [
    "a cache without a most of data, and a bill without an end",
    refused("data.cache.maxGiB", cache({ nodeType: "serverless", maxEcpuPerSecond: 1000 })),
  ],
  [
    "a cache without a most of work, and a bill without an end",
    refused("data.cache.maxEcpuPerSecond", cache({ nodeType: "serverless", maxGiB: 1 })),
  ],
  [
    "copies of what AWS copies by itself",
    refused("data.cache.replicas", cache({ nodeType: "serverless", replicas: 1, ...limits })),
  ],
  [
    "Redis, which is the provider's default",
    (built) => {
      expect(group(built).engine).to.equal("valkey");
      expect(byUse(built).engine).to.equal("valkey");
      for (const kind of ["user:User", "userGroup:UserGroup"])
        each(built.whole, `aws:elasticache/${kind}`, ({ inputs }) =>
          expect(inputs.engine).to.equal("valkey"),
        );
    },
  ],
  [
    "words in the clear, on the way or at rest",
    (built) =>
      expect(group(built)).to.include({
        transitEncryptionEnabled: true,
        transitEncryptionMode: "required",
        atRestEncryptionEnabled: true,
      }),
  ],
  [
    "failover without another node",
    (built) => {
      expect(group(built)).to.include({
        automaticFailoverEnabled: true,
        multiAzEnabled: true,
        numCacheClusters: 2,
      });
      return refused(
        "data.cache.replicas",
        cache({ nodeType: "cache.r7g.large", replicas: 0 }),
        "prod",
      )(built);
    },
  ],
  [
    "a name that ElastiCache cuts off or refuses",
    ({ whole, serverless }) => {
      for (const graph of [whole, serverless])
        each(graph, "aws:elasticache/user:User", ({ inputs }) => {
          expect(String(inputs.userId)).to.match(/^[a-z][a-z0-9-]{0,39}$/);
          // With IAM, ElastiCache takes no user whose name is another than its id.
          expect(inputs.userName).to.equal(inputs.userId);
        });
    },
  ],
  [
    "the parameters of the major version before",
    (built) =>
      expect(group(built)).to.include({ parameterGroupName: "default.valkey9", engineVersion: "9.0" }),
  ],
  [
    "a user with every key",
    ({ whole }) => {
      for (const module of ["planning", "support"])
        expect(only(whole, "aws:elasticache/user:User", `${module}-cache`).inputs.accessString).to.match(
          new RegExp(`^on ~${module}:\\* &${module}:\\* .*-@admin.*-@dangerous`),
        );
      expect(only(whole, "aws:elasticache/user:User", "data-cache-nobody").inputs.accessString).to.match(
        /^off /,
      );
    },
  ],
  [
    "a password of a cache that somebody would have to change",
    ({ whole }) =>
      each(whole, "aws:elasticache/user:User", ({ inputs }) => {
        expect(inputs.authenticationMode).to.deep.equal({ type: "iam" });
        expect(inputs).not.to.have.any.keys("passwords", "passwordsWo");
      }),
  ],
  [
    "the second port of a cache that is paid by use",
    ({ serverless }) => {
      const ports = serverless
        .ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
        .filter(({ name }) => name.startsWith("data-cache"))
        .map(({ inputs }) => inputs.fromPort);
      expect(ports).to.have.members([6379, 6380]);
    },
  ],
];

const rules = ({ whole }: Built) =>
  only(whole, "aws:backup/plan:Plan").inputs.rules as {
    readonly schedule: string;
    readonly startWindow: number;
    readonly lifecycle: { readonly deleteAfter: number };
    readonly enableContinuousBackup?: boolean;
  }[];
const lock = ({ whole }: Built) =>
  only(whole, "aws:backup/vaultLockConfiguration:VaultLockConfiguration").inputs;
const backups = (keys: object) => ({
  "data.backups": { time: "21:00", dailyDays: 7, monthlyDays: false, restoreTesting: false, ...keys },
});

export const backupTraps: readonly Trap[] = [
  [
    "a lock that nobody can ever take back",
    (built) => expect(lock(built)).not.to.have.property("changeableForDays"),
  ],
  [
    "a lock that its own successor takes away",
    ({ whole }) => {
      const { options } = only(whole, "aws:backup/vaultLockConfiguration:VaultLockConfiguration");
      expect(options.deleteBeforeReplace).to.equal(true);
    },
  ],
  [
    "a backup that the locked vault does not take",
    (built) => {
      const { minRetentionDays, maxRetentionDays } = lock(built) as Record<string, number>;
      for (const { lifecycle } of rules(built))
        expect(lifecycle.deleteAfter).to.be.within(minRetentionDays!, maxRetentionDays!);
    },
  ],
  [
    "continuous backups, which take RDS's own windows over",
    (built) => {
      for (const rule of rules(built)) expect(rule.enableContinuousBackup ?? false).to.equal(false);
    },
  ],
  [
    "cold storage, which takes no MariaDB and asks for 90 days",
    (built) => {
      for (const { lifecycle } of rules(built)) expect(lifecycle).not.to.have.property("coldStorageAfter");
    },
  ],
  [
    "a window to start that AWS does not take",
    (built) => {
      for (const { startWindow } of rules(built)) expect(startWindow).to.be.at.least(60);
    },
  ],
  [
    "a schedule of five fields",
    (built) => {
      for (const { schedule } of rules(built)) expect(schedule).to.match(/^cron\((\S+ ){5}\S+\)$/);
    },
  ],
  ...["16:30", "18:00", "19:30"].map((time): Trap => [
    `a backup beside RDS's own: ${time}`,
    refused("data.backups.time", {
      ...backups({ time }),
      "data.mariadb.maintenanceWindow": "sun:03:00-sun:04:00",
    }),
  ]),
  [
    "a backup in the middle of the maintenance",
    refused("data.backups.time", {
      ...backups({ time: "02:30" }),
      "data.mariadb.maintenanceWindow": "sun:03:00-sun:04:00",
    }),
  ],
  [
    "months that end before days",
    refused("data.backups.monthlyDays", backups({ dailyDays: 60, monthlyDays: 40 })),
  ],
  [
    "backups of a bucket without versions",
    ({ whole }) => {
      const tagged = whole
        .ofType("aws:s3/bucket:Bucket")
        .filter(({ inputs }) => (inputs.tags as Record<string, string> | undefined)?.Backup === "true");
      const versioned = whole
        .ofType("aws:s3/bucketVersioning:BucketVersioning")
        .map(({ inputs }) => inputs.bucket);
      expect(versioned).to.include.members(tagged.map(({ outputs }) => outputs.bucket));
      expect(tagged.length).to.be.greaterThan(1);
    },
  ],
  [
    "a role that may back up volumes and not buckets",
    ({ whole }) => {
      const attached = whole
        .ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
        .map(({ inputs }) => String(inputs.policyArn));
      for (const way of ["Backup", "Restore"])
        expect(attached.join(" ")).to.contain(`AWSBackupServiceRolePolicyForS3${way}`);
    },
  ],
  [
    "a switch of the whole account in one environment",
    ({ whole }) => expect(whole.ofType("aws:backup/regionSettings:RegionSettings")).to.deep.equal([]),
  ],
  [
    "a vault that goes with its backups",
    ({ whole }) => {
      const { inputs, options } = only(whole, "aws:backup/vault:Vault");
      expect(inputs.forceDestroy).to.equal(false);
      expect(options).to.include({ protect: true, retainOnDelete: true });
    },
  ],
  ["no backups in production", refused("data.backups", { "data.backups": false }, "prod")],
];
