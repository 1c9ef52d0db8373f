import { expect } from "chai";
import { Mariadb, type MariadbArgs } from "../../../components/data/mariadb/Mariadb";
import { serverParameters } from "../../../components/data/mariadb/parameters";
import {
  alarms,
  boundary,
  build,
  key,
  keyArn,
  list,
  mariadbConfig,
  network,
  platform,
  scope,
  statementsOf,
  trustOf,
  valueOf,
  vpcId,
} from "../../support/fixtures";
import { only } from "../../support/harness";

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
        alarms: alarms(),
        eventLog: platform().eventLog,
        ...mariadbConfig(),
        ...change,
      }),
  );

const always = {
  "aws:cloudwatch/eventRule:EventRule": "mariadb-events",
  "aws:cloudwatch/eventTarget:EventTarget": "mariadb-events",
  "aws:cloudwatch/metricAlarm:MetricAlarm":
    "mariadb-connections mariadb-events mariadb-free-memory mariadb-full-storage mariadb-processor mariadb-storage",
  "aws:cloudwatch/logGroup:LogGroup": "mariadb-audit mariadb-error mariadb-slowquery",
  "aws:ec2/securityGroup:SecurityGroup": "mariadb-clients mariadb-server",
  "aws:rds/instance:Instance": "mariadb",
  "aws:rds/optionGroup:OptionGroup": "mariadb",
  "aws:rds/parameterGroup:ParameterGroup": "mariadb",
  "aws:rds/subnetGroup:SubnetGroup": "mariadb",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "mariadb-to-server-3306",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "mariadb-from-clients-3306",
};

