import { arnOf, digits, physicalName, uuid } from "../identity";
import { nameRule } from "../nameRule";
import type { ResourceTypes } from "../types";

export const ssmTypes: ResourceTypes = {
  "aws:ssm/activation:Activation": {
    outputs: (resource) => ({
      ...{ id: uuid(resource.urn), name: physicalName(resource, resource.inputs.name) },
      // It lets whoever has it register a machine; a simulated one must never be taken for a real one.
      activationCode: `simulated-activation-code-${digits(resource.urn, 20)}`,
      ...{ expired: false, registrationCount: 0 },
    }),
    replacedBy: ["description", "expirationDate", "iamRole", "name", "registrationLimit", "tags"],
    name: { ...nameRule(256, /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u), min: 0 },
  },
  "aws:ssm/parameter:Parameter": {
    outputs: (resource, place) => {
      const name = physicalName(resource, resource.inputs.name);
      return { id: name, name, arn: arnOf("ssm", place, `parameter${name}`), version: 1 };
    },
    replacedBy: ["dataType", "name"],
    name: nameRule(1011, /^[a-zA-Z0-9_.\-/]+$/, "ParameterAlreadyExists"),
  },
};
