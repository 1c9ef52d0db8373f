import type { Fault } from "../../infra/faults";
import { routesOf } from "../../infra/routes";
import type { GraphNode } from "../../simulator/graph";
import { totalAtMost, totalsBy, type CostLine, type NotPriced } from "../cost";
import { pricesOf } from "../cost/prices";
import type { BudgetUse } from "./budget";
import { type Door, doorOf } from "./door";
import { type Keeping, keepingOf } from "./keeping";
import type { Plan } from "./makePlan";
import { placeOf } from "./place";
import { policyReport, type PolicyReport } from "./policy";
import { type Running, runningOf } from "./running";

/**
 * The plan as data: what `--json` prints, and what every other form is made of. Fields may be added; one that
 * changes its meaning or goes raises `version`. docs/plan-json.md describes it.
 */
export interface Report {
  readonly version: 1;
  readonly stack: string;
  readonly profile: string;
  readonly region: string;
  readonly resources: {
    readonly total: number;
    readonly tiers: readonly TierReport[];
    readonly modules: readonly ModuleReport[];
    readonly tree: readonly TreeNode[];
  };
  readonly edge: Door;
  readonly running: Running;
  readonly keeping: Keeping;
  readonly cost: {
    /** At the least number of tasks. */
    readonly monthlyUsd: number;
    /** At the most. */
    readonly mostMonthlyUsd: number;
    /** ISO day of the oldest price used; empty for a region without prices. */
    readonly pricesRead: string;
    readonly lines: readonly (CostLine & { readonly tier: string; readonly module?: string })[];
    readonly notPriced: readonly NotPriced[];
    readonly budgets: readonly BudgetUse[];
    /** Budgets that the estimate is above: why nothing is deployed. */
    readonly overBudget: readonly Fault[];
    readonly assumptions: Readonly<Record<string, number>>;
  };
  readonly quotas: readonly {
    readonly name: string;
    readonly used: number;
    readonly limit: number;
    readonly path: string;
  }[];
  readonly handwork: readonly { readonly module: string; readonly variable: string; readonly what: string }[];
  readonly policy: PolicyReport;
}

export interface TierReport {
  readonly tier: string;
  readonly resources: number;
  readonly monthlyUsd: number;
}

export interface ModuleReport {
  readonly module: string;
  readonly owner: string;
  readonly description?: string;
  readonly routes: readonly string[];
  readonly cpu: number;
  readonly memoryMiB: number;
  /** `spotPercent` is absent where Spot has no meaning. */
  readonly tasks: { readonly min: number; readonly max: number; readonly spotPercent?: number };
  readonly keeps: readonly string[];
  readonly resources: number;
  readonly monthlyUsd: number;
}

export interface TreeNode {
  readonly type: string;
  readonly name: string;
  readonly children?: readonly TreeNode[];
}

export function reportOf(plan: Plan): Report {
  const { config, graph, cost } = plan;
  const running = runningOf(config);
  const places = new Map(graph.nodes.map((node) => [node.urn, placeOf(graph, node)]));
  const lines = cost.lines.map((line) => ({ ...line, ...places.get(line.urn)! }));
  const counted = graph.nodes.map((node) => places.get(node.urn)!);
  const usdByTier = totalsBy(cost.lines, ({ urn }) => places.get(urn)!.tier);
  const usdByModule = totalsBy(cost.lines, ({ urn }) => places.get(urn)!.module ?? "");
  const tiers = [...new Set(counted.map(({ tier }) => tier))].sort();
  return {
    version: 1,
    stack: plan.stack,
    profile: config.profile,
    region: config.aws.region,
    resources: {
      total: graph.nodes.length,
      tiers: tiers.map((tier) => ({
        tier,
        resources: counted.filter((place) => place.tier === tier).length,
        monthlyUsd: cents(usdByTier.get(tier) ?? 0),
      })),
      modules: Object.keys(config.modules)
        .sort()
        .map((module) => ({
          ...moduleFacts(plan, module, running),
          resources: counted.filter((place) => place.module === module).length,
          monthlyUsd: cents(usdByModule.get(module) ?? 0),
        })),
      tree: treeOf(graph.nodes),
    },
    edge: doorOf(config),
    running,
    keeping: keepingOf(config),
    cost: {
      monthlyUsd: cents(cost.total),
      mostMonthlyUsd: cents(totalAtMost(graph, config.aws.region, config.costs)),
      pricesRead: oldestDate(config.aws.region),
      lines,
      notPriced: cost.notPriced,
      budgets: plan.budgets,
      overBudget: plan.overBudget,
      assumptions: config.costs,
    },
    quotas: plan.quotas.map(({ name, used, limit, path }) => ({ name, used, limit, path })),
    handwork: plan.handwork,
    policy: policyReport(plan.findings),
  };
}

function moduleFacts(
  { config }: Plan,
  module: string,
  { modules }: Running,
): Omit<ModuleReport, "resources" | "monthlyUsd"> {
  const { owner, description, size, data } = config.modules[module]!;
  const { tasks, spotPercent } = modules.find((one) => one.module === module)!;
  const keeps = [
    data.schema ? "schema" : "",
    data.bucket ? "bucket" : "",
    data.collections ? "collections" : "",
    data.cache ? "cache" : "",
  ];
  return {
    module,
    owner,
    ...(description === undefined ? {} : { description }),
    routes: routesOf(module, config.modules[module]!).map(({ path }) => path),
    cpu: size.cpu,
    memoryMiB: size.memoryMiB,
    tasks: { ...tasks, ...(spotPercent === undefined ? {} : { spotPercent }) },
    keeps: keeps.filter((part) => part !== ""),
  };
}

export function treeOf(nodes: readonly GraphNode[]): TreeNode[] {
  const children = new Map<string | undefined, GraphNode[]>();
  for (const node of nodes) {
    const siblings = children.get(node.parent);
    if (siblings) siblings.push(node);
    else children.set(node.parent, [node]);
  }
  const below = (parent: string | undefined): TreeNode[] =>
    (children.get(parent) ?? []).map(({ urn, type, name }) => {
      const inner = below(urn);
      return inner.length === 0 ? { type, name } : { type, name, children: inner };
    });
  return below(undefined);
}

function cents(usd: number): number {
  return Math.round(usd * 100) / 100;
}

function oldestDate(region: string): string {
  return [...pricesOf(region).values()].map(({ source }) => source.date).sort()[0] ?? "";
}
