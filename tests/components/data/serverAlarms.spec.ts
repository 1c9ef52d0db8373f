import { expect } from "chai";
import { nodeAlarms, serverlessAlarms } from "../../../components/data/cache/alarms";
import { serverAlarms, serverTroubles } from "../../../components/data/mariadb/alarms";
import { connectionLimit } from "../../../infra/connections";
import { build, cacheConfig } from "../../support/fixtures";
import { only } from "../../support/harness";
import { matches } from "../../support/eventPattern";
import { newTier } from "./newTier";

const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const gib = 2 ** 30;
const tierOf = (...given: Parameters<typeof newTier>) => build(() => newTier(...given));

describe("the alarms of MariaDB", () => {
  const server = { instanceClass: "db.r7g.large", storageGiB: 100 };

  it("ring in time, each by what the server has", () => {
    const listed = Object.entries(serverAlarms(server)).map(([what, { severity, metricName, threshold }]) => [
      what,
      severity,
      metricName,
      threshold,
    ]);
    expect(listed).to.deep.equal([
      ["storage", "warning", "FreeStorageSpace", 10 * gib],
      ["full-storage", "critical", "FreeStorageSpace", 5 * gib],
      ["connections", "warning", "DatabaseConnections", 994],
      ["processor", "warning", "CPUUtilization", 90],
      ["free-memory", "warning", "FreeableMemory", Math.floor((16 * gib) / 20)],
    ]);
  });

  it("ring before administrators find no connection left", () => {
    const { threshold } = serverAlarms(server).connections!;
    expect(threshold).to.be.lessThan(connectionLimit(server.instanceClass)! * 0.9);
  });

  const arn = "arn:aws:rds:ap-northeast-2:123456789012:db:ai-platform-test";
  /** As https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-cloudwatch-events.sample.html shows it. */
  const event = (category: string, resource = arn) => ({
    source: "aws.rds",
    "detail-type": "RDS DB Instance Event",
    resources: [resource],
    detail: { EventCategories: [category], SourceType: "DB_INSTANCE", EventID: "RDS-EVENT-0013" },
  });
  for (const [category, expected] of [
    ["deletion", true],
    ["failover", true],
    ["failure", true],
    ["low storage", true],
    ["backup", false],
    ["maintenance", false],
  ] as const)
    it(`${expected ? "ring" : "do not ring"} for events of the category ${category}`, () => {
      expect(matches(serverTroubles(arn), event(category))).to.equal(expected);
      expect(matches(serverTroubles(arn), event(category, `${arn}-restored`))).to.equal(false);
    });

  it("name the server that there is", async () => {
    const { graph } = await tierOf({ qdrant: false });
    for (const what of Object.keys(serverAlarms(server)))
      expect(only(graph, alarm, `data-mariadb-${what}`).inputs).to.deep.include({
        name: `ai-platform-test_mariadb-${what}`,
        namespace: "AWS/RDS",
        dimensions: { DBInstanceIdentifier: "ai-platform-test" },
      });
  });
});

describe("the alarms of the cache", () => {
  it("are those of each node, and a copy can be behind", () => {
    expect(nodeAlarms(0, 0)).to.have.all.keys("processor", "full", "evictions", "connections");
    expect(nodeAlarms(0, 1)).to.have.property("lag");
  });

  it("go by the limits of a bill", () => {
    const { full, units } = serverlessAlarms({ maxGiB: 10, maxEcpuPerSecond: 1000 });
    expect(full!.threshold).to.equal(9 * gib);
    expect(units).to.include({ period: 60, threshold: 54_000, statistic: "Sum" });
  });

  it("name each node as ElastiCache does", async () => {
    const { graph } = await tierOf({ mariadb: false, qdrant: false, cache: cacheConfig() });
    const group = String(only(graph, "aws:elasticache/replicationGroup:ReplicationGroup").outputs.id);
    const nodes = graph.ofType(alarm).map(({ inputs }) => inputs.dimensions as Record<string, string>);
    expect(new Set(nodes.map(({ CacheClusterId }) => CacheClusterId))).to.deep.equal(
      new Set([`${group}-001`, `${group}-002`]),
    );
  });
});
