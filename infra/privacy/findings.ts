import type { AlarmArgs } from "../alarms/createAlarm";
import { logGroupName, project } from "../naming";

export function findingsNamespace(environment: string): string {
  return `${project}/${environment}/Privacy`;
}

/**
 * Which findings a module answers for, and which the platform does: all others. A pattern has room for 1,024
 * characters, and so not for the names of all log groups.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/mask-sensitive-log-data-audit-findings.html
 */
export function findingsPattern(environment: string, module: string | undefined): string {
  return module === undefined
    ? `{ $.resourceArn != "*:log-group:${logGroupName(environment, "modules")}/*" }`
    : `{ $.resourceArn = "*:log-group:${logGroupName(environment, "modules", module)}:*" }`;
}

export function findingsAlarm(environment: string, metricName: string) {
  return {
    severity: "warning",
    runbook: "personal-data",
    description:
      "Personal data or a key was written into a log; it is masked, and who wrote it goes on writing it.",
    namespace: findingsNamespace(environment),
    metricName,
    statistic: "Sum",
    period: 300,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    threshold: 1,
    treatMissingData: "notBreaching",
  } satisfies Omit<AlarmArgs, "module" | "what">;
}
