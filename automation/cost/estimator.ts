import type { Graph, GraphNode } from "../../simulator/graph";
import type { CostsConfig } from "../../infra/config/schema/costs";
import type { PriceId } from "./prices/ids";

/** Something that a resource uses in a month; the price book says what it costs. */
export interface Usage {
  /** In words: "Fargate ARM vCPU-hours". */
  readonly item: string;
  /** A month's amount, in the unit of the price. */
  readonly quantity: number;
  readonly price: PriceId;
  /** The key of the stack file, or the assumption, that changes the amount. */
  readonly field?: string;
  /** Off the list price, 0 to 100. */
  readonly discountPercent?: number;
  /** Set where the amount or the discount, not only the price, is a guess. */
  readonly unverified?: boolean;
}

/** Something billed that the estimator cannot put an amount to. */
export interface Unpriced {
  readonly reason: string;
}

export type Finding = Usage | Unpriced;

export interface EstimateContext {
  readonly graph: Graph;
  readonly assumptions: CostsConfig;
}

/** What one resource of one type uses in a month, as a pure function. Nothing found means that it costs nothing itself. */
export type Estimator = (node: GraphNode, context: EstimateContext) => readonly Finding[];

/** Type token to estimator. */
export type EstimatorTable = Readonly<Record<string, Estimator>>;

export const unpriced = (reason: string): Unpriced => ({ reason });

export const isUnpriced = (finding: Finding): finding is Unpriced => "reason" in finding;
