import { isDeepStrictEqual } from "node:util";
import type { Graph, GraphNode } from "../../simulator/graph";
import { money, type Section } from "../render/section";
import type { Plan } from "./makePlan";
import { placeOf } from "./place";

/** How one environment differs from another. */
export interface Comparison {
  readonly against: string;
  readonly monthlyUsd: number;
  readonly only: readonly ResourceRef[];
  readonly missing: readonly ResourceRef[];
  readonly changed: readonly Change[];
}

export interface ResourceRef {
  readonly tier: string;
  readonly type: string;
  readonly name: string;
}

export interface Change extends ResourceRef {
  readonly property: string;
  readonly here: unknown;
  readonly there: unknown;
}

/** Compares resources by type and logical name; what hangs on the environment's own name is not told. */
export function compare(plan: Plan, other: Plan): Comparison {
  const here = byIdentity(plan);
  const there = byIdentity(other);
  const ref = (graph: Graph, node: GraphNode): ResourceRef => ({
    tier: placeOf(graph, node).tier,
    type: node.type,
    name: node.name,
  });
  return {
    against: other.stack,
    monthlyUsd: plan.cost.total - other.cost.total,
    only: [...here].filter(([key]) => !there.has(key)).map(([, node]) => ref(plan.graph, node)),
    missing: [...there].filter(([key]) => !here.has(key)).map(([, node]) => ref(other.graph, node)),
    changed: [...here].flatMap(([key, node]) => {
      const twin = there.get(key);
      return twin === undefined
        ? []
        : changesOf(node, twin, plan, other).map((change) => ({ ...ref(plan.graph, node), ...change }));
    }),
  };
}

function byIdentity({ graph }: Plan): Map<string, GraphNode> {
  return new Map(
    graph.nodes.filter(({ custom }) => custom).map((node) => [`${node.type} ${node.name}`, node]),
  );
}

function changesOf(
  node: GraphNode,
  twin: GraphNode,
  plan: Plan,
  other: Plan,
): Pick<Change, "property" | "here" | "there">[] {
  const here = neutral(node, plan);
  const there = neutral(twin, other);
  const properties = [...new Set([...Object.keys(here), ...Object.keys(there)])].sort();
  return properties
    .filter((property) => !isDeepStrictEqual(here[property], there[property]))
    .map((property) => ({ property, here: node.inputs[property], there: twin.inputs[property] }));
}

/** Simulated ids and the stack's name differ in every pair of environments and say nothing. */
function neutral({ inputs }: GraphNode, { stack, config }: Plan): Record<string, unknown> {
  const text = JSON.stringify(inputs, (_, value: unknown) =>
    typeof value === "string"
      ? value
          .replaceAll(config.aws.region, "<region>")
          .replace(new RegExp(`(^|[^a-z0-9])${stack}(?![a-z0-9])`, "g"), "$1<stack>")
          .replace(/\b[0-9a-f]{6,}(-[0-9a-f]{4,})*\b/g, "<id>")
      : value,
  );
  return JSON.parse(text) as Record<string, unknown>;
}

export function comparisonSections({ against, only, missing, changed, monthlyUsd }: Comparison): Section[] {
  const columns = [{ heading: "tier" }, { heading: "type" }, { heading: "name" }];
  const rows = (refs: readonly ResourceRef[]) => refs.map(({ tier, type, name }) => [tier, type, name]);
  return [
    {
      title: `Against ${against}`,
      columns: [{ heading: "difference" }, { heading: "count", align: "right" }],
      rows: [
        ["only here", String(only.length)],
        [`only in ${against}`, String(missing.length)],
        ["changed properties", String(changed.length)],
        ["USD/month", `${monthlyUsd < 0 ? "-" : "+"}${money(Math.abs(monthlyUsd))}`],
      ],
    },
    ...(only.length === 0 ? [] : [{ title: "Only here", columns, rows: rows(only) }]),
    ...(missing.length === 0 ? [] : [{ title: `Only in ${against}`, columns, rows: rows(missing) }]),
    ...(changed.length === 0
      ? []
      : [
          {
            title: "Changed",
            columns: [
              ...columns.slice(1),
              { heading: "property" },
              { heading: "here" },
              { heading: against },
            ],
            rows: changed.map(({ type, name, property, here, there }) => [
              type,
              name,
              property,
              short(here),
              short(there),
            ]),
          },
        ]),
  ];
}

function short(value: unknown): string {
  const text = value === undefined ? "-" : typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
