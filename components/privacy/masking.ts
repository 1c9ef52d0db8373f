import { LogDataProtectionPolicy, type LogGroup, LogMetricFilter } from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import { type AlarmDestinations, createAlarm } from "../../infra/alarms/createAlarm";
import { findingsAlarm, findingsNamespace, findingsPattern } from "../../infra/privacy/findings";
import type { NotedLogGroup } from "../../infra/privacy/notes";
import type { Scope } from "../../infra/scope";

export interface MaskedLogs {
  readonly scope: Scope;
  readonly alarms: AlarmDestinations;
  /** Whose logs they are; undefined for those of no module. */
  readonly module?: { readonly name: string; readonly owner: string; readonly tags: Record<string, string> };
  readonly logGroups: readonly NotedLogGroup[];
  /** Where each finding is told. */
  readonly findings: LogGroup;
  readonly policyDocument: pulumi.Output<string>;
}

/** Masks personal data in the logs, and tells those who answer for them. */
export function maskLogs(
  name: string,
  { scope: { environment }, alarms, module, logGroups, findings, policyDocument }: MaskedLogs,
  parent: pulumi.Resource,
): void {
  for (const { name: own, logGroup } of logGroups)
    new LogDataProtectionPolicy(
      `${name}-${own}`,
      { logGroupName: logGroup.name, policyDocument },
      { parent },
    );
  const metricName = module === undefined ? "Findings" : `Findings-${module.name}`;
  new LogMetricFilter(
    `${name}-findings`,
    {
      logGroupName: findings.name,
      pattern: findingsPattern(environment, module?.name),
      metricTransformation: {
        namespace: findingsNamespace(environment),
        name: metricName,
        value: "1",
        defaultValue: "0",
      },
    },
    { parent },
  );
  createAlarm(
    `${name}-findings`,
    {
      what: module === undefined ? "personal-data" : `${module.name}-personal-data`,
      ...(module === undefined ? {} : { module }),
      ...findingsAlarm(environment, metricName),
    },
    alarms,
    parent,
  );
}
