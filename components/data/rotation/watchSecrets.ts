import { Schedule } from "@pulumi/aws/scheduler";
import type * as pulumi from "@pulumi/pulumi";
import { type AlarmArgs, createAlarm } from "../../../infra/alarms/createAlarm";
import { anyError } from "../../../infra/alarms/functionAlarm";
import { watchProviderKeys } from "../../../infra/iam/data";
import { createRole } from "../../../infra/iam/role";
import { invokeFunction } from "../../../infra/iam/statements";
import { schedulerTrust } from "../../../infra/iam/trust";
import { project } from "../../../infra/naming";
import type { DataTierArgs } from "../DataTier";
import { createDataFunction } from "../function";
import { hasProviderKey } from "../module/providerPart";

/** Keys that only somebody else can replace: how old they are, day by day, and an alarm when one is too old. */
export function watchSecrets(name: string, args: DataTierArgs, parent: pulumi.Resource): void {
  if (!Object.values(args.modules).some(hasProviderKey)) return;
  const { scope } = args;
  const { region, environment } = scope;
  const own = `${name}-watch-secrets`;
  const watch = createDataFunction(
    own,
    {
      ...args,
      logsKey: args.keys.logs,
      code: "watch-secrets",
      description: "Tells how old the keys of AI providers are",
      timeoutSeconds: 60,
      statements: [scope.account.apply((account) => watchProviderKeys({ region, account, environment }))],
      variables: { PROJECT: project, ENVIRONMENT: environment },
    },
    parent,
  );
  everyDay(own, args, watch.arn, parent);
  for (const [alarm, watched] of Object.entries(keyAlarms(own, args.keyMaximumAgeDays)))
    createAlarm(
      alarm,
      {
        severity: "warning",
        runbook: "provider-keys",
        namespace: `${project}/Secrets`,
        dimensions: { Environment: environment },
        statistic: "Maximum",
        period: 86_400,
        treatMissingData: "missing",
        ...watched,
      },
      args.alarms,
      parent,
    );
  createAlarm(
    `${own}-errors`,
    {
      what: "watch-secrets",
      severity: "warning",
      description: "Nobody knows how old the keys of AI providers are: looking at them failed.",
      runbook: "provider-keys",
      ...anyError(watch, 3600),
    },
    args.alarms,
    parent,
  );
}

type Watched = Pick<
  AlarmArgs,
  "comparisonOperator" | "description" | "evaluationPeriods" | "metricName" | "threshold" | "what"
>;

/** By the alarm's logical name. A key that is new is waited for until it is looked at for the second time. */
export function keyAlarms(name: string, maximumAgeDays: number): Readonly<Record<string, Watched>> {
  return {
    [name]: {
      what: "old-keys",
      description:
        "The key of an AI provider is older than data.keyMaximumAgeDays; the metric of the same name tells which.",
      metricName: "SecretAgeDays",
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: maximumAgeDays,
    },
    [`${name}-missing`]: {
      what: "missing-keys",
      description: "The key of an AI provider has not been written for a day; its module cannot call it.",
      metricName: "SecretPending",
      evaluationPeriods: 2,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
    },
  };
}

function everyDay(
  name: string,
  { scope }: DataTierArgs,
  functionArn: pulumi.Output<string>,
  parent: pulumi.Resource,
): void {
  const { region } = scope;
  const role = createRole(
    `${name}-schedule`,
    {
      description: "Looks at the keys of AI providers every day",
      trust: scope.account.apply((account) => schedulerTrust(region, account)),
      statements: [functionArn.apply((arn) => [invokeFunction(arn)])],
    },
    scope,
    { parent },
  );
  new Schedule(
    name,
    {
      description: "Looks at the keys of AI providers",
      scheduleExpression: "cron(0 0 * * ? *)",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: functionArn,
        roleArn: role.arn,
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 3600 },
      },
    },
    { parent },
  );
}
