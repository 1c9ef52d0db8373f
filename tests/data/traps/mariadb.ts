import { expect } from "chai";
import type { GraphNode } from "../../../simulator/graph";
import { only } from "../../support/harness";
import { type Built, containersOf, each, refused, refusedAll, type Trap } from "./trap";

const instance = "aws:rds/instance:Instance";
const database = ({ whole }: Built) => only(whole, instance, "data-mariadb").inputs;
const db = (key: string, value: unknown) => ({ [`data.mariadb.${key}`]: value });
const parameters = (built: Built) =>
  only(built.whole, "aws:rds/parameterGroup:ParameterGroup", "data-mariadb").inputs.parameters as {
    readonly name: string;
    readonly value: string;
    readonly applyMethod: string;
  }[];

/** https://mariadb.com/kb/en/server-system-variables/ and its neighbours: those of them that need a restart. */
const staticParameters = ["max_connections", "performance_schema", "log_bin", "innodb_buffer_pool_instances"];

export const mariadbTraps: readonly Trap[] = [
  ...refusedAll(
    "a version that RDS has given up",
    "data.mariadb.version",
    db("version", "10.6"),
    db("version", "12.0"),
  ),
  [
    "a minor version in the program, which RDS goes past by itself",
    (built) => {
      expect(database(built)).to.include({ engineVersion: "11.8", autoMinorVersionUpgrade: true });
    },
  ],
  [
    "a password in the state",
    (built) => {
      expect(database(built)).to.include({ manageMasterUserPassword: true });
      for (const key of ["password", "passwordWo"]) expect(database(built)).not.to.have.property(key);
      expect(database(built).masterUserSecretKmsKeyId).to.match(/^arn:aws:kms:/);
    },
  ],
  [
    "the administrator's password, which changes every week, in a container",
    ({ whole }) => expect(JSON.stringify(containersOf(whole))).not.to.contain("secret:rds!"),
  ],
  [
    "a default of TLS that hangs on the version",
    (built) =>
      expect(parameters(built)).to.deep.include({
        name: "require_secure_transport",
        value: "1",
        applyMethod: "immediate",
      }),
  ],
  [
    "a static parameter that is to be applied at once",
    (built) => {
      for (const { name, applyMethod } of parameters(built))
        expect(applyMethod, name).to.equal(staticParameters.includes(name) ? "pending-reboot" : "immediate");
    },
  ],
  [
    "a parameter group that is in use and must be another for another version",
    ({ whole }) => {
      const { inputs, options } = only(whole, "aws:rds/parameterGroup:ParameterGroup", "data-mariadb");
      expect(inputs).not.to.have.property("name");
      expect(options.deleteBeforeReplace).to.equal(false);
    },
  ],
  [
    "an audit log without the plug-in that writes it",
    (built) => {
      expect(database(built).enabledCloudwatchLogsExports).to.include("audit");
      const options = JSON.stringify(only(built.whole, "aws:rds/optionGroup:OptionGroup").inputs.options);
      expect(options).to.contain("MARIADB_AUDIT_PLUGIN");
      expect(database(built).optionGroupName).to.be.a("string");
    },
  ],
  [
    "log groups that RDS makes by itself and keeps for ever",
    ({ whole }) =>
      each(whole, instance, ({ inputs, options }) => {
        for (const log of inputs.enabledCloudwatchLogsExports as string[]) {
          const name = `/aws/rds/instance/${String(inputs.identifier)}/${log}`;
          const group = whole
            .ofType("aws:cloudwatch/logGroup:LogGroup")
            .find((one) => one.inputs.name === name)!;
          expect(group, name).to.not.equal(undefined);
          expect(group.inputs).to.include.keys("retentionInDays", "kmsKeyId");
          expect(options.dependencies, name).to.include(group.urn);
        }
      }),
  ],
  [
    "Performance Insights on a class that has none",
    refused("data.mariadb.performanceInsights", {
      ...db("performanceInsights", true),
      ...db("instanceClass", "db.t4g.micro"),
    }),
  ],
  [
    "a time of Performance Insights that does not exist",
    (built) => expect(database(built).performanceInsightsRetentionPeriod).to.equal(7),
  ],
  [
    "enhanced monitoring without a role, or every 2 seconds",
    (built) => {
      expect(database(built).monitoringRoleArn).to.match(/^arn:aws:iam:/);
      return refused("data.mariadb.monitoringSeconds", db("monitoringSeconds", 2))(built);
    },
  ],
  [
    "IOPS of a gp3 volume below 400 GiB, where AWS takes none",
    ({ whole, small }) => {
      for (const graph of [whole, small])
        each(graph, instance, ({ inputs }) => {
          expect(inputs).not.to.have.any.keys("iops", "storageThroughput");
        });
      expect(database({ whole } as Built).storageType).to.equal("gp3");
    },
  ],
  [
    "storage that cannot grow",
    refused("data.mariadb.maxStorageGiB", { ...db("storageGiB", 100), ...db("maxStorageGiB", 109) }),
  ],
  [
    "no encryption, which is the default and for ever",
    ({ whole, small }) => {
      for (const graph of [whole, small])
        each(graph, instance, ({ inputs }) => expect(inputs.storageEncrypted).to.equal(true));
    },
  ],
  [
    "no backups, which is the provider's default",
    (built) => {
      expect(database(built).backupRetentionPeriod).to.equal(35);
      return refused("data.mariadb.backupRetentionDays", db("backupRetentionDays", 0))(built);
    },
  ],
  [
    "a backup in the middle of the maintenance",
    refused("data.mariadb.maintenanceWindow", db("maintenanceWindow", "sun:18:30-sun:19:30")),
  ],
  ...refusedAll(
    "a window that is too short for RDS",
    "data.mariadb.backupWindow",
    db("backupWindow", "18:00-18:29"),
    db("backupWindow", "18:00"),
  ),
  [
    "snapshots without tags, which no bill explains",
    (built) => expect(database(built).copyTagsToSnapshot).to.equal(true),
  ],
  [
    "a final snapshot without a name",
    (built) => {
      expect(database(built)).to.include({
        skipFinalSnapshot: false,
        finalSnapshotIdentifier: "ai-platform-prod-final",
      });
      expect(only(built.small, instance).inputs.skipFinalSnapshot).to.equal(true);
    },
  ],
  [
    "a database that one wrong word deletes",
    (built) => {
      const { inputs, options } = only(built.whole, instance, "data-mariadb");
      expect(inputs.deletionProtection).to.equal(true);
      expect(options).to.include({ protect: true, retainOnDelete: true });
    },
  ],
  [
    "a zone beside a standby",
    (built) => {
      expect(database(built).multiAz).to.equal(true);
      each(built.whole, instance, ({ inputs }) => expect(inputs).not.to.have.property("availabilityZone"));
    },
  ],
  [
    "a certificate authority of AWS's choice",
    ({ whole }) =>
      each(whole, instance, ({ inputs }) => expect(inputs.caCertIdentifier).to.equal("rds-ca-rsa2048-g1")),
  ],
  [
    "a name that RDS does not take",
    ({ whole }) =>
      each(whole, instance, ({ inputs }) => {
        expect(inputs.identifier).to.match(/^[a-z](-?[a-z0-9]){0,62}$/);
      }),
  ],
  [
    "a change that waits for the window while the program says it is done",
    ({ whole, small }) => {
      // Where data is protected, nothing interrupts outside of the window; docs say what waits.
      expect(only(whole, instance, "data-mariadb").inputs.applyImmediately).to.equal(false);
      expect(only(small, instance).inputs.applyImmediately).to.equal(true);
    },
  ],
  [
    "a blue/green update, which knows neither replicas nor protection",
    ({ whole }) =>
      each(whole, instance, ({ inputs }) => expect(inputs).not.to.have.property("blueGreenUpdate")),
  ],
  [
    "extended support, which MariaDB has not",
    ({ whole }) =>
      each(whole, instance, ({ inputs }) => expect(inputs).not.to.have.property("engineLifecycleSupport")),
  ],
  [
    "a proxy that does not know a module's user, or talks in the clear",
    ({ whole }) => {
      const { auths, requireTls, engineFamily } = only(whole, "aws:rds/proxy:Proxy").inputs;
      const known = (auths as { secretArn: string }[]).map(({ secretArn }) => secretArn).sort();
      const users = whole
        .ofType("aws:secretsmanager/secret:Secret")
        .filter(({ name }) => /-mariadb(-previous)?$/.test(name))
        .map(({ outputs }) => outputs.arn)
        .sort();
      expect(known).to.deep.equal(users).and.have.length(6);
      expect({ requireTls, engineFamily }).to.deep.equal({ requireTls: true, engineFamily: "MYSQL" });
    },
  ],
  [
    "more connections than the server has",
    refused("data.mariadb.instanceClass", { "modules.planning.data.connections": 60 }),
  ],
  [
    "a limit of connections that AWS works out",
    (built) => expect(parameters(built).map(({ name }) => name)).to.include("max_connections"),
  ],
  ["a subnet group with one zone", refused("network.availabilityZones", { "network.availabilityZones": 1 })],
  ...["mysql", "performance-schema", "rdsadmin", "sys"].map((name): Trap => [
    `a schema that is another's already: ${name}`,
    refused(`modules.${name}`, {
      [`modules.${name}`]: { owner: "a@example.com", routes: ["/a"], data: { schema: true } },
    }),
  ]),
  [
    "a name that would have to be quoted in SQL",
    refused('modules["a;drop"]', {
      "modules.a;drop": { owner: "a@example.com", routes: ["/a"], data: { schema: true } },
    }),
  ],
  [
    "the value of a secret in what the state remembers of a call",
    ({ whole }) =>
      each(whole, "aws:lambda/invocation:Invocation", ({ inputs }) => {
        expect(String(inputs.input)).not.to.match(/password"|simulated-password/);
      }),
  ],
  [
    "data that goes with a declaration",
    ({ whole }) => modulesCalled(whole.ofType("aws:lambda/invocation:Invocation"), "keep"),
  ],
  [
    "a function that outlasts what Lambda waits for, or cannot reach the database",
    ({ whole }) => {
      const { timeout, vpcConfig } = only(whole, "aws:lambda/function:Function", "data-bootstrap").inputs;
      expect(timeout).to.be.at.most(900);
      expect(vpcConfig).to.include.keys("subnetIds", "securityGroupIds");
    },
  ],
];

function modulesCalled(invocations: readonly GraphNode[], onRemove: string): void {
  const called = invocations.filter(({ inputs }) => inputs.lifecycleScope === "CRUD");
  expect(called.map(({ name }) => name)).to.have.length(3);
  for (const { inputs } of called)
    expect(JSON.parse(String(inputs.input))).to.have.property("onRemove", onRemove);
}
