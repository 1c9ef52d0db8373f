import { physicalName, uuid } from "../identity";
import { nameRule } from "../nameRule";
import type { ResourceTypes } from "../types";

/** WAF writes to nothing else: https://docs.aws.amazon.com/waf/latest/developerguide/logging-destinations.html. */
const logDestination = /[:/]aws-waf-logs-/;

export const wafv2Types: ResourceTypes = {
  "aws:wafv2/webAcl:WebAcl": {
    outputs: (resource, { region, account }) => {
      const [id, name] = [uuid(resource.urn), physicalName(resource, resource.inputs.name)];
      return { id, name, arn: `arn:aws:wafv2:${region}:${account}:regional/webacl/${name}/${id}` };
    },
    replacedBy: ["name", "namePrefix", "scope"],
    name: {
      ...nameRule(128, /^[\w-]+$/, "WAFDuplicateItemException"),
      uniqueIn: ["scope"],
    },
    refusal: "WAFAssociatedItemException",
  },
  "aws:wafv2/webAclAssociation:WebAclAssociation": {
    outputs: ({ inputs }) => ({
      id: `${String(inputs.webAclArn)},${String(inputs.resourceArn)}`,
    }),
    replacedBy: ["resourceArn", "webAclArn"],
    // AWS would let a second one take the place of the first, and lose both with either; nobody wants that:
    // https://github.com/pulumi/pulumi-aws/issues/4782.
    onlyOne: ["resourceArn"],
    holds: ["aws:wafv2/webAcl:WebAcl"],
    seconds: 10,
  },
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": {
    outputs: ({ inputs }) => ({
      id: String(inputs.resourceArn),
    }),
    replacedBy: ["logDestinationConfigs", "resourceArn"],
    onlyOne: ["resourceArn"],
    fault: ({ logDestinationConfigs }) => {
      const wrong = ((logDestinationConfigs ?? []) as readonly string[]).find(
        (arn) => !logDestination.test(arn),
      );
      return wrong === undefined
        ? undefined
        : { code: "WAFInvalidParameterException", detail: `${wrong} is not called aws-waf-logs-...` };
    },
  },
};
