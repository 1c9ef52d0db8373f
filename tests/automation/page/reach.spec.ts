import { expect } from "chai";
import { reachOf } from "../../../automation/page/reach";
import type { EnvironmentConfig } from "../../../infra/config/schema/environment";
import { configOf } from "../../support/harness";
import { type ModuleChange, moduleConfig } from "../../support/moduleConfig";

const base = configOf("prod");

const withModules = (modules: Readonly<Record<string, ModuleChange>>): EnvironmentConfig => ({
  ...base,
  modules: Object.fromEntries(Object.entries(modules).map(([name, module]) => [name, moduleConfig(module)])),
});

describe("who can reach what", () => {
  it("is told of prod as it stands in its file", () => {
    const reach = reachOf(base);
    expect(reach.door.routes.map(({ path, scopes }) => [path, ...scopes])).to.deep.equal([
      ["/manufacturing", "ai-platform/manufacturing.invoke"],
      ["/planning", "ai-platform/planning.invoke"],
      ["/support", "ai-platform/support.invoke"],
    ]);
    expect(reach.calls).to.deep.equal([]);
    expect(reach.ranges).to.deep.equal([]);
    expect(
      reach.stores.map(({ module, schema, bucket, collections }) => ({
        module,
        schema,
        bucket,
        collections,
      })),
    ).to.deep.equal([
      { module: "manufacturing", schema: true, bucket: "own", collections: [] },
      { module: "planning", schema: true, bucket: "own", collections: ["documents"] },
      { module: "support", schema: true, bucket: "none", collections: ["tickets"] },
    ]);
    expect(
      reach.outside.map(({ module, providers }) => [
        module,
        ...providers.map(({ name, by }) => `${name} ${by}`),
      ]),
    ).to.deep.equal([
      ["manufacturing", "bedrock role"],
      ["planning", "openai key", "bedrock role"],
      ["support", "anthropic key"],
    ]);
    expect(reach.egress.mode).to.equal("block");
    expect(reach.egress.domains).to.be.greaterThan(2);
    expect(reach.people).to.deep.equal([
      { right: "audit", who: [] },
      { right: "break-glass", who: [] },
      { right: "shell", modules: [] },
    ]);
  });

  it("tells of calls and of ranges that come past the API", () => {
    const reach = reachOf(
      withModules({
        a: { calls: ["c", "b"] },
        b: { protocol: "tcp", allowedCidrs: ["10.0.0.0/8"], port: 9000, routes: [] },
        // Without a range nobody comes from outside.
        c: { protocol: "tcp", routes: [] },
      }),
    );
    expect(reach.calls).to.deep.equal([{ module: "a", calls: ["b", "c"] }]);
    expect(reach.ranges).to.deep.equal([{ module: "b", port: 9000, cidrs: ["10.0.0.0/8"] }]);
  });

  const stores: readonly (readonly [what: string, data: ModuleChange["data"], expected: object])[] = [
    ["a bucket of its own", { bucket: {} }, { bucket: "own", schema: false, cache: false, metadata: "none" }],
    ["a part of the shared bucket", { bucket: { shared: true } }, { bucket: "shared" }],
    ["a schema beside the common one", { schema: true }, { schema: true, metadata: "read", bucket: "none" }],
    ["a cache", { cache: true }, { cache: true, collections: [] }],
  ];
  for (const [what, data, expected] of stores)
    it(`tells of ${what}`, () => {
      const { mariadb } = base.data;
      const owned = { ...base.data, mariadb: mariadb && { ...mariadb, metadataOwner: "other" } };
      const config = { ...withModules({ one: { data } }), data: owned };
      expect(reachOf(config).stores[0]).to.deep.include({ module: "one", ...expected });
    });

  const providers: readonly (readonly [entry: ModuleChange, says: string])[] = [
    [{ aiProviders: ["openai"] }, "openai key"],
    [{ aiProviders: ["openai"], calls: ["ai-gateway"] }, "openai gateway"],
    [{ aiProviders: [{ bedrock: { models: ["b", "a"] } }] }, "bedrock role a,b"],
    [{ aiProviders: [{ sagemaker: { endpoints: ["e"] } }] }, "sagemaker role e"],
    [{ aiProviders: [{ api: { name: "deepl", domain: "api.deepl.com", secret: true } }] }, "deepl key"],
    [{ aiProviders: [{ api: { name: "own", domain: "ai.example.com", secret: false } }] }, "own nothing"],
  ];
  for (const [entry, says] of providers)
    it(`tells how an AI service is called: ${says}`, () => {
      const [outside] = reachOf(withModules({ one: entry })).outside;
      const [provider] = outside!.providers;
      expect(
        [provider!.name, provider!.by, ...(provider!.only.length > 0 ? [provider!.only.join()] : [])].join(
          " ",
        ),
      ).to.equal(says);
    });

  it("tells of systems outside, and of people", () => {
    const outbound = [{ cidr: "192.168.7.0/24", port: 1521, description: "Oracle" }];
    const config = withModules({ one: { outbound, container: { exec: true } }, two: {} });
    const reach = reachOf({ ...config, audit: { ...config.audit, auditors: ["arn:aws:iam::1:role/a"] } });
    expect(reach.outside).to.deep.equal([
      { module: "one", providers: [], systems: [{ address: "192.168.7.0/24:1521", description: "Oracle" }] },
    ]);
    expect(reach.people).to.deep.equal([
      { right: "audit", who: ["arn:aws:iam::1:role/a"] },
      { right: "break-glass", who: [] },
      { right: "shell", modules: ["one"] },
    ]);
  });

  it("counts no names where all may be asked for", () => {
    const { network } = base;
    const open = { ...base, network: { ...network, egress: { ...network.egress, mode: "open" as const } } };
    expect(reachOf(open).egress).to.deep.equal({ mode: "open" });
  });
});
