import { physicalName } from "../identity";
import { nameRule } from "../nameRule";
import type { ResourceTypes } from "../types";

export const lambdaTypes: ResourceTypes = {
  "aws:lambda/function:Function": {
    outputs: (resource, { region, account }) => {
      const name = physicalName(resource, resource.inputs.name);
      const arn = `arn:aws:lambda:${region}:${account}:function:${name}`;
      const invocation = (version: string, kind: string) =>
        `arn:aws:apigateway:${region}:lambda:path/${version}/functions/${arn}/${kind}`;
      return {
        ...{ id: name, name, arn },
        invokeArn: invocation("2015-03-31", "invocations"),
        responseStreamingInvokeArn: invocation("2021-11-15", "response-streaming-invocations"),
      };
    },
    replacedBy: ["name", "packageType"],
    name: nameRule(64, /^[A-Za-z0-9_-]+$/, "ResourceConflictException"),
    holds: ["aws:ec2/securityGroup:SecurityGroup", "aws:ec2/subnet:Subnet"],
    seconds: 10,
  },
};
