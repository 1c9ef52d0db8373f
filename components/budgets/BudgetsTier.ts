import { Budget } from "@pulumi/aws/budgets";
import * as pulumi from "@pulumi/pulumi";
import type { AlarmDestinations } from "../../infra/alarms/createAlarm";
import { accountCosts, notificationsOf, taggedCosts } from "../../infra/budget";
import type { BudgetConfig } from "../../infra/config/schema/budget";
import type { ModuleConfig } from "../../infra/config/schema/module";
import { budgetName } from "../../infra/naming";
import type { Scope } from "../../infra/scope";
import { moduleTags } from "../../infra/tags";
import type { ModuleRolesRef } from "../container/refs";
import { stopAiCalls } from "./stopAiCalls";

export interface BudgetsTierArgs {
  readonly scope: Scope;
  readonly alarms: AlarmDestinations;
  readonly budget: BudgetConfig;
  readonly modules: Readonly<
    Record<string, Pick<ModuleConfig, "aiProviders" | "budgetUsd" | "calls" | "owner">>
  >;
  /** By module. */
  readonly roles: Readonly<Record<string, ModuleRolesRef>>;
}

/** A budget of AWS, and what its action may stop. */
export interface MadeBudget {
  /** What it is called among the budgets of the stack. */
  readonly name: string;
  readonly budget: Budget;
  readonly modules: BudgetsTierArgs["modules"];
  /** Mail address of who answers for it. */
  readonly owner: string | undefined;
  readonly tags?: Record<string, string>;
}

/**
 * What the environment and its modules may cost in a month. Messages of AWS Budgets are sentences, which no filter of a
 * subscription sees through: an owner is told by mail, besides whoever hears of every warning.
 */
export class BudgetsTier extends pulumi.ComponentResource {
  constructor(name: string, args: BudgetsTierArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-platform:budgets:BudgetsTier", name, {}, opts);
    const { budget, modules } = args;
    const ofEnvironment = budget.monthlyUsd === false ? [] : [createOfEnvironment(name, args, this)];
    const ofModules = Object.keys(modules).flatMap((module) => createOfModule(name, module, args, this));
    stopAiCalls(`${name}-stop`, args, [...ofEnvironment, ...ofModules], this);
    this.registerOutputs();
  }
}

function createOfEnvironment(name: string, args: BudgetsTierArgs, parent: pulumi.Resource): MadeBudget {
  const { scope, alarms, budget, modules } = args;
  const made = new Budget(
    name,
    {
      name: budgetName(scope.environment),
      ...monthly(Number(budget.monthlyUsd), args, alarms.owner),
      filterExpression:
        budget.covers === "account" ? scope.account.apply(accountCosts) : taggedCosts(scope.environment),
    },
    { parent },
  );
  return { name, budget: made, modules, owner: alarms.owner };
}

function createOfModule(
  name: string,
  module: string,
  args: BudgetsTierArgs,
  parent: pulumi.Resource,
): MadeBudget[] {
  const { environment } = args.scope;
  const config = args.modules[module]!;
  const { budgetUsd, owner } = config;
  if (budgetUsd === false) return [];
  const tags = moduleTags(module, owner);
  const own = `${name}-${module}`;
  const budget = new Budget(
    own,
    {
      name: budgetName(environment, module),
      ...monthly(budgetUsd, args, owner),
      filterExpression: taggedCosts(environment, module),
      tags,
    },
    { parent },
  );
  return [{ name: own, budget, modules: { [module]: config }, owner, tags }];
}

function monthly(usd: number, { alarms, budget }: BudgetsTierArgs, owner: string | undefined) {
  return {
    budgetType: "COST",
    timeUnit: "MONTHLY",
    limitAmount: String(usd),
    limitUnit: "USD",
    metrics: "UnblendedCost",
    notifications: notificationsOf(budget, {
      subscriberSnsTopicArns: [alarms.topics.warning],
      ...(owner === undefined ? {} : { subscriberEmailAddresses: [owner] }),
    }),
  };
}
