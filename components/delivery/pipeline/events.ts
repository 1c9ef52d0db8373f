import { EventRule, EventTarget } from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import { alarmDescription } from "../../../infra/alarms/alarm";
import { type PipelineEvent, pipelineEvents } from "../../../infra/delivery/pipelineEvents";
import type { DeliveryTierArgs } from "../DeliveryTier";
import type { NotificationsRef } from "../refs";

/** A pipeline that failed, or that waits for a person, is told to those who own the pipelines. */
export function reportPipelines(
  name: string,
  { scope: { region }, owner }: DeliveryTierArgs,
  { topicArn }: NotificationsRef,
  parent: pulumi.Resource,
): void {
  for (const [what, event] of Object.entries<PipelineEvent>(pipelineEvents(region))) {
    const own = `${name}-${what}`;
    const { summary, pattern, paths, words } = event;
    const text = alarmDescription(words, { owner, runbooks: undefined });
    const rule = new EventRule(
      own,
      { description: summary, eventPattern: JSON.stringify(pattern) },
      { parent },
    );
    new EventTarget(
      own,
      {
        rule: rule.name,
        arn: topicArn,
        inputTransformer: { inputPaths: paths, inputTemplate: JSON.stringify(text) },
      },
      { parent },
    );
  }
}
