import { arnOf, physicalName } from "../identity";
import { nameRule } from "../nameRule";
import type { ResourceTypes } from "../types";

export const sqsTypes: ResourceTypes = {
  "aws:sqs/queue:Queue": {
    outputs: (resource, place) => {
      const { inputs } = resource;
      const suffix = inputs.name === undefined && inputs.fifoQueue === true ? ".fifo" : "";
      const name = `${physicalName(resource, inputs.name)}${suffix}`;
      const url = `https://sqs.${place.region}.amazonaws.com/${place.account}/${name}`;
      return { id: url, url, name, arn: arnOf("sqs", place, name) };
    },
    replacedBy: ["fifoQueue", "name", "namePrefix"],
    // To one with the very same attributes AWS would give the queue that is there, and both would lose it with either.
    name: nameRule(80, /^[A-Za-z0-9_-]+(?:\.fifo)?$/, "QueueNameExists"),
    fault: ({ name, fifoQueue }) =>
      String(name).endsWith(".fifo") === (fifoQueue === true)
        ? undefined
        : {
            code: "InvalidParameterValue",
            detail: `${String(name)}: a FIFO queue ends with .fifo, and no other`,
          },
    seconds: 25,
  },
  "aws:sqs/queuePolicy:QueuePolicy": {
    outputs: ({ inputs }) => ({ id: String(inputs.queueUrl) }),
    replacedBy: ["queueUrl"],
    seconds: 25,
  },
};
