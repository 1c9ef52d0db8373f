import { digits, physicalName } from "../identity";
import { nameRule } from "../nameRule";
import type { ResourceTypes } from "../types";

export const secretsManagerTypes: ResourceTypes = {
  "aws:secretsmanager/secret:Secret": {
    outputs: (resource, { region, account }) => {
      const name = physicalName(resource, resource.inputs.name);
      const arn = `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${digits(resource.urn, 6)}`;
      return { id: arn, arn, name };
    },
    replacedBy: ["name", "namePrefix"],
    name: nameRule(512, /^[A-Za-z0-9/_+=.@-]+$/, "ResourceExistsException"),
  },
  "aws:secretsmanager/secretVersion:SecretVersion": {
    outputs: ({ urn, inputs }) => {
      const versionId = digits(urn, 32);
      return { id: `${String(inputs.secretId)}|${versionId}`, arn: String(inputs.secretId), versionId };
    },
    replacedBy: ["secretBinary", "secretId", "secretString", "secretStringWoVersion"],
  },
  "aws:secretsmanager/secretRotation:SecretRotation": {
    outputs: ({ inputs }) => ({ id: String(inputs.secretId), rotationEnabled: true }),
    replacedBy: ["secretId"],
  },
};
