import { diff } from "../../../simulator/cloud/diff";
import type { Graph, GraphNode } from "../../../simulator/graph";

/** What holds data, or what data cannot be read or reached without. */
export const statefulTypes: readonly string[] = [
  "aws:backup/vault:Vault",
  "aws:cognito/userPool:UserPool",
  "aws:ebs/volume:Volume",
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "aws:elasticache/serverlessCache:ServerlessCache",
  "aws:kms/key:Key",
  // Its end takes a module's users and tokens away, and its replacement those that it has just made.
  "aws:lambda/invocation:Invocation",
  "aws:rds/instance:Instance",
  "aws:s3/bucket:Bucket",
  "aws:secretsmanager/secret:Secret",
];

/**
 * What the engine does with one resource. `refuse`: it stops, since the resource is protected. `keep`: the resource
 * leaves the stack, and AWS keeps it.
 */
export type StepKind = "create" | "delete" | "keep" | "refuse" | "replace" | "update";

export interface PlannedStep {
  readonly kind: StepKind;
  /** As it will be, or as it was where it goes. */
  readonly node: GraphNode;
  /** Top-level properties that differ, sorted; of what comes or goes there are none. */
  readonly properties: readonly string[];
  /** Those among them that make a new resource. */
  readonly replacedBy: readonly string[];
}

interface Pair {
  readonly old: GraphNode;
  readonly node: GraphNode;
}

/**
 * What the engine would do to get from one run of the program to another, sorted by URN. What AWS counts by itself is
 * not followed: a launch template that changes has another version, and so another group of instances.
 */
export function stepsBetween(before: Graph, after: Graph): PlannedStep[] {
  const olds = new Map(before.nodes.map((node) => [node.urn, node]));
  const news = new Set(after.nodes.map(({ urn }) => urn));
  const pairs = after.nodes.flatMap((node): Pair[] => {
    const old = olds.get(node.urn);
    return old === undefined || !node.custom ? [] : [{ old, node }];
  });
  const came = after.nodes.filter(({ urn, custom }) => custom && !olds.has(urn));
  const left = before.nodes.filter(({ urn, custom }) => custom && !news.has(urn));
  return [
    ...came.map((node): PlannedStep => ({ kind: "create", node, properties: [], replacedBy: [] })),
    ...left.map((node): PlannedStep => ({ kind: endOf(node), node, properties: [], replacedBy: [] })),
    ...changedOf(pairs),
  ].sort((a, b) => (a.node.urn < b.node.urn ? -1 : 1));
}

function endOf({ options: { protect, retainOnDelete } }: GraphNode): StepKind {
  if (protect) return "refuse";
  return retainOnDelete ? "keep" : "delete";
}

/** What names another resource changes with it, so it is gone through until no more become others. */
function changedOf(pairs: readonly Pair[]): PlannedStep[] {
  const gone: string[] = [];
  const replaced = new Set<string>();
  const differing = () =>
    pairs.map(({ old, node }) => ({
      old,
      node,
      ...diff(node.type, effective(old.inputs, node, []), effective(node.inputs, node, gone)),
    }));
  for (;;) {
    const found = differing();
    const more = found.filter(({ node, replaces }) => replaces.length > 0 && !replaced.has(node.urn));
    if (more.length === 0)
      return found
        .filter(({ changed }) => changed.length > 0)
        .map(({ old, node, changed, replaces }) => ({
          kind: replaces.length === 0 ? "update" : old.options.protect ? "refuse" : "replace",
          node,
          properties: changed,
          replacedBy: replaces,
        }));
    for (const { old, node } of more) {
      replaced.add(node.urn);
      gone.push(...identities(old));
    }
  }
}

/** What others know a resource by and the next one will not have: a name that the program gives stays. */
function identities({ inputs, outputs: { id, arn, arnSuffix } }: GraphNode): string[] {
  const given = Object.values(inputs).filter((value) => typeof value === "string" && value !== "");
  return [id, arn, arnSuffix].filter(
    (identity): identity is string =>
      typeof identity === "string" && !given.some((name) => identity.endsWith(name as string)),
  );
}

/** The inputs without those whose changes are ignored; a value that names what is gone will be another. */
function effective(inputs: GraphNode["inputs"], { options }: GraphNode, gone: readonly string[]) {
  return Object.fromEntries(
    Object.entries(inputs)
      .filter(([property]) => !options.ignoreChanges.includes(property))
      .map(([property, value]) => {
        const text = JSON.stringify(value) ?? "";
        return [property, gone.some((identity) => text.includes(identity)) ? { another: value } : value];
      }),
  );
}
