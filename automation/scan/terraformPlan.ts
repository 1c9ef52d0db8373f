import type { Graph, GraphNode } from "../../simulator/graph";
import { References } from "./references";
import { isMap, isObject, terraformProperty } from "./terraformProperties";
import { terraformType } from "./terraformTypes";

type Values = Readonly<Record<string, unknown>>;

/** The part of `terraform show -json <plan>` that scanners read: https://developer.hashicorp.com/terraform/internals/json-format. */
export interface TerraformPlan {
  /** By this key Checkov knows a plan. */
  readonly terraform_version: string;
  readonly planned_values: { readonly root_module: { readonly resources: readonly PlannedResource[] } };
}

interface PlannedResource {
  readonly address: string;
  readonly mode: "managed";
  readonly type: string;
  readonly name: string;
  readonly values: Values;
}

/** A recorded run for scanners, and whose addresses there are in it. */
export interface RenderedPlan {
  readonly plan: TerraformPlan;
  readonly nodes: ReadonlyMap<string, GraphNode>;
}

/** Pulumi's mark of assets and secrets. */
const signature = "4dabf18193072939515e22adb298388d";

/**
 * A recorded run as Terraform would plan it. What names another resource by its id or ARN becomes a reference in
 * Terraform's words, so that checks over several resources (CKV2) see which belong together. Secrets and the code of
 * functions are left out: no check reads them, and the plan is written to a file.
 */
export function terraformPlan(graph: Graph): RenderedPlan {
  const nodes = addresses(graph);
  const references = new References(graph, nodes);
  const resources = [...nodes].map(([address, node]): PlannedResource => {
    const [type, name] = address.split(".") as [string, string];
    const refer = (text: string) => references.of(text, node) ?? text;
    return { address, mode: "managed", type, name, values: rendered(node.inputs, type, refer) };
  });
  return { nodes, plan: { terraform_version: "1.9.0", planned_values: { root_module: { resources } } } };
}

/** By Terraform's address; components and providers have none. */
function addresses(graph: Graph): Map<string, GraphNode> {
  const nodes = new Map<string, GraphNode>();
  for (const node of graph.nodes) {
    if (!node.custom || node.type.startsWith("pulumi:")) continue;
    const base = `${terraformType(node.type)}.${node.name.replace(/[^\w-]/g, "_")}`;
    let address = base;
    for (let count = 2; nodes.has(address); count++) address = `${base}_${count}`;
    nodes.set(address, node);
  }
  return nodes;
}

function rendered(values: Values, type: string, refer: (text: string) => string): Values {
  const entries = Object.entries(values).flatMap(([name, value]) => {
    const out = name === "name" ? value : attribute(value, name, type, refer);
    return out === undefined ? [] : [[terraformProperty(type, name, value), out] as const];
  });
  return Object.fromEntries(entries);
}

function attribute(value: unknown, name: string, type: string, refer: (text: string) => string): unknown {
  if (typeof value === "string") return refer(value);
  if (Array.isArray(value))
    return value.map((one) =>
      isObject(one) ? rendered(one, type, refer) : attribute(one, name, type, refer),
    );
  if (!isObject(value)) return value;
  if (signature in value) return undefined;
  // Pulumi takes a block of which there is at most one out of its list.
  return isMap(type, name) ? value : [rendered(value, type, refer)];
}
