import { MetricAlarm } from "@pulumi/aws/cloudwatch";
import { Schedule } from "@pulumi/aws/scheduler";
import type * as pulumi from "@pulumi/pulumi";
import { watchProviderKeys } from "../../../infra/iam/data";
import { createRole } from "../../../infra/iam/role";
import { invokeFunction } from "../../../infra/iam/statements";
import { serviceTrust } from "../../../infra/iam/trust";
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
  new MetricAlarm(
    own,
    {
      name: `${project}-${environment}-old-keys`,
      alarmDescription:
        "The key of an AI provider is older than data.keyMaximumAgeDays; the metric of the same name tells which.",
      namespace: `${project}/Secrets`,
      metricName: "SecretAgeDays",
      dimensions: { Environment: environment },
      statistic: "Maximum",
      period: 86_400,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: args.keyMaximumAgeDays,
      treatMissingData: "missing",
    },
    { parent },
  );
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
      trust: scope.account.apply((account) =>
        serviceTrust(
          "scheduler.amazonaws.com",
          account,
          `arn:aws:scheduler:${region}:${account}:schedule-group/default`,
        ),
      ),
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
