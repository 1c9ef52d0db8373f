import type { NameTest } from "./nameRules";

/** Of what watches, tells and guards. */
export const watchingNames: readonly NameTest[] = [
  {
    type: "aws:cloudtrail/trail:Trail",
    ...{ min: 3, max: 128, good: ["a.B-c_9", "abc"], bad: ["ab", "a b", "a--b", "-abc", "abc.", "1.2.3.4"] },
    taken: "TrailAlreadyExistsException",
  },
  {
    type: "aws:cloudwatch/eventRule:EventRule",
    ...{ max: 64, good: ["a.B-c_9"], bad: ["", "a b", "a/b"] },
  },
  {
    type: "aws:cloudwatch/eventTarget:EventTarget",
    ...{ property: "targetId", max: 64, good: ["a.B-c_9"], bad: ["", "a b", "a/b"] },
  },
  {
    type: "aws:cloudwatch/logGroup:LogGroup",
    ...{ max: 512, good: ["/a/B_c-d.e#9", "/aws/rds"], bad: ["", "a b", "a:b", "aws/a"] },
    taken: "ResourceAlreadyExistsException",
  },
  {
    type: "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
    ...{ property: "configurationName", max: 128, good: ["a-B_9"], bad: ["", "a.b", "a b"] },
    taken: "ConflictException",
  },
  {
    type: "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration",
    ...{ property: "configurationName", max: 128, good: ["a-B_9"], bad: ["", "a.b", "a b"] },
    taken: "ConflictException",
  },
  {
    type: "aws:cloudwatch/alarmMuteRule:AlarmMuteRule",
    ...{ max: 255, good: ["a b/c", "경보"], bad: ["", "a\n"] },
  },
  {
    type: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
    ...{ max: 512, good: ["a b/c", "필터"], bad: ["", "a:b", "a*"] },
    scope: [{ logGroupName: "one" }, { logGroupName: "two" }],
  },
  {
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    max: 255,
    good: ["a b/c", "경보"],
    bad: ["", "a\n", "a\t"],
  },
  {
    type: "aws:networkfirewall/firewall:Firewall",
    ...{ max: 128, good: ["a-B9"], bad: ["", "a_b", "a.b", "a b"] },
  },
  {
    type: "aws:networkfirewall/firewallPolicy:FirewallPolicy",
    ...{ max: 128, good: ["a-B9"], bad: ["", "a_b", "a.b", "a b"] },
  },
  {
    type: "aws:networkfirewall/ruleGroup:RuleGroup",
    ...{ max: 128, good: ["a-B9"], bad: ["", "a_b", "a.b", "a b"] },
  },
  {
    type: "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList",
    ...{ max: 64, good: ["a B-c_9'"], bad: ["", "1234", "a.b", "a/b"] },
  },
  {
    type: "aws:route53/resolverFirewallRule:ResolverFirewallRule",
    ...{ max: 64, good: ["a B-c_9'"], bad: ["", "1234", "a.b", "a/b"] },
    rest: { action: "ALLOW" },
  },
  {
    type: "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup",
    ...{ max: 64, good: ["a B-c_9'"], bad: ["", "1234", "a.b", "a/b"] },
  },
  {
    type: "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation",
    ...{ max: 64, good: ["a B-c_9'"], bad: ["", "1234", "a.b", "a/b"] },
    rest: { priority: 101 },
  },
  {
    type: "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig",
    ...{ max: 64, good: ["a B-c_9'"], bad: ["", "1234", "a.b", "a/b"] },
  },
  {
    type: "aws:scheduler/schedule:Schedule",
    ...{ max: 64, good: ["a.B-c_9"], bad: ["", "a b", "a/b"], taken: "ConflictException" },
    scope: [{ groupName: "default" }, { groupName: "other" }],
  },
  {
    type: "aws:sqs/queue:Queue",
    ...{ max: 80, good: ["a-B_9"], bad: ["", "a.b", "a b", ".fifo"], taken: "QueueNameExists" },
  },
  {
    type: "aws:wafv2/webAcl:WebAcl",
    ...{ max: 128, good: ["a-B_9"], bad: ["", "a.b", "a b"], taken: "WAFDuplicateItemException" },
    scope: [{ scope: "REGIONAL" }, { scope: "CLOUDFRONT" }],
  },
];
