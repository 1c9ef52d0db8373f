import type { Expansion } from "../awsxVpc";
import { type GraphNode, noOptions } from "../graph";
import type { Created, NewResource } from "../world";
import type { Outputs } from "./types";

/** Gives the children of the component URNs and ids, and puts the values behind references to them. */
export function expandedVpc(
  component: NewResource,
  expansion: Expansion,
  compute: (child: NewResource) => Outputs,
): Created {
  const resources = new Map(
    expansion.resources.map((resource) => [`${resource.type}::${resource.name}`, resource]),
  );
  const made = new Map<string, GraphNode>();

  const node = (key: string): GraphNode => {
    const ready = made.get(key);
    if (ready) return ready;
    const resource = resources.get(key);
    if (!resource) throw new Error(`the VPC refers to ${key}, which it does not create`);
    const { type, name } = resource;
    const parent = resource.parent === undefined ? component.urn : node(resource.parent).urn;
    const inputs = resolved(resource.inputs) as Record<string, unknown>;
    const urn = childUrn(parent, type, name);
    const outputs = { ...inputs, ...compute({ urn, type, name, inputs, custom: true }) };
    const child = { urn, type, name, parent, custom: true, inputs, outputs, options: noOptions };
    made.set(key, child);
    return child;
  };
  const resolved = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolved);
    if (typeof value !== "object" || value === null) return value;
    const reference = value as { ref?: string; resource?: string };
    if (reference.ref !== undefined) return node(reference.ref).outputs.id;
    // Nothing in the program takes a whole resource out of the VPC.
    if (reference.resource !== undefined) return undefined;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolved(inner)]));
  };

  const outputs = resolved(expansion.outputs) as Record<string, unknown>;
  return { outputs, children: [...resources.keys()].map(node) };
}

/** As Pulumi's mock monitor builds it: the parent's own type before the child's. */
function childUrn(parent: string, type: string, name: string): string {
  const [stack, project, parentType = ""] = parent.split("::");
  return [stack, project, `${parentType.split("$").at(-1)!}$${type}`, name].join("::");
}
