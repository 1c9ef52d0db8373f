import {
  type CostExplorerClient,
  GetSavingsPlansPurchaseRecommendationCommand,
} from "@aws-sdk/client-cost-explorer";
import { placeOf } from "../../infra/capacity";
import { answers, isRouted } from "../../infra/moduleKinds";
import { pricesOf } from "../cost/prices";
import { OperatorError } from "../operatorError";
import { type Advice, lookedDays } from "./advice/advice";
import { idleAdvice } from "./advice/idle";
import { tasksHourUsd } from "./advice/price";
import { savingsPlanAdvice } from "./advice/savingsPlan";
import { type Period, quietHours, type RequestsByHour, scheduleAdvice } from "./advice/schedule";
import { sizeAdvice, type Use } from "./advice/size";
import { type AdviseReport, adviseReport } from "./adviseReport";
import { ask } from "./ask";
import type { OperateClients } from "./clients";
import type { EstimateOf } from "./cost";
import { requestsOf, useOf } from "./metrics";
import { describeServices } from "./services";
import type { Target } from "./target";

export interface AdviseOptions {
  /** Zone of the schedules that are advised. */
  readonly timezone: string;
  readonly now: Date;
  readonly estimate: EstimateOf;
}

/** What a fortnight of use says of the stack file. */
export async function advise(
  clients: OperateClients,
  target: Target,
  { timezone, now, estimate }: AdviseOptions,
): Promise<AdviseReport> {
  const period = lastDays(now);
  const services = await describeServices(clients.ecs, target, target.services);
  const modules = [...services.keys()].sort();
  const [use, requests, monthlyUsd, plan] = await Promise.all([
    useOf(clients.cloudwatch, target.cluster, modules, period),
    requestsOf(clients.cloudwatch, services, period),
    estimate(target),
    savingsPlan(clients.costs),
  ]);
  const advice = modules.flatMap((module) =>
    moduleAdvice(target, module, {
      use: use.get(module)!,
      requests: requests.get(module),
      monthlyUsd: monthlyUsd.get(module) ?? 0,
      period,
      timezone,
    }),
  );
  const all = [...advice, ...(plan.advice === undefined ? [] : [plan.advice])];
  return adviseReport(target.stack, all, plan.unread);
}

/** Full hours, the one that runs left out. */
export function lastDays(now: Date): Period {
  const to = Math.floor(now.getTime() / 3_600_000) * 3_600_000;
  return { from: to - lookedDays * 24 * 3_600_000, to };
}

export interface SeenModule {
  readonly use: Use;
  /** Undefined where nobody counts them. */
  readonly requests: RequestsByHour | undefined;
  /** As the plan has it. */
  readonly monthlyUsd: number;
  readonly period: Period;
  readonly timezone: string;
}

/** All that can be said of a module by what was seen of it. An idle one needs no other size. */
export function moduleAdvice({ config }: Target, module: string, seen: SeenModule): Advice[] {
  const own = config.modules[module]!;
  const prices = pricesOf(config.aws.region);
  const { costs } = config;
  // Only load balancers count requests; calls of other modules are seen by nobody.
  const called = Object.values(config.modules).some(({ calls }) => calls.includes(module));
  const counted = isRouted(own) && !called ? seen.requests : undefined;
  const idle = counted && idleAdvice(module, counted, seen.monthlyUsd);
  if (idle !== undefined) return [idle];
  // Elsewhere a task has no price of its own.
  if (placeOf(own.capacity) !== "fargate") return [];
  const size = sizeAdvice({ module, config: own, use: seen.use, prices, costs });
  const taskHourUsd = tasksHourUsd(prices, costs, own.size, 1, own.capacity);
  const schedule =
    counted === undefined || taskHourUsd === undefined
      ? undefined
      : scheduleAdvice({
          module,
          scaling: own.scaling,
          quiet: quietHours(counted, seen.period, seen.timezone),
          timezone: seen.timezone,
          // What the rules for prod want of a module that answers.
          least: config.profile === "prod" && answers(own) ? 2 : 0,
          taskHourUsd,
        });
  return [size, schedule].filter((one) => one !== undefined);
}

interface SavingsPlan {
  readonly advice: Advice | undefined;
  /** Why AWS was not asked in the end. */
  readonly unread?: string;
}

/** Bills are often the secret of another department: without them, the other advice is as good. */
async function savingsPlan(client: CostExplorerClient): Promise<SavingsPlan> {
  const command = new GetSavingsPlansPurchaseRecommendationCommand({
    SavingsPlansType: "COMPUTE_SP",
    TermInYears: "ONE_YEAR",
    PaymentOption: "NO_UPFRONT",
    LookbackPeriodInDays: "THIRTY_DAYS",
    AccountScope: "LINKED",
  });
  try {
    const answer = await ask("ce:GetSavingsPlansPurchaseRecommendation", client.send(command));
    const { SavingsPlansPurchaseRecommendation: recommendation } = answer;
    return {
      advice: savingsPlanAdvice(recommendation?.SavingsPlansPurchaseRecommendationSummary),
    };
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    return { advice: undefined, unread: error.message };
  }
}
