import { Budget, BudgetAction } from "@pulumi/aws/budgets";
import { AnomalyMonitor, AnomalySubscription, CostAllocationTag } from "@pulumi/aws/costexplorer";
import { Policy, Role } from "@pulumi/aws/iam";

/** What is known of an account's bill, and a budget that stops something. */
export function costs() {
  const monitor = new AnomalyMonitor("costs", { monitorType: "DIMENSIONAL", monitorDimension: "SERVICE" });
  new AnomalySubscription("costs", {
    ...{ frequency: "DAILY", monitorArnLists: [monitor.arn] },
    subscribers: [{ type: "EMAIL", address: "on-call@example.com" }],
  });
  new CostAllocationTag("costs", { tagKey: "Project", status: "Active" });

  const role = new Role("role", { assumeRolePolicy: "{}" });
  const policy = new Policy("policy", { policy: "{}" });
  const budget = new Budget("budget", { budgetType: "COST", timeUnit: "MONTHLY" });
  new BudgetAction("budget", {
    budgetName: budget.name,
    ...{ actionType: "APPLY_IAM_POLICY", approvalModel: "MANUAL", notificationType: "ACTUAL" },
    actionThreshold: { actionThresholdType: "PERCENTAGE", actionThresholdValue: 100 },
    definition: { iamActionDefinition: { policyArn: policy.arn, roles: [role.name] } },
    executionRoleArn: role.arn,
    subscribers: [{ subscriptionType: "EMAIL", address: "on-call@example.com" }],
  });
  return { budget, monitor, policy };
}
