import { expect } from "chai";
import fc from "fast-check";
import { overlaps, parseCidr } from "../../infra/aws/cidr";
import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import { answers, hasNetworkLoadBalancer, hasService, isRouted } from "../../infra/moduleKinds";
import { serviceTlsPort } from "../../infra/serviceTls";
import type { Graph, GraphNode } from "../../simulator/graph";
import { bytesOf, configOf, modulesOf, only, runEnvironment, stacks } from "../support/harness";

type Values = Readonly<Record<string, unknown>>;

/** Something with an address in the VPC, and the security groups that it is in. */
interface Place {
  readonly name: string;
  readonly groups: readonly unknown[];
}

const egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

/**
 * The way in from the API, every load balancer, service and database, the nodes of Qdrant as one, and whatever else
 * can be in a group of the program's: tasks of jobs, instances, functions, endpoints.
 */
function placesOf(graph: Graph): Place[] {
  const groupsOf = ({ inputs }: GraphNode) =>
    ((inputs.networkConfiguration as Values | undefined)?.securityGroups ??
      inputs.vpcSecurityGroupIds ??
      inputs.securityGroups ??
      []) as readonly unknown[];
  const kinds: Readonly<Record<string, (node: GraphNode) => string>> = {
    "aws:ecs/service:Service": ({ name }) => name.replace(/^data-(qdrant)-\d+$/, "$1"),
    "aws:lb/loadBalancer:LoadBalancer": ({ name, inputs }) =>
      inputs.loadBalancerType === "network" ? `nlb of ${name}` : "alb",
    "aws:rds/instance:Instance": () => "mariadb",
  };
  const groups = graph.ofType("aws:ec2/securityGroup:SecurityGroup");
  const link = only(graph, "aws:ec2/securityGroup:SecurityGroup", "edge-link").outputs.id;
  const places = [
    { name: "api", groups: [link] },
    ...Object.entries(kinds).flatMap(([type, title]) =>
      graph.ofType(type).map((node) => ({ name: title(node), groups: groupsOf(node) })),
    ),
  ];
  const others = groups.filter(({ outputs }) => !places.some((place) => place.groups.includes(outputs.id)));
  return [...places, ...others.map(({ name, outputs }) => ({ name, groups: [outputs.id] }))];
}

/** `from -> to:port` of every connection that the rules of both ends allow, by all that AWS looks at. */
function reachable(graph: Graph, vpcCidr: string): string[] {
  const places = placesOf(graph);
  const rulesOf = (type: string, { groups }: Place) =>
    graph
      .ofType(type)
      .map(({ inputs }) => inputs)
      .filter(({ securityGroupId }) => groups.includes(securityGroupId));
  const meets = ({ referencedSecurityGroupId, cidrIpv4 }: Values, { groups }: Place) =>
    cidrIpv4 === undefined
      ? groups.includes(referencedSecurityGroupId)
      : cidrIpv4 === "0.0.0.0/0" || overlaps(parseCidr(cidrIpv4 as string)!, parseCidr(vpcCidr)!);
  const ways = places.flatMap((from) =>
    places
      .filter(({ name }) => name !== from.name)
      .flatMap((to) =>
        rulesOf(egress, from)
          .filter((out) => meets(out, to))
          .flatMap((out) =>
            rulesOf(ingress, to)
              .filter((into) => meets(into, from))
              .flatMap((into) => shared(out, into).map((range) => `${from.name} -> ${to.name}:${range}`)),
          ),
      ),
  );
  return [...new Set(ways)].sort();
}

/** The ports that both rules open, as one number where it is one. */
function shared(one: Values, other: Values): string[] {
  if (one.ipProtocol !== "tcp" || other.ipProtocol !== "tcp") return ["all"];
  const from = Math.max(Number(one.fromPort), Number(other.fromPort));
  const to = Math.min(Number(one.toPort), Number(other.toPort));
  if (from > to) return [];
  return [from === to ? String(from) : `${from}-${to}`];
}

/** What the stack file declares, and nothing else. */
function declared({ modules, platform, edge }: EnvironmentConfig): string[] {
  const ways = Object.entries(modules).flatMap(([name, module]) => {
    if (!hasService(module)) return [];
    const { port, data, calls } = module;
    return [
      ...(isRouted(module) ? [`alb -> ${name}:${port}`] : []),
      ...(hasNetworkLoadBalancer(module) ? [`nlb of ${name} -> ${name}:${port}`] : []),
      ...(data.schema ? [`${name} -> mariadb:3306`] : []),
      ...(data.collections ? [`${name} -> qdrant:6333`, `${name} -> qdrant:6334`] : []),
      ...calls
        .filter((callee) => answers(modules[callee]!))
        .map(
          (callee) => `${name} -> ${callee}:${platform.serviceTls ? serviceTlsPort : modules[callee]!.port}`,
        ),
    ];
  });
  return [...ways, `api -> alb:${edge.domain ? 443 : 80}`].sort();
}

