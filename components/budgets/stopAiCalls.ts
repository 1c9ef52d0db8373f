import { BudgetAction } from "@pulumi/aws/budgets";
import { Policy } from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { type StoppedRole, stoppedRoles } from "../../infra/budget";
import { attachOnly, denyAiCalls } from "../../infra/iam/budgets";
import { createRole, type RoleRef } from "../../infra/iam/role";
import { policyDocument } from "../../infra/iam/statements";
import { serviceTrust } from "../../infra/iam/trust";
import { rolePath } from "../../infra/naming";
import type { BudgetsTierArgs, MadeBudget } from "./BudgetsTier";

/**
 * One policy that denies AI services, and for each budget an action that attaches it to the roles of the modules that
 * the budget is of. AWS refreshes what a budget knows some times a day, so this ends a bad week and not a bad hour.
 */
export function stopAiCalls(
  name: string,
  { scope, alarms, budget: { stopAiCalls: stop }, roles }: BudgetsTierArgs,
  budgets: readonly MadeBudget[],
  parent: pulumi.Resource,
): void {
  const roleOf = ({ module, role }: StoppedRole): RoleRef => roles[module]![role];
  const stopping = budgets
    .map((made) => ({ ...made, stopped: stoppedRoles(made.modules).map(roleOf) }))
    .filter(({ stopped }) => stopped.length > 0);
  if (stop === false || stopping.length === 0) return;

  const policy = new Policy(
    name,
    {
      description: `Stops calls to AI services while a budget of ${scope.environment} is spent`,
      path: rolePath(scope.environment),
      policy: scope.account.apply((account) => policyDocument(denyAiCalls(scope.region, account))),
    },
    { parent },
  );
  const role = createRole(
    name,
    {
      description: `Stops calls to AI services when a budget of ${scope.environment} is spent`,
      // https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-action-role.html
      trust: scope.account.apply((account) =>
        serviceTrust("budgets.amazonaws.com", account, `arn:aws:budgets::${account}:budget/*`),
      ),
      statements: [
        pulumi
          .all([policy.arn, scope.account])
          .apply(([policyArn, account]) => [attachOnly(policyArn, account, scope.environment)]),
      ],
    },
    scope,
    { parent },
  );
  for (const { name: own, budget, stopped, owner, tags } of stopping)
    new BudgetAction(
      own,
      {
        budgetName: budget.name,
        actionType: "APPLY_IAM_POLICY",
        notificationType: "ACTUAL",
        actionThreshold: { actionThresholdType: "PERCENTAGE", actionThresholdValue: stop.atPercent },
        approvalModel: stop.approval === "automatic" ? "AUTOMATIC" : "MANUAL",
        executionRoleArn: role.arn,
        definition: {
          iamActionDefinition: { policyArn: policy.arn, roles: stopped.map((one) => one.name) },
        },
        subscribers: [
          { subscriptionType: "SNS", address: alarms.topics.warning },
          ...(owner === undefined ? [] : [{ subscriptionType: "EMAIL", address: owner }]),
        ],
        ...(tags === undefined ? {} : { tags }),
      },
      { parent },
    );
}
