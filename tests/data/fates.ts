import { diff } from "../../simulator/cloud/diff";
import type { Graph, GraphNode } from "../../simulator/graph";

/** What holds data, or what data cannot be read or reached without. */
export const statefulTypes = [
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
] as const;

const isStateful = ({ type }: GraphNode) => (statefulTypes as readonly string[]).includes(type);

/** What an edit does to one resource with state. */
export interface Fate {
  readonly node: GraphNode;
  /** `refuse`: the engine stops, since the resource is protected. `keep`: AWS keeps what leaves the stack. */
  readonly does: "delete" | "keep" | "refuse" | "replace";
  /** The properties that make a new resource of it. */
  readonly by: readonly string[];
}

/** What the engine would do with each resource with state that does not stay as it is. */
export function fatesOf(before: Graph, after: Graph): Fate[] {
  const replaced = replacedNodes(before, after);
  const there = new Set(after.nodes.map(({ urn }) => urn));
  return before.nodes.filter(isStateful).flatMap((node): Fate[] => {
    const by = replaced.get(node.urn);
    if (by !== undefined) return [{ node, does: node.options.protect ? "refuse" : "replace", by }];
    if (there.has(node.urn)) return [];
    const { protect, retainOnDelete } = node.options;
    return [{ node, does: protect ? "refuse" : retainOnDelete ? "keep" : "delete", by: [] }];
  });
}

/**
 * The resources that become others, each with the properties that make it so. What names another resource changes with
 * it, so it is gone through until nothing more comes.
 */
function replacedNodes(before: Graph, after: Graph): ReadonlyMap<string, readonly string[]> {
  const pairs = after.nodes.flatMap((node) => {
    const old = before.nodes.find(({ urn }) => urn === node.urn);
    return old !== undefined && node.custom ? [{ old, node }] : [];
  });
  const replaced = new Map<string, readonly string[]>();
  const gone: string[] = [];
  for (let found = true; found;) {
    found = false;
    for (const { old, node } of pairs) {
      if (replaced.has(node.urn)) continue;
      const { replaces } = diff(
        node.type,
        effective(old.inputs, node, []),
        effective(node.inputs, node, gone),
      );
      if (replaces.length === 0) continue;
      found = true;
      replaced.set(node.urn, replaces);
      gone.push(...identities(old));
    }
  }
  return replaced;
}

/** What others know a resource by and the next one will not have: a name that the program gives stays. */
function identities({ inputs, outputs: { id, arn } }: GraphNode): string[] {
  const given = Object.values(inputs).filter((value) => typeof value === "string" && value !== "");
  return [id, arn].filter(
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