const found = async (config: EnvironmentConfig) =>
  reachable(await runEnvironment(config), config.network.cidr);

type Entry = Readonly<Record<string, unknown>>;

const owner = "team@example.com";
const scaling = { min: 1, max: 1 };

/** The development stack with other modules in it. */
const withModules = (entries: Readonly<Record<string, Entry>>, platform: Entry = {}) =>
  configOf("dev", (given) => {
    const modules = modulesOf(given);
    for (const [name, entry] of Object.entries(entries)) modules[name] = { owner, ...entry };
    given["ai-platform:platform"] = platform;
  });

const shop = {
  front: { kind: "web", port: 3000, routes: ["/"], calls: ["orders", "catalogue"] },
  orders: { port: 8081, calls: ["ledger", "mill", "catalogue"], data: { schema: true } },
  catalogue: { port: 8082 },
  ledger: { protocol: "tcp", port: 7000, allowedCidrs: ["192.168.0.0/16"] },
  mill: { kind: "worker", calls: ["catalogue"] },
  nightly: {
    kind: "job",
    calls: ["mill"],
    jobs: { report: { schedule: "rate(1 day)", timezone: "UTC", command: ["report"] } },
  },
};

describe("who can open a connection to whom", () => {
  for (const stack of stacks)
    it(`is what ${stack} declares, pair by pair`, async () => {
      const config = configOf(stack);
      const ways = await found(config);
      expect(ways).to.deep.equal(declared(config));
      expect(ways).to.include.members(["alb -> planning:8080", "planning -> qdrant:6333"]);
    });

  for (const serviceTls of [false, { authority: "own" }])
    it(`is what a shop declares, ${serviceTls ? "with" : "without"} TLS between modules`, async () => {
      const config = withModules(shop, { serviceTls });
      const ways = await found(config);
      expect(ways).to.deep.equal(declared(config));
      const port = (own: number) => (serviceTls ? 8443 : own);
      expect(ways).to.include.members([
        `front -> orders:${port(8081)}`,
        `orders -> ledger:${port(7000)}`,
        "nlb of ledger -> ledger:7000",
        `mill -> catalogue:${port(8082)}`,
      ]);
      expect(ways.filter((way) => / -> (mill|nightly)/.test(way))).to.deep.equal([]);
    });

  it("is a load balancer too, where a range of both ends says so: the way of jobs to a TCP module", async () => {
    const inside = "10.20.0.0/16";
    const config = withModules({
      ledger: { protocol: "tcp", port: 7000, allowedCidrs: [inside] },
      mill: { kind: "worker", outbound: [{ cidr: inside, port: 7000, description: "The ledger" }] },
    });
    const ways = await found(config);
    // Nothing stands behind the platform's load balancer that would send anything there.
    const known = [...declared(config), "alb -> nlb of ledger:7000"];
    expect(ways).to.deep.equal([...known, "mill -> nlb of ledger:7000"].sort());
  });

  it("is what any calls among modules declare", async () => {
    const names = ["ant", "bee", "cat", "dog", "elk", "fox"];
    const graphs = fc.integer({ min: 3, max: 6 }).chain((count) => {
      const some = names.slice(0, count);
      // Only to such as come later, so that none leads back.
      return fc
        .tuple(
          ...some.map((name) =>
            fc.record({
              calls: fc.subarray(some.filter((other) => other > name)),
              port: fc.integer({ min: 2000, max: 2003 }),
              kind: fc.constantFrom("service", "service", "worker"),
              routed: fc.boolean(),
            }),
          ),
        )
        .map((all) =>
          Object.fromEntries(
            all.map(({ calls, port, kind, routed }, index): [string, Entry] => {
              const called = all.some((other) => other.calls.includes(some[index]!));
              const paths = kind === "service" && (routed || !called) ? [`/${some[index]}`] : [];
              return [some[index]!, { calls, port, kind, routes: paths, scaling }];
            }),
          ),
        );
    });
    await fc.assert(
      fc.asyncProperty(graphs, async (entries) => {
        const config = configOf("dev", (given) => {
          for (const [name, entry] of Object.entries(entries)) modulesOf(given)[name] = { owner, ...entry };
        });
        expect(await found(config)).to.deep.equal(declared(config));
      }),
      { numRuns: Math.ceil((fc.readConfigureGlobal().numRuns ?? 100) / 10) },
    );
  });
});

describe("a call that comes or goes", () => {
  it("leaves the one that is called as it is, byte for byte", async () => {
    const catalogueOf = async (entries: Readonly<Record<string, Entry>>) => {
      const graph = await runEnvironment(withModules(entries));
      const own = graph.nodes.filter((node) => graph.lineage(node).some(({ name }) => name === "catalogue"));
      expect(own.length).to.be.greaterThan(10);
      return bytesOf(own);
    };
    const without = { ...shop, mill: { kind: "worker" } };
    expect(await catalogueOf(without)).to.equal(await catalogueOf(shop));
  });
});
