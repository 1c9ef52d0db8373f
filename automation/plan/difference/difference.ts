import type { Plan } from "../makePlan";
import { type Place, placeOf } from "../place";
import { totalsBy } from "../../cost";
import { statefulTypes, type StepKind, stepsBetween } from "./steps";

/** What a change to a stack file does, as data: part of what `--json` prints. docs/plan-json.md describes it. */
export interface Difference {
  /** The revision of git that the file is compared with. */
  readonly since: string;
  /** By URN. */
  readonly steps: readonly DifferenceStep[];
  readonly unchanged: number;
  readonly monthlyUsd: Amounts;
  /** Tiers and modules whose cost changes, by name. */
  readonly places: readonly (Amounts & { readonly place: string })[];
}

export interface DifferenceStep extends Place {
  readonly kind: StepKind;
  readonly type: string;
  readonly name: string;
  readonly properties: readonly string[];
  /** Properties that make a new resource. */
  readonly replacedBy: readonly string[];
  /** Whether data is in it, or cannot be read without it. */
  readonly stateful: boolean;
}

/** USD a month. */
interface Amounts {
  readonly before: number;
  readonly after: number;
}

export function differenceOf(since: string, before: Plan, after: Plan): Difference {
  const steps = stepsBetween(before.graph, after.graph);
  const there = new Set(after.graph.nodes.map(({ urn }) => urn));
  const touched = new Set(steps.map(({ node }) => node.urn));
  return {
    since,
    steps: steps.map(({ kind, node, properties, replacedBy }) => ({
      kind,
      ...placeOf(there.has(node.urn) ? after.graph : before.graph, node),
      type: node.type,
      name: node.name,
      properties,
      replacedBy,
      stateful: statefulTypes.includes(node.type),
    })),
    unchanged: after.graph.nodes.filter(({ urn, custom }) => custom && !touched.has(urn)).length,
    monthlyUsd: { before: cents(before.cost.total), after: cents(after.cost.total) },
    places: placesOf(before, after),
  };
}

export function placeText({ tier, module }: Place): string {
  return module ?? tier;
}

function placesOf(before: Plan, after: Plan): Difference["places"] {
  const [olds, news] = [before, after].map(({ graph, cost }) => {
    const places = new Map(graph.nodes.map((node) => [node.urn, placeText(placeOf(graph, node))]));
    return totalsBy(cost.lines, ({ urn }) => places.get(urn)!);
  }) as [ReadonlyMap<string, number>, ReadonlyMap<string, number>];
  return [...new Set([...olds.keys(), ...news.keys()])]
    .sort()
    .map((place) => ({ place, before: cents(olds.get(place) ?? 0), after: cents(news.get(place) ?? 0) }))
    .filter((amounts) => amounts.before !== amounts.after);
}

/** Sums of the same parts in another order differ in what no price has. */
const cents = (usd: number): number => Math.round(usd * 100) / 100;
