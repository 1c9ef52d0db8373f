import type * as pulumi from "@pulumi/pulumi";
import type { EventLog } from "../../infra/alarms/createEventAlarm";
import { createEventLog } from "../../infra/alarms/createEventLog";
import { logGroupName } from "../../infra/naming";
import type { PlatformTierArgs } from "./PlatformTier";

/** Where events of AWS are kept that an alarm counts: why a task stopped, ECS says for an hour only. */
export function createPlatformEventLog(
  name: string,
  { scope, logsKey, accessLogDays }: PlatformTierArgs,
  parent: pulumi.Resource,
): EventLog {
  const path = logGroupName(scope.environment, "platform", "events");
  return {
    arn: createEventLog(name, { path, retentionDays: accessLogDays, keyArn: logsKey.arn }, parent),
  };
}
