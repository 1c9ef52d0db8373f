import { physicalName } from "../identity";
import { nameRule } from "../nameRule";
import type { ResourceTypes } from "../types";

export const cloudwatchTypes: ResourceTypes = {
  "aws:cloudwatch/logGroup:LogGroup": {
    outputs: (resource, { region, account }) => {
      const name = physicalName(resource, resource.inputs.name);
      return { id: name, name, arn: `arn:aws:logs:${region}:${account}:log-group:${name}` };
    },
    replacedBy: ["logGroupClass", "name", "namePrefix"],
    name: nameRule(512, /^(?!aws\/)[.\-_/#A-Za-z0-9]+$/, "ResourceAlreadyExistsException"),
  },
};
