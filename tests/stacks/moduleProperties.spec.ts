import { expect } from "chai";
import fc from "fast-check";
import { planOf } from "../../automation/plan/makePlan";
import { checkConfig } from "../../infra/config/load";
import { quotaUse } from "../../infra/config/quotaUse";
import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import { faultText } from "../../infra/faults";
import { project } from "../../infra/naming";
import type { Graph, GraphNode } from "../../simulator/graph";
import { profiles } from "../../stacks/profiles";
import { moduleOf } from "../support/belonging";
import { bytesOf, runEnvironment } from "../support/harness";
import { randomModule } from "./moduleEntriesRandom";

type Modules = Readonly<Record<string, unknown>>;

const owner = "around@example.com";
/** Those that a random module may call. */
const others: Modules = {
  other: { owner, routes: ["/other"] },
  mail: { owner, kind: "worker" },
  ledger: { owner, protocol: "tcp", allowedCidrs: ["10.9.0.0/16"] },
};

const platform = {
  containerInsights: "enabled",
  externalInstances: { registrations: 1, activation: 1 },
  pools: {
    general: { instanceTypes: ["m7g.large"], max: 40 },
    gpus: { instanceTypes: ["g6.xlarge"], max: 40 },
  },
};

function check(modules: Modules) {
  const keys = {
    "aws:region": "ap-northeast-2",
    [`${project}:profile`]: "dev",
    [`${project}:data`]: { mariadb: false, qdrant: false },
    [`${project}:platform`]: platform,
    [`${project}:modules`]: modules,
  };
  return checkConfig(keys, { stack: "dev", project, profiles });
}

function configOf(modules: Modules): EnvironmentConfig {
  const { config, faults } = check({ ...others, ...modules });
  if (config === undefined || faults.length > 0) throw new Error(faults.map(faultText).join("\n"));
  return config;
}

/** The same with the keys of every set in the other order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, turned(inner)]),
  );
}

/** What belongs to a module, its data included, and what all of them share. */
function partsOf(graph: Graph): ReadonlyMap<string, GraphNode[]> {
  const parts = new Map<string, GraphNode[]>();
  for (const node of graph.nodes) {
    const part = moduleOf(graph, node) ?? "shared";
    parts.set(part, [...(parts.get(part) ?? []), node]);
  }
  return parts;
}

/** Of two graphs, `+`, `-` and `~` with type and name. */
function changes(before: readonly GraphNode[] = [], after: readonly GraphNode[] = []): string[] {
  const old = new Map(before.map((node) => [node.urn, node]));
  const title = ({ type, name }: GraphNode) => `${type.split(":")[2] ?? type} ${name}`;
  const told = after.flatMap((node) => {
    const earlier = old.get(node.urn);
    old.delete(node.urn);
    if (earlier === undefined) return [`+ ${title(node)}`];
    return bytesOf([earlier]) === bytesOf([node]) ? [] : [`~ ${title(node)}`];
  });
  return [...told, ...[...old.values()].map((node) => `- ${title(node)}`)];
}

/**
 * What of the shared places may follow a module: all that names its paths, where new revisions are tested, which names
 * of AI providers may be asked for, and, with the first key of such a provider, who looks how old it is.
 */
const sharedPlaces = [
  /^[+~-] ((RestApi|Deployment|ResourceServer) edge|MethodSettings edge-one\S*)$/,
  /^[+~-] \w+ (privacy-)?platform-(smoke-)?test\S*$/,
  /^~ ResolverFirewallDomainList network-dns-allowed$/,
  /^[+-] \w+ (privacy-)?data-watch-secrets\S*$/,
];

// Each plans whole environments: too many for the usual number of runs, and for shrinking what fails.
const runs = { numRuns: Number(process.env.PROPERTY_RUNS ?? 20), endOnFailure: true };

describe("any valid module", function () {
  this.timeout(120_000);

  it("is planned, priced and judged, and stays within every quota", async () => {
    await fc.assert(
      fc.asyncProperty(randomModule("one"), randomModule("two"), async (one, two) => {
        const config = configOf({ one, two });
        const { graph, quotas, findings } = await planOf("dev", config);
        for (const { name, used, limit } of quotas) expect(used, name).to.be.at.most(limit);
        expect(findings.filter(({ level }) => level === "mandatory")).to.deep.equal([]);
        const again = turned({ ...others, one, two }) as Modules;
        const reversed = await runEnvironment(check(again).config!);
        expect(changes(graph.nodes, reversed.nodes)).to.deep.equal([]);
        expect(bytesOf(reversed.nodes)).to.equal(bytesOf(graph.nodes));
      }),
      runs,
    );
  });

  it("leaves all other modules byte for byte as they are when it comes, changes and goes", async () => {
    await fc.assert(
      fc.asyncProperty(
        randomModule("one"),
        randomModule("one"),
        randomModule("two"),
        async (one, later, two) => {
          const graphs = [
            await runEnvironment(configOf({ two })),
            await runEnvironment(configOf({ two, one })),
            await runEnvironment(configOf({ two, one: later })),
          ].map(partsOf);
          for (const [before, after] of [
            [0, 1],
            [1, 2],
            [2, 0],
          ] as const) {
            const names = new Set([...graphs[before]!.keys(), ...graphs[after]!.keys()]);
            names.delete("one");
            for (const name of names) {
              const told = changes(graphs[before]!.get(name), graphs[after]!.get(name));
              const unexpected =
                name === "shared"
                  ? told.filter((text) => !sharedPlaces.some((place) => place.test(text)))
                  : told;
              expect(unexpected, name).to.deep.equal([]);
            }
          }
        },
      ),
      runs,
    );
  });
});

describe("any number of modules", () => {
  const crowds = fc.record({
    count: fc.integer({ min: 1, max: 130 }),
    max: fc.integer({ min: 1, max: 400 }),
    strategy: fc.constantFrom("rolling", "canary"),
    paths: fc.integer({ min: 1, max: 4 }),
    callers: fc.integer({ min: 0, max: 80 }),
  });

  it("is within every quota, or told which one it passes", () => {
    let passed = 0;
    fc.assert(
      fc.property(crowds, ({ count, max, strategy, paths, callers }) => {
        const modules = Object.fromEntries(
          Array.from({ length: count }, (_, index) => [
            `m${index}`,
            {
              owner,
              routes: Array.from({ length: paths }, (__, path) => `/m${index}/p${path}`),
              scaling: { max },
              release: { strategy },
              listenerPriority: index + 1,
              calls: index > 0 && index <= callers ? ["m0"] : [],
            },
          ]),
        );
        const { config, faults } = check(modules);
        const broken = quotaUse(config!).filter(({ used, limit }) => used > limit);
        passed += broken.length;
        expect(faults.map(({ path, rule }) => `${path} ${rule}`)).to.deep.equal(
          broken.map(({ path, name, limit }) => `${path} must stay within ${limit}: ${name}`),
        );
      }),
      { numRuns: 40 },
    );
    expect(passed).to.be.greaterThan(10);
  });
});
