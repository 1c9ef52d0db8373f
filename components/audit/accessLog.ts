import { EventRule, EventTarget } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { type AccessKind, accessKinds, accessPatterns } from "../../infra/audit/access";
import { accessAlarms } from "../../infra/audit/accessAlarms";
import { createAlarm } from "../../infra/alarms/createAlarm";
import { createEventLog } from "../../infra/alarms/createEventLog";
import type { RoleRef } from "../../infra/iam/role";
import { logGroupName } from "../../infra/naming";
import type { KeyRef } from "../keys/refs";
import type { AuditTierArgs } from "./AuditTier";

export interface AccessLogParts {
  readonly key: KeyRef;
  readonly breakGlass: RoleRef | undefined;
}

/**
 * Who unmasked logs, opened sessions and read secrets, in minutes and in one place. EventBridge tells of calls as long
 * as a trail records them. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export function createAccessLog(
  name: string,
  args: AuditTierArgs,
  { key, breakGlass }: AccessLogParts,
  parent: pulumi.Resource,
): void {
  const { scope, logRetentionDays, platform } = args;
  const path = logGroupName(scope.environment, "audit", "access");
  const logArn = createEventLog(name, { path, retentionDays: logRetentionDays, keyArn: key.arn }, parent);
  const { cluster } = platform;
  const patterns = pulumi
    .all([cluster.arn, cluster.name, breakGlass?.arn])
    .apply(([clusterArn, clusterName, breakGlassRoleArn]) =>
      accessPatterns({ clusterArn, clusterName, breakGlassRoleArn }),
    );
  for (const kind of accessKinds)
    if (kind !== "break-glass" || breakGlass)
      writeDown(
        name,
        kind,
        args,
        { eventPattern: patterns.apply((all) => JSON.stringify(all[kind])), logArn },
        parent,
      );
}

interface Written {
  readonly eventPattern: pulumi.Output<string>;
  readonly logArn: pulumi.Output<string>;
}

function writeDown(
  name: string,
  kind: AccessKind,
  { alarms }: AuditTierArgs,
  { eventPattern, logArn }: Written,
  parent: pulumi.Resource,
): void {
  const rule = new EventRule(
    `${name}-${kind}`,
    {
      description: `Access that is written down: ${kind}`,
      eventPattern,
      // Reading is not told of otherwise. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
      state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
    },
    { parent },
  );
  new EventTarget(`${name}-${kind}`, { rule: rule.name, arn: logArn }, { parent });
  const watched = accessAlarms(rule.name)[kind];
  if (watched) createAlarm(`${name}-${kind}`, { what: `access-${kind}`, ...watched }, alarms, parent);
}
