import type { Graph, GraphNode } from "../../simulator/graph";
import type { CostsConfig } from "../../infra/config/schema/costs";
import {
  isUnpriced,
  unpriced,
  type EstimateContext,
  type Finding,
  type Unpriced,
  type Usage,
} from "./estimator";
import { estimators } from "./estimators";
import { freeTypes } from "./free";
import { pricesOf } from "./prices";
import type { Price, PriceBook } from "./prices/book";

interface OfResource {
  readonly urn: string;
  /** Type token. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
}

/** One thing on the monthly bill. */
export interface CostLine extends OfResource {
  /** In words: "Fargate ARM vCPU-hours". */
  readonly item: string;
  /** A month's amount of `unit`. */
  readonly quantity: number;
  readonly unit: string;
  /** USD for one unit, after any discount that is assumed. */
  readonly unitPrice: number;
  /** quantity x unitPrice, not rounded. */
  readonly monthlyUsd: number;
  /** True where the price, the amount or the discount has no source. */
  readonly unverified: boolean;
  /** The key of the stack file, or the assumption, that changes the amount. */
  readonly field?: string;
}

/** Something that may well cost money but is not in the total. */
export interface NotPriced extends OfResource {
  readonly reason: string;
}

export interface Estimate {
  readonly region: string;
  /** By URN, then as AWS bills the parts of a resource. */
  readonly lines: readonly CostLine[];
  readonly notPriced: readonly NotPriced[];
  /** USD a month: the sum of the lines, without what is not priced. */
  readonly total: number;
}

/** What the resources of a program cost in a month of steady running, by list prices and assumptions. Indicative. */
export function estimate(graph: Graph, region: string, assumptions: CostsConfig): Estimate {
  const prices = pricesOf(region);
  const lines: CostLine[] = [];
  const notPriced: NotPriced[] = [];
  const nodes = graph.nodes.filter(({ custom }) => custom);
  for (const node of nodes.toSorted((a, b) => (a.urn < b.urn ? -1 : 1))) {
    for (const finding of findingsOf(node, { graph, assumptions })) {
      const entry = isUnpriced(finding) ? finding : priced(node, finding, prices, region);
      if ("monthlyUsd" in entry) lines.push(entry);
      else notPriced.push({ ...identity(node), ...entry });
    }
  }
  return { region, lines, notPriced, total: totalOf(lines) };
}

/** Amounts of zero are no lines: nothing would be billed. */
function findingsOf(node: GraphNode, context: EstimateContext): readonly Finding[] {
  if (freeTypes.has(node.type)) return [];
  const estimator = estimators.get(node.type);
  if (estimator === undefined) return [unpriced("the estimator does not know this type")];
  return estimator(node, context).filter((finding) => isUnpriced(finding) || finding.quantity !== 0);
}

function priced(node: GraphNode, usage: Usage, prices: PriceBook, region: string): CostLine | Unpriced {
  const price = prices.get(usage.price);
  return price === undefined
    ? unpriced(`no price for ${usage.item} in ${region}`)
    : costLine(node, usage, price);
}

function costLine(node: GraphNode, usage: Usage, price: Price): CostLine {
  const unitPrice = price.usd * (1 - (usage.discountPercent ?? 0) / 100);
  return {
    ...identity(node),
    item: usage.item,
    quantity: usage.quantity,
    unit: price.unit,
    unitPrice,
    monthlyUsd: usage.quantity * unitPrice,
    unverified: (price.unverified ?? false) || (usage.unverified ?? false),
    ...(usage.field === undefined ? {} : { field: usage.field }),
  };
}

const identity = ({ urn, type, name }: GraphNode): OfResource => ({ urn, type, name });

const totalOf = (lines: readonly CostLine[]): number => lines.reduce((sum, line) => sum + line.monthlyUsd, 0);

/** USD a month by any key of a line: type, module, tier. Keys come sorted. */
export function totalsBy(
  lines: readonly CostLine[],
  keyOf: (line: CostLine) => string,
): ReadonlyMap<string, number> {
  const totals = new Map<string, number>();
  for (const line of lines) totals.set(keyOf(line), (totals.get(keyOf(line)) ?? 0) + line.monthlyUsd);
  return new Map([...totals].sort(([a], [b]) => (a < b ? -1 : 1)));
}
