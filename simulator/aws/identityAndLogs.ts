import { digits, physicalName } from "./identity";
import type { Models } from "./types";

export const identityAndLogsModels: Models = {
  "aws:iam/role:Role": (resource, { account }) => {
    const name = physicalName(resource, resource.inputs.name);
    const uniqueId = `AROA${digits(resource.urn, 17).toUpperCase()}`;
    return { id: name, name, arn: `arn:aws:iam::${account}:role/${name}`, uniqueId };
  },
  "aws:iam/rolePolicy:RolePolicy": (resource) => {
    const name = physicalName(resource, resource.inputs.name);
    return { id: `${String(resource.inputs.role)}:${name}`, name };
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ({ inputs }) => ({
    id: `${String(inputs.role)}/${String(inputs.policyArn)}`,
  }),
  "aws:iam/instanceProfile:InstanceProfile": (resource, { account }) => {
    const name = physicalName(resource, resource.inputs.name);
    return { id: name, name, arn: `arn:aws:iam::${account}:instance-profile/${name}` };
  },
  "aws:cloudwatch/logGroup:LogGroup": (resource, { region, account }) => {
    const name = physicalName(resource, resource.inputs.name);
    return { id: name, name, arn: `arn:aws:logs:${region}:${account}:log-group:${name}` };
  },
};
