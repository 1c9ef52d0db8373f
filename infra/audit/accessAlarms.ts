import type * as pulumi from "@pulumi/pulumi";
import type { AlarmArgs } from "../alarms/createAlarm";
import type { AccessKind } from "./access";

/** Which kinds of access ring; sessions and secrets are everyday work, and only written down. */
export function accessAlarms(
  ruleName: pulumi.Input<string>,
): Readonly<Partial<Record<AccessKind, Omit<AlarmArgs, "module" | "what">>>> {
  const anyCall = {
    namespace: "AWS/Events",
    metricName: "Invocations",
    dimensions: { RuleName: ruleName },
    statistic: "Sum",
    period: 60,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    threshold: 1,
    treatMissingData: "notBreaching",
  } as const;
  return {
    "break-glass": {
      severity: "critical",
      runbook: "break-glass",
      description: "Somebody uses the role for emergencies.",
      ...anyCall,
    },
    guards: {
      severity: "warning",
      runbook: "findings",
      description: "Somebody changed or stopped the trail or a guard of the account.",
      ...anyCall,
    },
    unmasked: {
      severity: "critical",
      runbook: "unmasked-logs",
      description: "Somebody read personal data in a log of the account unmasked, or tried to.",
      ...anyCall,
    },
  };
}
