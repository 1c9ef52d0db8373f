import { digits, physicalName } from "../identity";
import { nameRule } from "../nameRule";
import type { ResourceTypes } from "../types";

/** Each service has its own way to write itself. */
const serviceLinkedRoleNames: Readonly<Record<string, string>> = {
  "config.amazonaws.com": "AWSServiceRoleForConfig",
};

export const iamTypes: ResourceTypes = {
  "aws:iam/role:Role": {
    outputs: (resource, { account }) => {
      const name = physicalName(resource, resource.inputs.name);
      const uniqueId = `AROA${digits(resource.urn, 17).toUpperCase()}`;
      const path = typeof resource.inputs.path === "string" ? resource.inputs.path : "/";
      return { id: name, name, arn: `arn:aws:iam::${account}:role${path}${name}`, uniqueId };
    },
    replacedBy: ["name", "namePrefix", "path"],
    name: nameRule(64, /^[\w+=,.@-]+$/, "EntityAlreadyExists"),
    seconds: 10,
  },
  "aws:iam/policy:Policy": {
    outputs: (resource, { account }) => {
      const name = physicalName(resource, resource.inputs.name);
      const path = typeof resource.inputs.path === "string" ? resource.inputs.path : "/";
      const arn = `arn:aws:iam::${account}:policy${path}${name}`;
      return { id: arn, arn, name, policyId: `ANPA${digits(resource.urn, 17).toUpperCase()}` };
    },
    replacedBy: ["description", "name", "namePrefix", "path"],
    name: nameRule(128, /^[\w+=,.@-]+$/, "EntityAlreadyExists"),
  },
  "aws:iam/rolePolicy:RolePolicy": {
    outputs: (resource) => {
      const name = physicalName(resource, resource.inputs.name);
      return { id: `${String(resource.inputs.role)}:${name}`, name };
    },
    replacedBy: ["name", "namePrefix", "role"],
    name: nameRule(128, /^[\w+=,.@-]+$/),
    holds: ["aws:iam/role:Role"],
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    outputs: ({ inputs }) => ({
      id: `${String(inputs.role)}/${String(inputs.policyArn)}`,
    }),
    replacedBy: ["policyArn", "role"],
    holds: ["aws:iam/role:Role"],
  },
  "aws:iam/instanceProfile:InstanceProfile": {
    outputs: (resource, { account }) => {
      const name = physicalName(resource, resource.inputs.name);
      return { id: name, name, arn: `arn:aws:iam::${account}:instance-profile/${name}` };
    },
    replacedBy: ["name", "namePrefix", "path"],
    name: nameRule(128, /^[\w+=,.@-]+$/, "EntityAlreadyExists"),
    seconds: 10,
  },
  "aws:iam/serviceLinkedRole:ServiceLinkedRole": {
    outputs: ({ inputs, urn }, { account }) => {
      const service = String(inputs.awsServiceName);
      const name = serviceLinkedRoleNames[service] ?? `AWSServiceRoleFor${service.split(".")[0]}`;
      const arn = `arn:aws:iam::${account}:role/aws-service-role/${service}/${name}`;
      return {
        id: arn,
        name,
        arn,
        path: `/aws-service-role/${service}/`,
        uniqueId: `AROA${digits(urn, 17).toUpperCase()}`,
      };
    },
    replacedBy: ["awsServiceName", "customSuffix"],
    onlyOne: ["awsServiceName", "customSuffix"],
  },
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
    outputs: ({ inputs }, { account }) => {
      const arn = `arn:aws:iam::${account}:oidc-provider/${String(inputs.url).replace("https://", "")}`;
      return { id: arn, arn };
    },
    replacedBy: ["url"],
    name: { ...nameRule(255, /^https:\/\/[^\s?#]+$/, "EntityAlreadyExists"), property: "url" },
  },
};
