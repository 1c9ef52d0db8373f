import { arnOf, physicalName, uuid } from "../identity";
import { nameRule } from "../nameRule";
import type { ResourceTypes } from "../types";

/** Whoever has this address must say first that the messages are wanted. */
const confirmed = (protocol: unknown) => !["email", "email-json", "http", "https"].includes(String(protocol));

export const snsTypes: ResourceTypes = {
  "aws:sns/topic:Topic": {
    outputs: (resource, place) => {
      const { inputs } = resource;
      const suffix = inputs.name === undefined && inputs.fifoTopic === true ? ".fifo" : "";
      const name = `${physicalName(resource, inputs.name)}${suffix}`;
      const arn = arnOf("sns", place, name);
      return { id: arn, arn, name, owner: place.account };
    },
    replacedBy: ["fifoTopic", "name", "namePrefix"],
    // AWS gives the topic that is there.
    name: nameRule(256, /^[A-Za-z0-9_-]+(?:\.fifo)?$/),
  },
  "aws:sns/topicPolicy:TopicPolicy": {
    outputs: ({ inputs }, { account }) => ({ id: String(inputs.arn), owner: account }),
    replacedBy: ["arn"],
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    outputs: ({ urn, inputs }, { account }) => {
      const arn = `${String(inputs.topic)}:${uuid(urn)}`;
      return { id: arn, arn, ownerId: account, pendingConfirmation: !confirmed(inputs.protocol) };
    },
    replacedBy: ["endpoint", "protocol", "topic"],
  },
};