describe("Mariadb", () => {
  it("makes the instance with its groups, and a role where monitoring is on", async () => {
    const { children, component } = await mariadb();
    expect(component.type).to.equal("ai-platform:data:Mariadb");
    expect(children).to.deep.equal(
      list({
        ...always,
        "aws:iam/role:Role": "mariadb-monitoring",
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "mariadb-monitoring",
      }),
    );
  });

  it("makes no role where monitoring is off", async () => {
    const { children, graph } = await mariadb({ monitoringSeconds: 0 });
    expect(children).to.deep.equal(list(always));
    const { inputs } = only(graph, "aws:rds/instance:Instance");
    expect(inputs.monitoringInterval).to.equal(0);
    expect(inputs).not.to.have.property("monitoringRoleArn");
  });

  it("names no key for Performance Insights where it is off", async () => {
    const { inputs } = only(
      (await mariadb({ performanceInsights: false })).graph,
      "aws:rds/instance:Instance",
    );
    expect(inputs.performanceInsightsEnabled).to.equal(false);
    expect(inputs).not.to.have.property("performanceInsightsKmsKeyId");
    expect(inputs).not.to.have.property("performanceInsightsRetentionPeriod");
  });

  it("registers exactly this instance where data is protected", async () => {
    const { graph } = await mariadb();
    const outputOf = (type: string, output: string, name?: string) => only(graph, type, name).outputs[output];
    expect(only(graph, "aws:rds/instance:Instance").inputs).to.deep.equal({
      identifier: "ai-platform-test",
      engine: "mariadb",
      engineVersion: "11.8",
      allowMajorVersionUpgrade: true,
      autoMinorVersionUpgrade: true,
      instanceClass: "db.r7g.large",
      multiAz: true,
      storageType: "gp3",
      allocatedStorage: 100,
      maxAllocatedStorage: 1000,
      storageEncrypted: true,
      kmsKeyId: keyArn("data"),
      username: "admin",
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: keyArn("data"),
      tags: { Backup: "true" },
      caCertIdentifier: "rds-ca-rsa2048-g1",
      publiclyAccessible: false,
      dbSubnetGroupName: outputOf("aws:rds/subnetGroup:SubnetGroup", "name"),
      vpcSecurityGroupIds: [outputOf("aws:ec2/securityGroup:SecurityGroup", "id", "mariadb-server")],
      parameterGroupName: outputOf("aws:rds/parameterGroup:ParameterGroup", "name"),
      optionGroupName: outputOf("aws:rds/optionGroup:OptionGroup", "name"),
      backupRetentionPeriod: 35,
      backupWindow: "18:00-19:00",
      maintenanceWindow: "sun:19:30-sun:20:30",
      copyTagsToSnapshot: true,
      enabledCloudwatchLogsExports: ["audit", "error", "slowquery"],
      performanceInsightsEnabled: true,
      performanceInsightsRetentionPeriod: 7,
      performanceInsightsKmsKeyId: keyArn("data"),
      monitoringInterval: 60,
      monitoringRoleArn: outputOf("aws:iam/role:Role", "arn"),
      deletionProtection: true,
      deleteAutomatedBackups: false,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: "ai-platform-test-final",
      applyImmediately: false,
    });
  });

  it("protects and retains the instance where data is protected", async () => {
    const { options } = only((await mariadb()).graph, "aws:rds/instance:Instance");
    expect(options).to.include({ protect: true, retainOnDelete: true, deleteBeforeReplace: true });
  });

  it("lets it go without a snapshot where data is disposable", async () => {
    const { graph } = await mariadb({ deletion: "disposable", multiAz: false });
    const { inputs, options } = only(graph, "aws:rds/instance:Instance");
    expect(options).to.include({ protect: false, retainOnDelete: false, deleteBeforeReplace: true });
    expect(inputs).to.include({
      multiAz: false,
      deletionProtection: false,
      deleteAutomatedBackups: true,
      skipFinalSnapshot: true,
      applyImmediately: true,
      storageEncrypted: true,
      publiclyAccessible: false,
    });
    expect(inputs).not.to.have.property("finalSnapshotIdentifier");
  });

  it("tells the secret of its administrator, and what to back up", async () => {
    const { graph, made } = await mariadb();
    const { adminSecretArn, arn } = made as Mariadb;
    const { outputs } = only(graph, "aws:rds/instance:Instance");
    const [secret] = outputs.masterUserSecrets as { readonly secretArn: string }[];
    expect(await valueOf(adminSecretArn)).to.equal(secret!.secretArn);
    expect(await valueOf(arn)).to.equal(outputs.arn);
  });

  it("never names a speed, which RDS refuses below 400 GiB", async () => {
    const { inputs } = only((await mariadb()).graph, "aws:rds/instance:Instance");
    expect(inputs).not.to.have.any.keys("iops", "storageThroughput");
  });

  it("records who connects and who changes tables or users, and nobody's queries", async () => {
    const { inputs, options } = only((await mariadb()).graph, "aws:rds/optionGroup:OptionGroup");
    expect(inputs).to.deep.equal({
      engineName: "mariadb",
      majorEngineVersion: "11.8",
      optionGroupDescription: "Audit of connections and definitions",
      options: [
        {
          optionName: "MARIADB_AUDIT_PLUGIN",
          optionSettings: [
            { name: "SERVER_AUDIT_EVENTS", value: "CONNECT,QUERY_DDL,QUERY_DCL" },
            { name: "SERVER_AUDIT_EXCL_USERS", value: "rdsadmin" },
          ],
        },
      ],
    });
    // A snapshot may still name it: its deletion would be refused.
    expect(options.retainOnDelete).to.equal(true);
  });

  it("records nothing where everything goes: the group could not go with it", async () => {
    const { graph } = await mariadb({ deletion: "disposable" });
    expect(graph.ofType("aws:rds/optionGroup:OptionGroup")).to.deep.equal([]);
    const { inputs } = only(graph, "aws:rds/instance:Instance");
    expect(inputs).not.to.have.property("optionGroupName");
    expect(inputs.enabledCloudwatchLogsExports).to.deep.equal(["error", "slowquery"]);
    expect(graph.ofType("aws:cloudwatch/logGroup:LogGroup").map(({ name }) => name)).to.have.members([
      "mariadb-error",
      "mariadb-slowquery",
    ]);
  });

  it("lives in the isolated subnets", async () => {
    const { graph } = await mariadb();
    expect(only(graph, "aws:rds/subnetGroup:SubnetGroup").inputs).to.deep.include({
      subnetIds: ["subnet-isolated-a", "subnet-isolated-c"],
    });
  });

  it("opens its port from the clients' group to the server's, and no other", async () => {
    const { graph, made } = await mariadb();
    const groups = Object.fromEntries(
      graph.ofType("aws:ec2/securityGroup:SecurityGroup").map((node) => [node.name, node]),
    );
    const { "mariadb-server": server, "mariadb-clients": clients } = groups;
    expect(server!.inputs).to.deep.equal({ vpcId, description: "MariaDB", tags: { Name: "mariadb-server" } });
    expect(clients!.inputs).to.deep.equal({
      vpcId,
      description: "Clients of MariaDB",
      tags: { Name: "mariadb-clients" },
    });
    const tcp = { ipProtocol: "tcp", fromPort: 3306, toPort: 3306 };
    expect(only(graph, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").inputs).to.deep.equal({
      ...tcp,
      securityGroupId: server!.outputs.id,
      referencedSecurityGroupId: clients!.outputs.id,
      description: "From its clients",
    });
    expect(only(graph, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule").inputs).to.deep.equal({
      ...tcp,
      securityGroupId: clients!.outputs.id,
      referencedSecurityGroupId: server!.outputs.id,
      description: "To MariaDB",
    });
    expect(await valueOf((made as Mariadb).clientsSecurityGroupId)).to.equal(clients!.outputs.id);
  });

  it("tells where it can be reached", async () => {
    const { graph, made } = await mariadb();
    const { hosts, port } = made as Mariadb;
    expect(await valueOf(hosts)).to.deep.equal([only(graph, "aws:rds/instance:Instance").outputs.address]);
    expect(port).to.equal(3306);
  });

  it("has encrypted log groups that expire, before RDS would make them", async () => {
    const { graph } = await mariadb({ logRetentionDays: 7 });
    const { dependencies } = only(graph, "aws:rds/instance:Instance").options;
    for (const kind of ["audit", "error", "slowquery"]) {
      const group = only(graph, "aws:cloudwatch/logGroup:LogGroup", `mariadb-${kind}`);
      expect(group.inputs).to.deep.equal({
        name: `/aws/rds/instance/ai-platform-test/${kind}`,
        retentionInDays: 7,
        kmsKeyId: keyArn("logs"),
      });
      expect(dependencies).to.include(group.urn);
    }
  });

  for (const version of ["11.8", "11.4", "10.11"] as const)
    it(`has parameters of its own for ${version}, without a fixed name`, async () => {
      const { graph } = await mariadb({ version });
      expect(only(graph, "aws:rds/parameterGroup:ParameterGroup").inputs).to.deep.equal({
        family: `mariadb${version}`,
        description: "TLS only, UTF-8, slow queries logged",
        parameters: serverParameters("db.r7g.large"),
      });
    });

  it("lets only RDS of this account monitor, with AWS's policy and none of its own", async () => {
    const { graph } = await mariadb();
    const role = only(graph, "aws:iam/role:Role");
    expect(role.inputs).not.to.have.property("permissionsBoundary");
    expect(statementsOf(role.inputs.assumeRolePolicy)).to.deep.equal(trustOf("monitoring.rds.amazonaws.com"));
    expect(graph.ofType("aws:iam/rolePolicy:RolePolicy")).to.deep.equal([]);
    const attachment = only(graph, "aws:iam/rolePolicyAttachment:RolePolicyAttachment");
    expect(attachment.inputs).to.deep.equal({
      role: role.outputs.name,
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
    });
    expect(only(graph, "aws:rds/instance:Instance").options.dependencies).to.include(attachment.urn);
  });

  it("puts its role under the permissions boundary", async () => {
    const { graph } = await mariadb({ scope: scope({ permissionsBoundary: boundary }) });
    expect(only(graph, "aws:iam/role:Role").inputs.permissionsBoundary).to.equal(boundary);
  });
});

describe("serverParameters", () => {
  const parameters = serverParameters("db.t4g.micro");

  it("refuses plain text, speaks UTF-8, logs slow queries into a file, and limits connections", () => {
    expect(Object.fromEntries(parameters.map(({ name, value }) => [name, value]))).to.deep.equal({
      character_set_server: "utf8mb4",
      collation_server: "utf8mb4_unicode_ci",
      log_output: "FILE",
      long_query_time: "2",
      max_connections: "76",
      require_secure_transport: "1",
      slow_query_log: "1",
    });
  });

  it("lets the limit wait for the restart that the class brings, and nothing else", () => {
    const waiting = parameters.filter(({ applyMethod }) => applyMethod === "pending-reboot");
    expect(waiting.map(({ name }) => name)).to.deep.equal(["max_connections"]);
  });
});
