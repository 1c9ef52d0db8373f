import type { types } from "@pulumi/aws";
import { providersOf } from "./aiProviders";
import type { BudgetConfig } from "./config/schema/budget";
import type { ModuleConfig } from "./config/schema/module";
import { environmentTags, moduleTag } from "./tags";

type Filter = types.input.budgets.BudgetFilterExpression;
type Notification = types.input.budgets.BudgetNotification;

/** Roles that one action takes. https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_IamActionDefinition.html */
export const maximumRoles = 100;

export interface StoppedRole {
  readonly module: string;
  /** `task` calls Bedrock and SageMaker itself; `execution` reads the keys of other providers when a task starts. */
  readonly role: "execution" | "task";
}

/** Those roles of the modules that a denial of AI services means anything to. */
export function stoppedRoles(
  modules: Readonly<Record<string, Pick<ModuleConfig, "aiProviders" | "calls">>>,
): StoppedRole[] {
  return Object.entries(modules).flatMap(([module, calling]) => {
    const providers = providersOf(calling);
    return [
      ...(providers.some(({ models, endpoints }) => models ?? endpoints)
        ? [{ module, role: "task" as const }]
        : []),
      ...(providers.some(({ keyVariable }) => keyVariable !== undefined)
        ? [{ module, role: "execution" as const }]
        : []),
    ];
  });
}

/**
 * What carries the tags of the environment, or of one module of it. Calls of Bedrock's models are no resource that a
 * tag could be on: AWS bills them with the tags of the role that called, under names of their own.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/cost-mgmt-iam-principal-tracking.html
 */
export function taggedCosts(environment: string, module?: string): Filter {
  const { Project, Environment } = environmentTags(environment, {});
  const tags = Object.entries({
    Project,
    Environment,
    ...(module === undefined ? {} : { [moduleTag]: module }),
  });
  const carrying = (prefix: string) => ({
    ands: tags.map(([key, value]) => ({
      tags: { key: `${prefix}${key}`, values: [value!], matchOptions: ["EQUALS"] },
    })),
  });
  return { ors: [carrying(""), carrying(principalPrefix)] };
}

/** Before the name of a tag that the caller's role carries. */
export const principalPrefix = "iamPrincipal/";

/** All of one account. In the account that pays for an organization, a budget would count the others as well. */
export function accountCosts(account: string): Filter {
  return { dimensions: { key: "LINKED_ACCOUNT", values: [account], matchOptions: ["EQUALS"] } };
}

/** In the order of what is told first. */
export function notificationsOf(
  { actualPercents, forecastPercents }: Pick<BudgetConfig, "actualPercents" | "forecastPercents">,
  told: Pick<Notification, "subscriberEmailAddresses" | "subscriberSnsTopicArns">,
): Notification[] {
  const at = (notificationType: string) => (threshold: number) => ({
    notificationType,
    threshold,
    thresholdType: "PERCENTAGE",
    comparisonOperator: "GREATER_THAN",
    ...told,
  });
  return [
    ...forecastPercents.toSorted((a, b) => a - b).map(at("FORECASTED")),
    ...actualPercents.toSorted((a, b) => a - b).map(at("ACTUAL")),
  ];
}
