import { expect } from "chai";
import { type PartLoss, zoneLoss } from "../../../automation/plan/zoneLoss";
import type { EnvironmentConfig } from "../../../infra/config/schema/environment";
import type { ModuleConfig } from "../../../infra/config/schema/module";
import { configOf } from "../../support/harness";
import { type ModuleChange, moduleConfig } from "../../support/moduleConfig";

const base = configOf("prod");

/** Prod with other stores, network, pools or modules. */
function crafted(change: {
  readonly data?: Partial<EnvironmentConfig["data"]>;
  readonly network?: Partial<EnvironmentConfig["network"]>;
  readonly pools?: EnvironmentConfig["platform"]["pools"];
  readonly modules?: Readonly<Record<string, ModuleChange>>;
}): EnvironmentConfig {
  return {
    ...base,
    data: { ...base.data, ...change.data },
    network: { ...base.network, ...change.network },
    platform: { ...base.platform, pools: change.pools ?? {} },
    modules: change.modules
      ? Object.fromEntries(
          Object.entries(change.modules).map(([name, module]) => [name, moduleConfig(module)]),
        )
      : base.modules,
  };
}

/** `planning: goes-on (spread)`, and what it is held up by. */
const told = (losses: readonly PartLoss[]) =>
  losses.map(
    ({ part, module, outcome, reason, heldUpBy }) =>
      `${module ?? part}: ${outcome} (${[reason, ...heldUpBy].join(", ")})`,
  );

const lossOf = (config: EnvironmentConfig, name: string) =>
  zoneLoss(config).find(({ part, module = part }) => module === name)!;

const pool = (min: number): EnvironmentConfig["platform"]["pools"][string] => ({
  instanceTypes: ["m7g.large"],
  min,
  max: 4,
  spotPercent: 50,
  onDemandBase: 0,
  targetPercent: 100,
  diskGiB: 50,
});

