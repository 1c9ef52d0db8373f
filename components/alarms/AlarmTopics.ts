import { Topic, TopicPolicy, TopicSubscription } from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import { ownerMark, type Severity } from "../../infra/alarms/alarm";
import type { AlarmDestinations, NotedAlarm } from "../../infra/alarms/createAlarm";
import type { ObservabilityConfig, SubscriberConfig } from "../../infra/config/schema/observability";
import { alarmsPublish } from "../../infra/iam/alarms";
import { costsPublish } from "../../infra/iam/budgets";
import { denyPlainPublishing, policyDocument } from "../../infra/iam/statements";
import { alarmName } from "../../infra/naming";
import type { Scope } from "../../infra/scope";
import type { KeyRef } from "../keys/refs";
import { createChats } from "./chats";

export interface AlarmTopicsArgs extends Pick<ObservabilityConfig, "owner" | "runbooks" | "subscribers"> {
  readonly scope: Scope;
  readonly key: KeyRef;
}

/** Where alarms go: a topic for each severity, and who hears of it. */
export class AlarmTopics extends pulumi.ComponentResource implements AlarmDestinations {
  readonly environment: string;
  readonly topics: AlarmDestinations["topics"];
  readonly owner: string | undefined;
  readonly runbooks: string | undefined;
  readonly #noted: NotedAlarm[] = [];

  constructor(name: string, args: AlarmTopicsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-platform:alarms:AlarmTopics", name, {}, opts);
    this.environment = args.scope.environment;
    this.owner = args.owner;
    this.runbooks = args.runbooks;
    this.topics = {
      critical: this.createTopic(name, "critical", args),
      warning: this.createTopic(name, "warning", args),
    };
    createChats(name, args, this.topics, this);
    const { environment, topics, owner, runbooks } = this;
    this.registerOutputs({ environment, topics, owner, runbooks });
  }

  note(alarm: NotedAlarm): void {
    this.#noted.push(alarm);
  }

  /** All alarms that tell somebody, in the order in which they were made. */
  get noted(): readonly NotedAlarm[] {
    return this.#noted;
  }

  private createTopic(name: string, severity: Severity, args: AlarmTopicsArgs): pulumi.Output<string> {
    const { scope, key, subscribers } = args;
    const own = `${name}-${severity}`;
    const topic = new Topic(
      own,
      {
        name: alarmName(scope.environment, severity),
        displayName: `${scope.environment} ${severity}`,
        kmsMasterKeyId: key.arn,
      },
      { parent: this },
    );
    const policy = pulumi.all([topic.arn, scope.account]).apply(([arn, account]) =>
      policyDocument([
        alarmsPublish(arn, account),
        // Costs are never a matter of minutes: AWS learns of them hours later.
        ...(severity === "warning" ? [costsPublish(arn, account)] : []),
        denyPlainPublishing(arn),
      ]),
    );
    const topicPolicy = new TopicPolicy(own, { arn: topic.arn, policy }, { parent: this });
    for (const [who, subscriber] of Object.entries(subscribers))
      if (subscriber.email !== undefined && subscriber.severities.includes(severity))
        new TopicSubscription(
          `${own}-${who}`,
          { topic: topic.arn, protocol: "email", endpoint: subscriber.email, ...onlyOf(subscriber) },
          { parent: this },
        );
    // Who is to publish there may be asked at once whether it can.
    return pulumi.all([topic.arn, topicPolicy.id]).apply(([arn]) => arn);
  }
}

/**
 * Alarms of one owner, by what their description begins with.
 * https://docs.aws.amazon.com/sns/latest/dg/string-value-matching.html
 */
function onlyOf({ owner }: SubscriberConfig) {
  if (owner === undefined) return {};
  return {
    filterPolicyScope: "MessageBody",
    filterPolicy: JSON.stringify({ AlarmDescription: [{ prefix: ownerMark(owner) }] }),
  };
}
