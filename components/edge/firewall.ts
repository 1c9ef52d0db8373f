import type { types } from "@pulumi/aws";
import { LogGroup } from "@pulumi/aws/cloudwatch";
import { WebAcl, WebAclAssociation, WebAclLoggingConfiguration } from "@pulumi/aws/wafv2";
import type * as pulumi from "@pulumi/pulumi";
import type { EdgeConfig } from "../../infra/config/schema/edge";
import { firewallLogGroupName, project } from "../../infra/naming";
import type { EdgeTierArgs } from "./EdgeTier";

type Rule = types.input.wafv2.WebAclRule;

/**
 * Kept by AWS (https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html), each with
 * its rules that read the body. A prompt is long (the first of them refuses more than 8 KB), quotes code and talks
 * of files and addresses, so here they only count. WAF passes over a name that a group does not have.
 */
const managedGroups: Readonly<Record<string, readonly string[]>> = {
  AWSManagedRulesAmazonIpReputationList: [],
  AWSManagedRulesKnownBadInputsRuleSet: ["JavaDeserializationRCE_BODY", "Log4JRCE_BODY", "ReactJSRCE_BODY"],
  AWSManagedRulesCommonRuleSet: [
    "SizeRestrictions_BODY",
    "CrossSiteScripting_BODY",
    "EC2MetaDataSSRF_BODY",
    "GenericLFI_BODY",
    "GenericRFI_BODY",
  ],
};

/** What a log must not hold: tokens, keys, and questions that were asked in the address. */
const redactedHeaders = ["authorization", "cookie", "x-api-key"];

/** A record also tells the words that a rule took offence at, which may be a caller's; a hash stands in for them. */
const dataProtections = [
  { field: { fieldType: "BODY" }, action: "HASH" },
  { field: { fieldType: "QUERY_STRING" }, action: "HASH" },
  { field: { fieldType: "SINGLE_HEADER", fieldKeys: redactedHeaders }, action: "HASH" },
];

export function firewallRules({ mode, requestsPerFiveMinutes }: EdgeConfig["waf"]): Rule[] {
  return [
    {
      name: "requests-per-address",
      priority: 0,
      action: { block: {} },
      statement: {
        rateBasedStatement: {
          aggregateKeyType: "IP",
          evaluationWindowSec: 300,
          limit: requestsPerFiveMinutes,
        },
      },
      visibilityConfig: visible("requests-per-address"),
    },
    ...Object.entries(managedGroups).map(([group, bodyRules], index): Rule => ({
      name: group,
      priority: index + 1,
      overrideAction: mode === "count" ? { count: {} } : { none: {} },
      statement: {
        managedRuleGroupStatement: {
          vendorName: "AWS",
          name: group,
          ruleActionOverrides: bodyRules.map((name) => ({ name, actionToUse: { count: {} } })),
        },
      },
      visibilityConfig: visible(group),
    })),
  ];
}

/** A sample would show AWS's console whole requests, tokens and all. */
function visible(metricName: string): types.input.wafv2.WebAclVisibilityConfig {
  return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: false };
}

/** In front of the whole stage, public paths included. */
export function createFirewall(
  name: string,
  args: EdgeTierArgs,
  stageArn: pulumi.Output<string>,
  parent: pulumi.Resource,
): void {
  const acl = new WebAcl(
    name,
    {
      description: `API of ${args.scope.environment}`,
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      rules: firewallRules(args.waf),
      dataProtectionConfig: { dataProtections },
      // CloudWatch knows the firewall by this name, so each environment needs its own.
      visibilityConfig: visible(`${project}-${args.scope.environment}`),
    },
    { parent },
  );
  new WebAclAssociation(name, { resourceArn: stageArn, webAclArn: acl.arn }, { parent });
  createLogs(name, args, acl, parent);
}

/** Only what was blocked or counted: everything else stands in the API's own records. */
function createLogs(name: string, args: EdgeTierArgs, acl: WebAcl, parent: pulumi.Resource): void {
  const logGroup = new LogGroup(
    `${name}-firewall`,
    {
      name: firewallLogGroupName(args.scope.environment, name),
      retentionInDays: args.logRetentionDays,
      kmsKeyId: args.logsKey.arn,
    },
    { parent },
  );
  new WebAclLoggingConfiguration(
    name,
    {
      resourceArn: acl.arn,
      logDestinationConfigs: [logGroup.arn],
      redactedFields: [
        ...redactedHeaders.map((header) => ({ singleHeader: { name: header } })),
        { queryString: {} },
        { uriPath: {} },
      ],
      loggingFilter: {
        defaultBehavior: "DROP",
        filters: [
          {
            behavior: "KEEP",
            requirement: "MEETS_ANY",
            conditions: ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT"].map((action) => ({
              actionCondition: { action },
            })),
          },
        ],
      },
    },
    { parent },
  );
}
