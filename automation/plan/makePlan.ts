import { readFileSync } from "node:fs";
import { checkConfig } from "../../infra/config/load";
import { quotaUse, type QuotaUse } from "../../infra/config/quotaUse";
import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import { parseStackFile } from "../../infra/config/stackFile";
import { besidesKind, stackKindOf } from "../../infra/config/stackKind";
import { ConfigFaults, type Fault } from "../../infra/faults";
import { project } from "../../infra/naming";
import type { Finding } from "../../policy/rule";
import { simulatedAws } from "../../simulator/aws";
import type { Graph } from "../../simulator/graph";
import { record } from "../../simulator/record";
import { environment } from "../../stacks/environment";
import { profiles } from "../../stacks/profiles";
import { estimate, totalsBy, type Estimate } from "../cost";
import { OperatorError } from "../operatorError";
import type { StackRef } from "../project";
import { budgetUse, overBudget, type BudgetUse } from "./budget";
import { handwork, type Handwork } from "./handwork";
import { placeOf } from "./place";
import { policyFindings } from "./policy";

/** All that can be known of an environment without AWS. */
export interface Plan {
  readonly stack: string;
  readonly config: EnvironmentConfig;
  readonly graph: Graph;
  readonly cost: Estimate;
  readonly quotas: readonly QuotaUse[];
  /** What people must do after the first `up`. */
  readonly handwork: readonly Handwork[];
  /** What breaks a rule of policy/. */
  readonly findings: readonly Finding[];
  readonly budgets: readonly BudgetUse[];
  /** Budgets that the estimate is above. */
  readonly overBudget: readonly Fault[];
}

/** Reads the stack file and runs the real program on Pulumi's mock runtime. No account, no network. */
export async function makePlan(
  ref: StackRef,
  options: { readonly ignoreQuotas?: boolean } = {},
): Promise<Plan> {
  return planOf(ref.stack, readConfig(ref, options.ignoreQuotas));
}

/** The plan of a configuration that is sound. */
export async function planOf(stack: string, config: EnvironmentConfig): Promise<Plan> {
  const world = simulatedAws({ region: config.aws.region });
  const { graph } = await record(world, { project, stack }, () => environment(config));
  const cost = estimate(graph, config.aws.region, config.costs);
  const places = new Map(graph.nodes.map((node) => [node.urn, placeOf(graph, node)]));
  const modules = totalsBy(cost.lines, ({ urn }) => places.get(urn)!.module ?? "");
  const budgets = budgetUse(config, { total: cost.total, modules });
  return {
    stack,
    config,
    graph,
    cost,
    quotas: quotaUse(config),
    handwork: handwork(config),
    findings: policyFindings(graph, config.data.deletion),
    budgets,
    overBudget: overBudget(stack, budgets),
  };
}

/**
 * @throws ConfigFaults with the faults of the file itself and those of what it says.
 * @throws OperatorError for the shared stack, of which whoever asks here can make nothing.
 */
export function readConfig(ref: StackRef, ignoreQuotas = false): EnvironmentConfig {
  return configIn(ref.stack, readFileSync(ref.path, "utf8"), ignoreQuotas);
}

/** The same of a text that is not the file's own. */
export function configIn(stack: string, text: string, ignoreQuotas = false): EnvironmentConfig {
  const file = parseStackFile(text);
  const kind = stackKindOf(file.config, project);
  if (kind === "shared")
    throw new OperatorError(
      `${stack} is the shared stack, and this is for environments. Name an environment, or look at it by: npx ai-platform plan ${stack}`,
    );
  const unreadable = file.faults.length > 0 && Object.keys(file.config).length === 0;
  if (unreadable) throw new ConfigFaults(file.faults);
  const { config, faults } = checkConfig(file.config, { stack, project, profiles, ignoreQuotas });
  const told = kind === "environment" ? faults : [kind, ...besidesKind(faults, file.config, project)];
  const all = [...file.faults, ...told];
  if (config === undefined || all.length > 0) throw new ConfigFaults(all);
  return config;
}
