import { expect } from "chai";
import { Backups } from "../../../components/data/backups/Backups";
import { failedJobs } from "../../../components/data/backups/failures";
import type { BackupsConfig } from "../../../infra/config/schema/data";
import type { Deletion } from "../../../infra/durability";
import { policyDocument } from "../../../infra/iam/statements";
import type { Graph } from "../../../simulator/graph";
import {
  account,
  alarms,
  backupsConfig,
  boundary,
  build,
  key,
  keyArn,
  network,
  scope,
} from "../../support/fixtures";
import { statementsOf } from "../../support/fixtures";
import { only, region } from "../../support/harness";
import { decide } from "../../support/iam";

const type = (name: string) => `aws:backup/${name[0]!.toLowerCase()}${name.slice(1)}:${name}`;

const backups = (
  change: Partial<BackupsConfig> = {},
  deletion: Deletion = "protected",
  environment = "test",
) =>
  build(
    () =>
      new Backups("data-backups", {
        ...{ ...backupsConfig(change), scope: scope({ environment, permissionsBoundary: boundary }) },
        ...{ network: network(), dataKey: key("data"), alarms: alarms(environment), deletion },
      }),
  );

const testings = (graph: Graph) =>
  Object.fromEntries(
    graph.nodes
      .filter((node) => node.type === type("RestoreTestingSelection"))
      .map(({ inputs }) => [String(inputs.protectedResourceType), inputs]),
  );

describe("Backups", () => {
  for (const [deletion, guarded] of [
    ["protected", true],
    ["disposable", false],
  ] as const)
    it(`has a vault ${guarded ? "that outlives everything" : "that goes with its content"} where data is ${deletion}`, async () => {
      const { graph } = await backups({}, deletion);
      const { inputs, options } = only(graph, type("Vault"));
      expect(inputs).to.deep.equal({ kmsKeyArn: keyArn("data"), forceDestroy: !guarded });
      expect(options).to.include({ protect: guarded, retainOnDelete: guarded });
      const types = graph.nodes.map((node) => node.type);
      for (const guard of ["VaultLockConfiguration", "VaultPolicy"])
        expect(types.includes(type(guard)), guard).to.equal(guarded);
    });

  it("locks the vault so that one with the right can take the lock off, and never leaves it without", async () => {
    const { graph } = await backups();
    const { inputs, options } = only(graph, type("VaultLockConfiguration"));
    expect(inputs).to.deep.equal({
      backupVaultName: only(graph, type("Vault")).outputs.name,
      minRetentionDays: 35,
      maxRetentionDays: 365,
    });
    // Compliance mode is for ever.
    expect(inputs).not.to.have.property("changeableForDays");
    // The one that goes would take the new one with it.
    expect(options).to.include({ deleteBeforeReplace: true, retainOnDelete: false });
  });

  it("lets AWS Backup alone end a backup", async () => {
    const { graph } = await backups();
    const vault = only(graph, type("Vault"));
    const { policy, backupVaultName } = only(graph, type("VaultPolicy")).inputs;
    expect(backupVaultName).to.equal(vault.outputs.name);
    const ask = (principal: string, action: string) =>
      decide({
        identityPolicies: {
          all: policyDocument([{ Sid: "All", Effect: "Allow", Action: "backup:*", Resource: "*" }]),
        },
        resourcePolicy: String(policy),
        principal,
        action,
        resource: `arn:aws:backup:${region}:${account}:recovery-point:one`,
      });
    const own = String(only(graph, "aws:iam/role:Role", "data-backups-backup").outputs.arn);
    const linked = `arn:aws:iam::${account}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup`;
    const others = [`arn:aws:iam::${account}:role/administrator`, `arn:aws:iam::${account}:root`];
    for (const action of ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"]) {
      for (const principal of others) expect(await ask(principal, action)).to.equal("ExplicitlyDenied");
      for (const principal of [own, linked]) expect(await ask(principal, action)).to.equal("Allowed");
    }
    expect(await ask(others[0]!, "backup:DescribeRecoveryPoint")).to.equal("Allowed");
  });

  it("keeps what is taken daily and monthly, all of it as snapshots", async () => {
    const { graph } = await backups({ time: "20:30" });
    const targetVaultName = only(graph, type("Vault")).outputs.name;
    const common = { targetVaultName, startWindow: 60 };
    expect(only(graph, type("Plan")).inputs).to.deep.equal({
      rules: [
        { ...common, ruleName: "daily", schedule: "cron(30 20 * * ? *)", lifecycle: { deleteAfter: 35 } },
        { ...common, ruleName: "monthly", schedule: "cron(30 20 1 * ? *)", lifecycle: { deleteAfter: 365 } },
      ],
    });
  });

  it("finds by their tags what is to be backed up, so that no module changes it", async () => {
    const { graph } = await backups();
    const { inputs, options } = only(graph, type("Selection"));
    expect(inputs.resources).to.deep.equal([
      `arn:aws:ec2:${region}:${account}:volume/*`,
      `arn:aws:rds:${region}:${account}:db:*`,
      "arn:aws:s3:::*",
    ]);
    expect(inputs.conditions).to.deep.equal([
      {
        stringEquals: [
          { key: "aws:ResourceTag/Project", value: "ai-platform" },
          { key: "aws:ResourceTag/Environment", value: "test" },
          { key: "aws:ResourceTag/Backup", value: "true" },
        ],
      },
    ]);
    const attached = graph.nodes.filter(({ name }) => name.startsWith("data-backups-backup"));
    expect(options.dependencies).to.include.members(
      attached.filter((node) => node.type.endsWith(":RolePolicyAttachment")).map(({ urn }) => urn),
    );
  });

  it("has a role for each way, with AWS's policies and within the company's bounds", async () => {
    const { graph } = await backups();
    const policies = (of: string) =>
      graph.nodes
        .filter((node) => node.type.endsWith(":RolePolicyAttachment") && node.name.includes(`-${of}`))
        .map(({ inputs }) => String(inputs.policyArn).replace("arn:aws:iam::aws:policy/", ""));
    expect(policies("backups-backup")).to.deep.equal([
      "service-role/AWSBackupServiceRolePolicyForBackup",
      "AWSBackupServiceRolePolicyForS3Backup",
    ]);
    expect(policies("restore")).to.deep.equal([
      "service-role/AWSBackupServiceRolePolicyForRestores",
      "AWSBackupServiceRolePolicyForS3Restore",
    ]);
    for (const kind of ["backup", "restore"]) {
      const { inputs } = only(graph, "aws:iam/role:Role", `data-backups-${kind}`);
      expect(inputs.permissionsBoundary).to.equal(boundary);
      expect(statementsOf(inputs.assumeRolePolicy).map(({ Principal }) => Principal)).to.deep.equal([
        { Service: "backup.amazonaws.com" },
      ]);
    }
  });
});

