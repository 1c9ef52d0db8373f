import { expect } from "chai";
import { Mariadb, type MariadbArgs } from "../../../components/data/mariadb/Mariadb";
import { build, key, keyArn, mariadbConfig, network, scope, valueOf } from "../../support/fixtures";
import { only } from "../../support/harness";

const instance = "aws:rds/instance:Instance";

const mariadb = (change: Partial<MariadbArgs> = {}) =>
  build(
    () =>
      new Mariadb("mariadb", {
        scope: scope(),
        network: network(),
        dataKey: key("data"),
        logsKey: key("logs"),
        deletion: "protected",
        logRetentionDays: 365,
        ...mariadbConfig({ readReplica: true }),
        ...change,
      }),
  );

describe("the read replica of Mariadb", () => {
  it("is there only where it is asked for, and told as the host to read from", async () => {
    const without = await mariadb({ readReplica: false });
    expect(without.graph.ofType(instance).map(({ name }) => name)).to.deep.equal(["mariadb"]);
    expect((without.made as Mariadb).readHost).to.equal(undefined);

    const { graph, made } = await mariadb();
    const { hosts, readHost } = made as Mariadb;
    expect(await valueOf(readHost!)).to.equal(only(graph, instance, "mariadb-replica").outputs.address);
    expect(await valueOf(hosts)).to.deep.equal([only(graph, instance, "mariadb").outputs.address]);
  });

  it("takes what is its own, and nothing that comes with its source", async () => {
    const { graph } = await mariadb();
    const { inputs: source } = only(graph, instance, "mariadb");
    expect(only(graph, instance, "mariadb-replica").inputs).to.deep.equal({
      identifier: "ai-platform-test-replica",
      replicateSourceDb: "ai-platform-test",
      instanceClass: "db.r7g.large",
      maxAllocatedStorage: 1000,
      autoMinorVersionUpgrade: true,
      // The source's key encrypts it; without the flag the provider would plan another replica every time.
      storageEncrypted: true,
      multiAz: false,
      caCertIdentifier: "rds-ca-rsa2048-g1",
      publiclyAccessible: false,
      maintenanceWindow: "sun:19:30-sun:20:30",
      enabledCloudwatchLogsExports: ["audit", "error", "slowquery"],
      performanceInsightsEnabled: true,
      performanceInsightsRetentionPeriod: 7,
      performanceInsightsKmsKeyId: keyArn("data"),
      monitoringInterval: 60,
      monitoringRoleArn: source.monitoringRoleArn,
      vpcSecurityGroupIds: source.vpcSecurityGroupIds,
      parameterGroupName: source.parameterGroupName,
      optionGroupName: source.optionGroupName,
      deletionProtection: false,
      skipFinalSnapshot: true,
      applyImmediately: false,
    });
  });

  it("goes without a word, because all that it holds is its source's", async () => {
    const { graph } = await mariadb();
    expect(only(graph, instance, "mariadb-replica").options).to.include({
      protect: false,
      retainOnDelete: false,
      deleteBeforeReplace: true,
    });
    expect(only(graph, instance, "mariadb").options).to.include({ protect: true, retainOnDelete: true });
  });

  it("is deleted before its source, which would leave a server of its own behind", async () => {
    const { graph } = await mariadb();
    const { dependencies } = only(graph, instance, "mariadb-replica").options;
    expect(dependencies).to.include(only(graph, instance, "mariadb").urn);
  });

  it("has log groups of its own", async () => {
    const { graph } = await mariadb({ logRetentionDays: 30 });
    const { dependencies } = only(graph, instance, "mariadb-replica").options;
    for (const kind of ["audit", "error", "slowquery"]) {
      const group = only(graph, "aws:cloudwatch/logGroup:LogGroup", `mariadb-replica-${kind}`);
      expect(group.inputs).to.deep.equal({
        name: `/aws/rds/instance/ai-platform-test-replica/${kind}`,
        retentionInDays: 30,
        kmsKeyId: keyArn("logs"),
      });
      expect(dependencies).to.include(group.urn);
    }
  });
});
