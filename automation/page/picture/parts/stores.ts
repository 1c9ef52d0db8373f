import { bucketOf } from "../../../../infra/buckets";
import { replicationFactor } from "../../../../infra/qdrant";
import type { GraphNode } from "../../../../simulator/graph";
import { below, type Facts, isOutside, standsFor } from "../facts";
import { along, type Box, type Part } from "../picture";
import type { Network } from "./network";

const mariadbTier = "ai-platform:data:Mariadb";
const qdrantTier = "ai-platform:data:Qdrant";

/** A store that modules use, by the box that they speak to first. */
export interface Store {
  readonly id: string;
  readonly title: string;
}

/** The stores of one module: what its entry asks for, as far as the environment has it. */
export function storesOf(facts: Facts, module: string): Store[] {
  const { graph, config, words } = facts;
  const { data } = config.modules[module]!;
  const has = (type: string) => graph.ofType(type).length > 0;
  const cached = data.cache && caches(facts).length > 0;
  return [
    ...(data.schema && has("aws:rds/instance:Instance")
      ? [{ id: has("aws:rds/proxy:Proxy") ? "proxy" : "mariadb", title: "MariaDB" }]
      : []),
    ...(data.collections !== false && qdrantNodes(facts).length > 0
      ? [{ id: "qdrant", title: "Qdrant" }]
      : []),
    ...(cached ? [{ id: "cache", title: words.cache }] : []),
    ...(bucketOf(data) ? [{ id: "buckets", title: "S3" }] : []),
  ];
}

/** What modules keep, where it stands, and who uses it. */
export function storesPart(facts: Facts, { wayTo }: Network): Part {
  const { config } = facts;
  const boxes = [...mariadb(facts), ...qdrant(facts), ...cache(facts), ...buckets(facts)];
  const uses = Object.keys(config.modules)
    .sort()
    .flatMap((name) => {
      const outside = isOutside(config.modules[name]!);
      return storesOf(facts, name).flatMap(({ id }) => {
        const way = id === "buckets" && !outside ? wayTo("s3") : [];
        return along([`module:${name}`, ...way, id], "data", [name]);
      });
    });
  const proxied = boxes.some(({ id }) => id === "proxy") ? along(["proxy", "mariadb"], "data") : [];
  return { boxes, flows: [...uses, ...proxied] };
}

function mariadb(facts: Facts): Box[] {
  const { words, graph, config } = facts;
  const [instance] = below(facts, "aws:rds/instance:Instance", mariadbTier);
  if (instance === undefined) return [];
  const proxies = graph.ofType("aws:rds/proxy:Proxy");
  const { instanceClass, engineVersion, multiAz } = instance.inputs;
  const proxy: Box[] = proxies.map((node) => ({
    id: "proxy",
    kind: "data",
    parent: "isolated",
    title: words.proxy,
    lines: [words.encrypted],
    zones: facts.zonesOf(node.inputs.vpcSubnetIds),
    ...standsFor(facts, [node]),
  }));
  return [
    ...proxy,
    {
      id: "mariadb",
      kind: "data",
      parent: "isolated",
      title: `MariaDB ${String(engineVersion)}`,
      lines: [String(instanceClass), multiAz === true ? words.standby : words.oneZone, words.encrypted],
      note: config.data.mariadb ? `RDS ${String(instanceClass)}` : "",
      ...standsFor(facts, [instance]),
    },
  ];
}

function qdrantNodes(facts: Facts): GraphNode[] {
  return below(facts, "aws:autoscaling/group:Group", qdrantTier);
}

function qdrant(facts: Facts): Box[] {
  const { words, config } = facts;
  const nodes = qdrantNodes(facts);
  if (nodes.length === 0 || !config.data.qdrant) return [];
  const { version, instanceType } = config.data.qdrant;
  return [
    {
      id: "qdrant",
      kind: "data",
      // They need a way to their images and logs, which the isolated subnets have not.
      parent: "private",
      title: `Qdrant ${version}`,
      lines: [
        words.nodes(nodes.length, instanceType),
        words.copies(replicationFactor(nodes.length)),
        words.encrypted,
      ],
      zones: facts.zonesOf(nodes.flatMap(({ inputs }) => inputs.vpcZoneIdentifiers as string[])),
      ...standsFor(facts, nodes),
    },
  ];
}

function caches({ graph }: Facts): GraphNode[] {
  return [
    ...graph.ofType("aws:elasticache/replicationGroup:ReplicationGroup"),
    ...graph.ofType("aws:elasticache/serverlessCache:ServerlessCache"),
  ];
}

function cache(facts: Facts): Box[] {
  const { words, config } = facts;
  const nodes = caches(facts);
  if (nodes.length === 0 || !config.data.cache) return [];
  const { nodeType, replicas = 0, version } = config.data.cache;
  return [
    {
      id: "cache",
      kind: "data",
      parent: "isolated",
      title: `${words.cache} ${version}`,
      lines: [nodeType === "serverless" ? words.serverless : words.nodes(1 + replicas, nodeType)],
      ...standsFor(facts, nodes),
    },
  ];
}

/** Those that modules write to; what the platform writes to stands with its guards. */
function buckets(facts: Facts): Box[] {
  const { words, graph, config } = facts;
  const shared = graph.ofType("aws:s3/bucket:Bucket").filter(({ name }) => name.endsWith("-shared-bucket"));
  const own = below(facts, "aws:s3/bucket:Bucket", "ai-platform:data:ModuleData");
  const all = [...shared, ...own];
  const users = Object.keys(config.modules).filter((name) => bucketOf(config.modules[name]!.data));
  if (all.length === 0) return [];
  return [
    {
      id: "buckets",
      kind: "data",
      parent: "account",
      title: "S3",
      lines: [words.buckets(all.length), words.ownKeys],
      note: users.sort().join(", "),
      ...standsFor(facts, all),
    },
  ];
}