describe("restore testing", () => {
  it("restores the newest of everything that the vault has, once a month", async () => {
    const { graph } = await backups({}, "protected", "prod-eu");
    expect(only(graph, type("RestoreTestingPlan")).inputs).to.deep.equal({
      name: "ai_platform_prod_eu",
      scheduleExpression: "cron(0 7 2 * ? *)",
      startWindowHours: 1,
      recoveryPointSelection: {
        algorithm: "LATEST_WITHIN_WINDOW",
        includeVaults: [only(graph, type("Vault")).outputs.arn],
        recoveryPointTypes: ["SNAPSHOT"],
        selectionWindowDays: 7,
      },
    });
    const selections = testings(graph);
    expect(Object.keys(selections)).to.have.members(["RDS", "EBS", "S3"]);
    for (const [kind, inputs] of Object.entries(selections))
      expect(inputs).to.include({
        name: `ai_platform_prod_eu_${kind}`,
        restoreTestingPlanName: "ai_platform_prod_eu",
        iamRoleArn: only(graph, "aws:iam/role:Role", "data-backups-restore").outputs.arn,
        validationWindowHours: 1,
      });
  });

  it("lets nobody to what it restores, and keeps it under the environment's key", async () => {
    const { graph } = await backups();
    const { RDS, EBS, S3 } = testings(graph);
    const group = only(graph, "aws:ec2/securityGroup:SecurityGroup");
    expect(RDS!.restoreMetadataOverrides).to.deep.equal({
      dbSubnetGroupName: only(graph, "aws:rds/subnetGroup:SubnetGroup").outputs.name,
      vpcSecurityGroupIds: JSON.stringify([group.outputs.id]),
      publiclyAccessible: "false",
      multiAz: "false",
    });
    expect(only(graph, "aws:rds/subnetGroup:SubnetGroup").inputs.subnetIds).to.deep.equal([
      "subnet-isolated-a",
      "subnet-isolated-c",
    ]);
    expect(group.inputs).not.to.have.any.keys("ingress", "egress");
    expect(graph.nodes.filter((node) => /GroupRule|IngressRule|EgressRule/.test(node.type))).to.deep.equal(
      [],
    );
    expect(EBS!.restoreMetadataOverrides).to.deep.equal({ kmsKeyId: keyArn("data") });
    expect(S3!.restoreMetadataOverrides).to.deep.equal({
      encryptionType: "SSE-KMS",
      kmsKey: keyArn("data"),
      restoreACLs: "false",
    });
  });

  it("is an option", async () => {
    const { children } = await backups({ restoreTesting: false });
    expect(children.join()).not.to.match(/restoreTesting|SecurityGroup|SubnetGroup/);
  });
});

describe("failed backups and restores", () => {
  it("wait in a queue, and an alarm tells of the first one", async () => {
    const { graph } = await backups();
    const queue = only(graph, "aws:sqs/queue:Queue");
    const roles = ["backup", "restore"].map(
      (kind) => only(graph, "aws:iam/role:Role", `data-backups-${kind}`).outputs.arn,
    );
    const { eventPattern } = only(graph, "aws:cloudwatch/eventRule:EventRule").inputs;
    expect(JSON.parse(String(eventPattern))).to.deep.equal(failedJobs(roles as string[]));
    expect(only(graph, "aws:cloudwatch/eventTarget:EventTarget").inputs.arn).to.equal(queue.outputs.arn);
    expect(queue.inputs).to.include({ sqsManagedSseEnabled: true });
    const { policy } = only(graph, "aws:sqs/queuePolicy:QueuePolicy").inputs;
    expect(statementsOf(policy).map(({ Sid }) => Sid)).to.deep.equal([
      "DenyPlainTransport",
      "RuleSendsMessages",
    ]);
    expect(only(graph, "aws:cloudwatch/metricAlarm:MetricAlarm").inputs).to.deep.include({
      name: "ai-platform-test_backup-failures",
      dimensions: { QueueName: queue.outputs.name },
      threshold: 1,
    });
  });

  it("are told apart from those of others, and from what went well", () => {
    const pattern = failedJobs(["arn:role"]);
    expect(pattern.detail.iamRoleArn).to.deep.equal(["arn:role"]);
    // A backup has a state, a restore a status.
    expect(pattern.detail.$or.map((one) => Object.keys(one)[0])).to.deep.equal(["state", "status"]);
    for (const one of pattern.detail.$or)
      expect(Object.values(one)[0]).to.have.members(["ABORTED", "EXPIRED", "FAILED"]);
  });
});