describe("the loss of a zone", () => {
  it("leaves prod at work, but for a failover", () => {
    expect(told(zoneLoss(base))).to.deep.equal([
      "edge: goes-on (regional)",
      "load-balancers: goes-on (in-every-zone)",
      "manufacturing: restarts (spread, mariadb)",
      "planning: restarts (spread, mariadb)",
      "support: restarts (spread, mariadb)",
      "mariadb: restarts (standby)",
      "qdrant: goes-on (copies)",
      "storage: goes-on (regional)",
      "way-out: goes-on (gateway-per-zone)",
    ]);
  });

  it("takes dev down, which has one of everything", () => {
    expect(told(zoneLoss(configOf("dev")))).to.deep.equal([
      "edge: goes-on (regional)",
      "load-balancers: goes-on (in-every-zone)",
      "manufacturing: down (one-task, mariadb, way-out)",
      "planning: down (one-task, mariadb, qdrant, way-out)",
      "support: down (one-task, mariadb, qdrant, way-out)",
      "mariadb: down (one-zone)",
      "qdrant: down (one-node)",
      "storage: goes-on (regional)",
      "way-out: down (one-gateway)",
    ]);
  });

  it("counts what is left", () => {
    expect(lossOf(base, "planning").count).to.deep.equal({ all: 2, left: 1 });
    expect(lossOf(base, "support").count).to.deep.equal({ all: 3, left: 2 });
    expect(lossOf(base, "qdrant").count).to.deep.equal({ all: 3, left: 2 });
  });

  it("names the zone where only one can hurt", () => {
    const dev = configOf("dev");
    expect(lossOf(dev, "qdrant").zone).to.equal("ap-northeast-2a");
    expect(lossOf(dev, "way-out").zone).to.equal("ap-northeast-2a");
    const named = crafted({
      network: { natGateways: "single", availabilityZones: ["ap-northeast-2c", "ap-northeast-2a"] },
    });
    expect(lossOf(named, "way-out").zone).to.equal("ap-northeast-2c");
  });

  const night = { night: { at: "cron(0 0 * * ? *)", timezone: "UTC", min: 1, max: 1 } };
  const off = { night: { at: "cron(0 0 * * ? *)", timezone: "UTC", min: 0, max: 0 } };
  const pooled = { kind: "ec2", pool: "general" } as const;
  const two: ModuleChange["scaling"] = { min: 2, max: 4 };
  const modules: readonly (readonly [what: string, module: ModuleChange, says: string, poolMin?: number])[] =
    [
      ["one task", { scaling: { min: 1, max: 4 } }, "restarts (one-task)"],
      ["two tasks", { scaling: two }, "goes-on (spread)"],
      ["two tasks, and one at night", { scaling: { ...two, schedules: night } }, "restarts (one-task)"],
      ["two tasks, and none at night", { scaling: { ...two, schedules: off } }, "goes-on (spread)"],
      ["a job", { kind: "job", scaling: two }, "restarts (by-the-clock)"],
      ["own servers", { scaling: two, capacity: { kind: "external" } }, "goes-on (outside)"],
      ["a pool of two instances", { scaling: two, capacity: pooled }, "goes-on (spread)", 2],
      ["a pool that may be one instance", { scaling: two, capacity: pooled }, "restarts (one-instance)", 1],
      [
        "a placement by instances",
        { scaling: two, capacity: { ...pooled, placement: ["spread-instances"] } },
        "restarts (zones-not-first)",
        2,
      ],
      [
        "a constraint that speaks of zones",
        { scaling: two, capacity: { ...pooled, constraints: ["attribute:ecs.availability-zone == a"] } },
        "unknown (pinned)",
        2,
      ],
      ["managed instances", { scaling: two, capacity: { kind: "gpu", gpus: 1 } }, "goes-on (spread)"],
    ];
  for (const [what, module, says, poolMin = 2] of modules)
    it(`of a module with ${what}: ${says}`, () => {
      const config = crafted({ modules: { one: module }, pools: { general: pool(poolMin) } });
      expect(told([lossOf(config, "one")])).to.deep.equal([`one: ${says}`]);
    });

  it("holds a module up by what it calls, however far", () => {
    const stateless: Partial<ModuleConfig["scaling"]> = { min: 2, max: 2 };
    const config = crafted({
      modules: {
        a: { scaling: stateless, calls: ["b"] },
        b: { scaling: stateless, calls: ["c"] },
        c: { scaling: { min: 1, max: 1 }, data: { collections: { d: { vectorSize: 8, distance: "Dot" } } } },
      },
      data: { qdrant: { ...(base.data.qdrant as object), nodes: 1 } as EnvironmentConfig["data"]["qdrant"] },
    });
    expect(told([lossOf(config, "a")])).to.deep.equal(["a: down (spread, c, qdrant)"]);
  });

  const qdrant = base.data.qdrant as Exclude<EnvironmentConfig["data"]["qdrant"], false>;
  const clusters: readonly (readonly [nodes: number, zones: number, says: string])[] = [
    [3, 3, "goes-on"],
    [4, 4, "goes-on"],
    // Two of three nodes share a zone.
    [3, 2, "down"],
    // Both copies of a shard may stand in it.
    [6, 3, "down"],
    [1, 3, "down"],
  ];
  for (const [nodes, zones, says] of clusters)
    it(`of ${nodes} nodes of Qdrant in ${zones} zones: ${says}`, () => {
      const config = crafted({
        data: { qdrant: { ...qdrant, nodes } },
        network: { availabilityZones: zones },
      });
      expect(lossOf(config, "qdrant").outcome).to.equal(says);
    });

  it("tells what of the data is gone for good", () => {
    const { mariadb } = base.data;
    const risks = (data: Partial<EnvironmentConfig["data"]>) =>
      Object.fromEntries(
        zoneLoss(crafted({ data }))
          .filter(({ part }) => ["mariadb", "qdrant", "cache"].includes(part))
          .map(({ part, data: risk }) => [part, risk]),
      );
    const cache = { version: "8", nodeType: "cache.t4g.small" } as const;
    expect(risks({ cache: { ...cache, replicas: 1 } })).to.deep.equal({
      mariadb: "none",
      qdrant: "none",
      cache: "moments",
    });
    const oneZone = mariadb && { ...mariadb, multiAz: false };
    expect(risks({ mariadb: oneZone, qdrant: { ...qdrant, nodes: 1 }, cache })).to.deep.equal({
      mariadb: "five-minutes",
      qdrant: "a-day",
      cache: "cache",
    });
    const uncopied = { ...qdrant, nodes: 1, snapshotRetentionDays: false } as const;
    expect(risks({ qdrant: uncopied, backups: false }).qdrant).to.equal("all");
    expect(risks({ qdrant: uncopied }).qdrant).to.equal("a-day");
  });

  it("does not say what it cannot know of a network that is not its own", () => {
    const existing = { vpcId: "vpc-1", privateSubnetIds: [], isolatedSubnetIds: [] };
    const config = crafted({ network: { existing }, modules: { one: { scaling: { min: 2, max: 2 } } } });
    expect(told([lossOf(config, "way-out"), lossOf(config, "one")])).to.deep.equal([
      "way-out: unknown (owner-of-the-network)",
      "one: goes-on (spread)",
    ]);
  });
});
