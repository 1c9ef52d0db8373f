import type { Graph, GraphNode } from "../../simulator/graph";

/** What tells one way to keep data from another, of the module `one`. */
export function dataFactsOf(graph: Graph): Record<string, readonly string[]> {
  const below = (component: string) =>
    graph.nodes.filter(({ urn, ...node }) =>
      graph
        .lineage({ urn, ...node })
        .some((above) => above.type.endsWith(component) && above.name === "one" && above.urn !== urn),
    );
  const kept = below(":ModuleData");
  const running = below(":ContainerModule");
  const of = (type: string, text: (node: GraphNode) => string | readonly string[]) =>
    [...kept, ...running].filter((node) => node.type === type).flatMap(text);
  return {
    keeps: kept.map(({ type }) => type.split(":").at(-1)!).filter((type) => type !== "Alias"),
    told: of("aws:ecs/taskDefinition:TaskDefinition", toldText),
    asks: of("aws:lambda/invocation:Invocation", asksText),
    opens: of("aws:ecs/service:Service", (node) => opensText(graph, node)),
    ages: of("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", agesText),
    locks: of("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration", locksText),
    enters: of("aws:elasticache/user:User", ({ inputs }) => String(inputs.accessString).split(" -")[0]!),
  };
}

interface Container {
  readonly name: string;
  readonly environment: readonly { readonly name: string }[];
  readonly secrets?: readonly { readonly name: string }[];
}

/** Names of variables that data brings; `!` for a secret. */
function toldText({ inputs }: GraphNode): string[] {
  const [app] = JSON.parse(String(inputs.containerDefinitions)) as Container[];
  const names = [
    ...app!.environment.map(({ name }) => name),
    ...(app!.secrets ?? []).map(({ name }) => `${name}!`),
  ];
  return names.filter((name) => /^(DB|QDRANT|BUCKET|CACHE)(_|$)/.test(name));
}

interface Asked {
  readonly onRemove: string;
  readonly mariadb?: { readonly schema: string; readonly metadata: string };
  readonly qdrant?: { readonly collections: Readonly<Record<string, Record<string, unknown>>> };
}

/** What the function that makes schemas and collections is asked for. */
function asksText({ inputs }: GraphNode): string[] {
  const { onRemove, mariadb, qdrant } = JSON.parse(String(inputs.input)) as Asked;
  const collections = Object.entries(qdrant?.collections ?? {}).map(([name, collection]) => {
    const { vectorSize, distance, shards, replicas, onDisk, strict, payloadIndexes } = collection;
    const extra = [onDisk ? "on disk" : "", strict ? "strict" : "", ...Object.keys(payloadIndexes as object)];
    return [
      name,
      vectorSize,
      distance,
      `${String(shards)}x${String(replicas)}`,
      ...extra.filter(Boolean),
    ].join(" ");
  });
  return [
    onRemove,
    ...(mariadb === undefined ? [] : [`${mariadb.schema} metadata ${mariadb.metadata}`]),
    ...collections,
  ];
}

/** The groups of the data tier that let its tasks through. */
function opensText(graph: Graph, { inputs }: GraphNode): string[] {
  const network = inputs.networkConfiguration as { readonly securityGroups: readonly string[] } | undefined;
  const groups = network?.securityGroups ?? [];
  return graph
    .ofType("aws:ec2/securityGroup:SecurityGroup")
    .filter(({ outputs, name }) => name.startsWith("data-") && groups.includes(String(outputs.id)))
    .map(({ name }) => name);
}

function agesText({ inputs }: GraphNode): string[] {
  const rules = inputs.rules as readonly {
    readonly expiration?: { readonly days?: number };
    readonly transitions?: readonly { readonly days: number; readonly storageClass: string }[];
  }[];
  return rules.flatMap(({ expiration, transitions = [] }) => [
    ...(expiration?.days === undefined ? [] : [`ends ${expiration.days}`]),
    ...transitions.map(({ days, storageClass }) => `${storageClass} ${days}`),
  ]);
}

function locksText({ inputs }: GraphNode): string {
  const { mode, days } = (inputs.rule as { defaultRetention: { mode: string; days: number } })
    .defaultRetention;
  return `${mode} ${days}`;
}
