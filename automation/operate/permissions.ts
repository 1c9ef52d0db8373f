/** What IAM must allow for each command; the credentials of an operator need no more for it. */
export const permissions = {
  status: [
    "cloudwatch:DescribeAlarms",
    "ecs:DescribeServiceDeployments",
    "ecs:DescribeServices",
    "ecs:DescribeTasks",
    "ecs:ListTasks",
    "ssm:GetParametersByPath",
  ],
  logs: ["logs:FilterLogEvents"],
  exec: [
    "ecs:DescribeServices",
    "ecs:DescribeTasks",
    "ecs:ExecuteCommand",
    "ecs:ListTasks",
    // Of the plugin, which encrypts the session with the environment's key.
    // https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-restrict-access-quickstart.html
    "kms:GenerateDataKey",
  ],
  scale: ["application-autoscaling:DescribeScalableTargets", "ecs:DescribeServices", "ecs:UpdateService"],
  events: ["ecs:DescribeServices", "ecs:DescribeTasks", "ecs:ListServiceDeployments", "ecs:ListTasks"],
  cost: ["ce:GetCostAndUsage"],
  advise: [
    "ce:GetSavingsPlansPurchaseRecommendation",
    "cloudwatch:GetMetricData",
    "cloudwatch:ListMetrics",
    "ecs:DescribeServices",
  ],
} as const;

export type OperateCommandName = keyof typeof permissions;
export type Permission = (typeof permissions)[OperateCommandName][number];
