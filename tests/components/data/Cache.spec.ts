import { expect } from "chai";
import { Cache, type CacheArgs } from "../../../components/data/cache/Cache";
import {
  alarms,
  build,
  cacheConfig,
  key,
  keyArn,
  list,
  network,
  scope,
  valueOf,
} from "../../support/fixtures";
import { only } from "../../support/harness";

const serverlessType = "aws:elasticache/serverlessCache:ServerlessCache";
const nodesType = "aws:elasticache/replicationGroup:ReplicationGroup";

const cache = (change: Partial<CacheArgs> = {}) =>
  build(
    () =>
      new Cache("cache", {
        scope: scope(),
        network: network(),
        dataKey: key("data"),
        alarms: alarms(),
        deletion: "protected",
        ...cacheConfig(),
        ...change,
      }),
  );

const limits = { nodeType: "serverless", maxGiB: 5, maxEcpuPerSecond: 2000 };
/** Without the number of copies, which a serverless cache has not. */
const serverless = (change: Partial<CacheArgs> = {}) =>
  build(
    () =>
      new Cache("cache", {
        scope: scope(),
        network: network(),
        dataKey: key("data"),
        alarms: alarms(),
        deletion: "protected",
        version: "9",
        ...limits,
        ...change,
      }),
  );

const users = {
  "aws:elasticache/user:User": "cache-nobody",
  "aws:elasticache/userGroup:UserGroup": "cache",
};
const ringing = (...nodes: string[]) => ({
  "aws:cloudwatch/metricAlarm:MetricAlarm": nodes
    .flatMap((node) =>
      ["connections", "evictions", "full", "lag", "processor"].map((what) => `cache-${node}-${what}`),
    )
    .join(" "),
});
const gate = (...ports: number[]) => ({
  "aws:ec2/securityGroup:SecurityGroup": "cache-clients cache-server",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ports
    .map((port) => `cache-to-server-${port}`)
    .join(" "),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ports
    .map((port) => `cache-from-clients-${port}`)
    .join(" "),
});

describe("Cache", () => {
  it("is a replication group with its subnets and users", async () => {
    const { children, component } = await cache();
    expect(component.type).to.equal("ai-platform:data:Cache");
    expect(children).to.deep.equal(
      list({
        ...users,
        ...gate(6379),
        ...ringing("1", "2"),
        [nodesType]: "cache",
        "aws:elasticache/subnetGroup:SubnetGroup": "cache",
      }),
    );
  });

  it("is one cache where it is serverless, with a second port for reads", async () => {
    const { children } = await serverless();
    expect(children).to.deep.equal(
      list({
        ...users,
        ...gate(6379, 6380),
        [serverlessType]: "cache",
        "aws:cloudwatch/metricAlarm:MetricAlarm": "cache-evictions cache-full cache-throttles cache-units",
      }),
    );
  });

  it("registers exactly these nodes", async () => {
    const { graph } = await cache();
    const idOf = (type: string, name: string) => only(graph, type, name).outputs.id;
    expect(only(graph, nodesType).inputs).to.deep.equal({
      description: "Cache of the modules",
      engine: "valkey",
      engineVersion: "9.0",
      autoMinorVersionUpgrade: false,
      parameterGroupName: "default.valkey9",
      nodeType: "cache.t4g.small",
      numCacheClusters: 2,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      port: 6379,
      subnetGroupName: only(graph, "aws:elasticache/subnetGroup:SubnetGroup").outputs.name,
      securityGroupIds: [idOf("aws:ec2/securityGroup:SecurityGroup", "cache-server")],
      userGroupIds: ["ai-platform-test"],
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      atRestEncryptionEnabled: true,
      kmsKeyId: keyArn("data"),
      snapshotRetentionLimit: 1,
      applyImmediately: false,
    });
    expect(only(graph, "aws:elasticache/subnetGroup:SubnetGroup").inputs.subnetIds).to.deep.equal([
      "subnet-isolated-a",
      "subnet-isolated-c",
    ]);
  });

  it("fails over only where there is a copy, and keeps no snapshot where data is disposable", async () => {
    const { graph } = await cache({ version: "8", replicas: 0, deletion: "disposable" });
    expect(only(graph, nodesType).inputs).to.include({
      engineVersion: "8.2",
      parameterGroupName: "default.valkey8",
      numCacheClusters: 1,
      automaticFailoverEnabled: false,
      multiAzEnabled: false,
      snapshotRetentionLimit: 0,
      applyImmediately: true,
    });
  });

  it("registers exactly this serverless cache, with both limits of its bill", async () => {
    const { graph } = await serverless();
    expect(only(graph, serverlessType).inputs).to.deep.equal({
      engine: "valkey",
      majorEngineVersion: "9",
      description: "Cache of the modules",
      cacheUsageLimits: {
        dataStorage: { maximum: 5, unit: "GB" },
        ecpuPerSeconds: [{ maximum: 2000 }],
      },
      kmsKeyId: keyArn("data"),
      securityGroupIds: [only(graph, "aws:ec2/securityGroup:SecurityGroup", "cache-server").outputs.id],
      subnetIds: ["subnet-isolated-a", "subnet-isolated-c"],
      userGroupId: "ai-platform-test",
      snapshotRetentionLimit: 1,
    });
  });

  it("has a group of Valkey's that modules add themselves to, and that is never empty", async () => {
    const { graph } = await cache();
    const group = only(graph, "aws:elasticache/userGroup:UserGroup");
    expect(group.inputs).to.deep.equal({
      userGroupId: "ai-platform-test",
      engine: "valkey",
      userIds: ["ai-platform-test"],
    });
    expect(group.options.ignoreChanges).to.deep.equal(["userIds"]);
    expect(only(graph, "aws:elasticache/user:User").inputs).to.deep.equal({
      userId: "ai-platform-test",
      userName: "ai-platform-test",
      engine: "valkey",
      accessString: "off -@all",
      authenticationMode: { type: "iam" },
    });
  });

  for (const [kind, make] of [
    ["nodes", cache],
    ["serverless", serverless],
  ] as const)
    it(`tells where it can be reached, of ${kind}`, async () => {
      const { graph, made } = await make();
      const { host, port, arn, userGroupId, clientsSecurityGroupId } = made as Cache;
      const { outputs } = only(graph, kind === "nodes" ? nodesType : serverlessType);
      const [endpoint] = (outputs.endpoints ?? []) as { readonly address: string }[];
      expect(await valueOf(host)).to.equal(outputs.primaryEndpointAddress ?? endpoint!.address);
      expect(port).to.equal(6379);
      expect(await valueOf(arn)).to.equal(outputs.arn);
      expect(await valueOf(userGroupId)).to.equal("ai-platform-test");
      expect(await valueOf(clientsSecurityGroupId)).to.equal(
        only(graph, "aws:ec2/securityGroup:SecurityGroup", "cache-clients").outputs.id,
      );
    });

  it("spreads a serverless cache over three zones at most", async () => {
    const { graph } = await serverless({
      network: {
        ...network(),
        isolatedSubnetIds: network().isolatedSubnetIds.apply(() => ["a", "b", "c", "d"]),
      },
    });
    expect(only(graph, serverlessType).inputs.subnetIds).to.deep.equal(["a", "b", "c"]);
  });
});
