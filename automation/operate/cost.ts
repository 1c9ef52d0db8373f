import {
  type CostExplorerClient,
  type Expression,
  GetCostAndUsageCommand,
  type ResultByTime,
} from "@aws-sdk/client-cost-explorer";
import { providersOf } from "../../infra/aiProviders";
import { principalPrefix } from "../../infra/budget";
import { environmentTags, moduleTag } from "../../infra/tags";
import { totalsBy } from "../cost";
import { planOf } from "../plan/makePlan";
import { placeOf } from "../plan/place";
import { ask } from "./ask";
import {
  type ActualCosts,
  type CostReport,
  costReport,
  type Months,
  monthsAt,
  type UsdByModule,
} from "./costReport";
import type { Target } from "./target";

/** USD a month by module. */
export type EstimateOf = (target: Target) => Promise<UsdByModule>;

export interface CostOptions {
  readonly now: Date;
  readonly estimate: EstimateOf;
}

/** What was billed of the environment, by module, beside what it should cost. */
export async function cost(
  client: CostExplorerClient,
  target: Target,
  { now, estimate }: CostOptions,
): Promise<CostReport> {
  const months = monthsAt(now);
  const [actual, estimated] = await Promise.all([actualCosts(client, target, months), estimate(target)]);
  return costReport(target.stack, months, actual, estimated);
}

/** As the plan has it. */
export async function planEstimate({ stack, config }: Target): Promise<UsdByModule> {
  const { cost: estimate, graph } = await planOf(stack, config);
  const places = new Map(graph.nodes.map((node) => [node.urn, placeOf(graph, node)]));
  return totalsBy(estimate.lines, ({ urn }) => places.get(urn)!.module ?? "");
}

async function actualCosts(
  client: CostExplorerClient,
  { stack, config }: Target,
  months: Months,
): Promise<ActualCosts> {
  // Calls of Bedrock carry the tags of the role that called, under names of their own.
  const callsBedrock = Object.values(config.modules).some((module) =>
    providersOf(module).some(({ models, endpoints }) => models ?? endpoints),
  );
  const prefixes = callsBedrock ? ["", principalPrefix] : [""];
  const pages: ResultByTime[][] = [];
  for (const prefix of prefixes) pages.push(...(await costsUnder(client, stack, prefix, months)));
  const results = pages.flat();
  const from = (day: string) => usdByModule(results.filter(({ TimePeriod }) => TimePeriod?.Start === day));
  return { last: from(months.last), current: from(months.current), calls: pages.length };
}

/** One page a request, each of which costs. */
async function costsUnder(
  client: CostExplorerClient,
  stack: string,
  prefix: string,
  { last, end }: Months,
): Promise<ResultByTime[][]> {
  const pages: ResultByTime[][] = [];
  let NextPageToken: string | undefined;
  do {
    const command = new GetCostAndUsageCommand({
      TimePeriod: { Start: last, End: end },
      Granularity: "MONTHLY",
      Metrics: ["UnblendedCost"],
      Filter: carrying(stack, prefix),
      GroupBy: [{ Type: "TAG", Key: `${prefix}${moduleTag}` }],
      ...(NextPageToken === undefined ? {} : { NextPageToken }),
    });
    const answer = await ask("ce:GetCostAndUsage", client.send(command));
    pages.push(answer.ResultsByTime ?? []);
    ({ NextPageToken } = answer);
  } while (NextPageToken !== undefined);
  return pages;
}

/** What the environment's budget counts. */
function carrying(stack: string, prefix: string): Expression {
  const { Project, Environment } = environmentTags(stack, {});
  return {
    And: Object.entries({ Project, Environment }).map(([key, value]) => ({
      Tags: { Key: `${prefix}${key}`, Values: [value!], MatchOptions: ["EQUALS"] },
    })),
  };
}

/** Cost Explorer calls a group `Module$planning`, and `Module$` what has no such tag. */
export function usdByModule(results: readonly ResultByTime[]): UsdByModule {
  const usd = new Map<string, number>();
  for (const { Keys: [key = ""] = [], Metrics } of results.flatMap(({ Groups = [] }) => Groups)) {
    const module = key.slice(key.indexOf("$") + 1);
    usd.set(module, (usd.get(module) ?? 0) + Number(Metrics?.UnblendedCost?.Amount ?? 0));
  }
  return usd;
}
