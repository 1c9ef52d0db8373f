import { arnOf, digits, physicalName } from "../identity";
import { nameRule } from "../nameRule";
import type { ResourceTypes } from "../types";

export const appautoscalingTypes: ResourceTypes = {
  "aws:appautoscaling/target:Target": {
    outputs: ({ inputs, urn }, place) => ({
      id: String(inputs.resourceId),
      arn: arnOf("application-autoscaling", place, `scalable-target/${digits(urn, 32)}`),
    }),
    replacedBy: ["resourceId", "scalableDimension", "serviceNamespace"],
  },
  "aws:appautoscaling/policy:Policy": {
    outputs: (resource, place) => {
      const name = physicalName(resource, resource.inputs.name);
      const target = `resource/ecs/${String(resource.inputs.resourceId)}`;
      const arn = arnOf(
        "autoscaling",
        place,
        `scalingPolicy:${digits(resource.urn, 32)}:${target}:policyName/${name}`,
      );
      return { id: name, name, arn, alarmArns: [] };
    },
    replacedBy: ["name", "resourceId", "scalableDimension", "serviceNamespace"],
    name: nameRule(256, /^[\x20-\x7e]+$/),
  },
  "aws:appautoscaling/scheduledAction:ScheduledAction": {
    outputs: (resource, place) => {
      const { inputs, urn } = resource;
      const name = physicalName(resource, inputs.name);
      const target = `resource/${String(inputs.serviceNamespace)}/${String(inputs.resourceId)}`;
      return {
        ...{ id: [name, inputs.serviceNamespace, inputs.resourceId].map(String).join("-"), name },
        arn: arnOf(
          "autoscaling",
          place,
          `scheduledAction:${digits(urn, 32)}:${target}:scheduledActionName/${name}`,
        ),
      };
    },
    replacedBy: ["name", "resourceId", "scalableDimension", "serviceNamespace"],
    name: nameRule(256, /^(?! )[^\p{Cc}:/|]+(?<! )$/u),
  },
};
