import { Topic, TopicPolicy, TopicSubscription } from "@pulumi/aws/sns";
import type * as pulumi from "@pulumi/pulumi";
import { eventsPublish } from "../../../infra/iam/delivery";
import { denyPlainPublishing, policyDocument } from "../../../infra/iam/statements";
import type { KeyRef } from "../../keys/refs";
import type { DeliveryTierArgs } from "../DeliveryTier";
import type { NotificationsRef } from "../refs";

/** Mails to the owner of the pipelines, who has to confirm once that they are wanted. */
export function createNotifications(
  name: string,
  { owner }: DeliveryTierArgs,
  key: KeyRef,
  parent: pulumi.Resource,
): NotificationsRef {
  const own = `${name}-notifications`;
  const topic = new Topic(own, { displayName: "AI platform delivery", kmsMasterKeyId: key.arn }, { parent });
  new TopicPolicy(
    own,
    {
      arn: topic.arn,
      policy: topic.arn.apply((arn) => policyDocument([eventsPublish(arn), denyPlainPublishing(arn)])),
    },
    { parent },
  );
  new TopicSubscription(own, { topic: topic.arn, protocol: "email", endpoint: owner }, { parent });
  return { topicArn: topic.arn };
}
