import { arnOf, physicalName } from "../identity";
import { nameRule } from "../nameRule";
import type { ResourceTypes } from "../types";

export const schedulerTypes: ResourceTypes = {
  "aws:scheduler/scheduleGroup:ScheduleGroup": {
    outputs: (resource, place) => {
      const name = physicalName(resource, resource.inputs.name);
      return { id: name, name, arn: arnOf("scheduler", place, `schedule-group/${name}`) };
    },
    replacedBy: ["name", "namePrefix"],
    name: nameRule(64, /^[0-9a-zA-Z-_.]+$/, "ConflictException"),
  },
  "aws:scheduler/schedule:Schedule": {
    outputs: (resource, place) => {
      const name = physicalName(resource, resource.inputs.name);
      const groupName = typeof resource.inputs.groupName === "string" ? resource.inputs.groupName : "default";
      const id = `${groupName}/${name}`;
      return { id, name, groupName, arn: arnOf("scheduler", place, `schedule/${id}`) };
    },
    replacedBy: ["groupName", "name", "namePrefix"],
    name: { ...nameRule(64, /^[0-9a-zA-Z-_.]+$/, "ConflictException"), uniqueIn: ["groupName"] },
  },
};
