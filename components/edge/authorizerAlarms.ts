import type { LogGroup } from "@pulumi/aws/cloudwatch";
import type { Function as LambdaFunction } from "@pulumi/aws/lambda";
import type * as pulumi from "@pulumi/pulumi";
import { type AlarmArgs, createAlarm } from "../../infra/alarms/createAlarm";
import { counted, countLines, metricNamespace } from "./alarms";
import type { EdgeTierArgs } from "./EdgeTier";

/** What an alarm of the function that checks tokens watches, by the last part of its name. */
export function authorizerAlarms(
  environment: string,
  functionName: pulumi.Input<string>,
): Readonly<Record<string, Omit<AlarmArgs, "module" | "what">>> {
  const common = { severity: "critical", runbook: "authorizer" } as const;
  return {
    failures: {
      ...common,
      description: "The authorizer failed five times in five minutes; those callers got an error.",
      namespace: metricNamespace(environment),
      metricName: "AuthorizerFailures",
      ...counted(5, 300),
    },
    throttles: {
      ...common,
      description: "Lambda had no room for the authorizer; those callers got an error.",
      namespace: "AWS/Lambda",
      metricName: "Throttles",
      dimensions: { FunctionName: functionName },
      ...counted(1, 300),
    },
  };
}

/** Not by `Errors` of Lambda: a token that does not hold is one of those as well. */
export function watchAuthorizer(
  name: string,
  { scope: { environment }, alarms }: EdgeTierArgs,
  { authorizer, logGroup }: { readonly authorizer: LambdaFunction; readonly logGroup: LogGroup },
  parent: pulumi.Resource,
): void {
  countLines(name, environment, "AuthorizerFailures", logGroup, '{ $.level = "ERROR" }', parent);
  for (const [what, watched] of Object.entries(authorizerAlarms(environment, authorizer.name)))
    createAlarm(`${name}-${what}`, { what: `authorizer-${what}`, ...watched }, alarms, parent);
}
