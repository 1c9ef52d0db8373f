import { expect } from "chai";
import { check, record } from "./given";

describe("the logs of a web ACL", () => {
  const type = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";
  const logGroup = (name: string) => `arn:aws:logs:ap-northeast-2:123456789012:log-group:${name}`;
  const logging =
    (...arns: string[]) =>
    () =>
      check(type, { logDestinationConfigs: arns });

  it("go to what is called as WAF wants it", () => {
    expect(logging(logGroup("aws-waf-logs-api"))).not.to.throw();
    expect(logging("arn:aws:s3:::aws-waf-logs-api")).not.to.throw();
    expect(logging("arn:aws:firehose:a:1:deliverystream/aws-waf-logs-api")).not.to.throw();
    for (const name of ["/api/waf", "my-aws-waf-logs-api", "aws-waf-logs"])
      expect(logging(logGroup("aws-waf-logs-api"), logGroup(name)), name).to.throw(
        `simulated AWS: WAFInvalidParameterException: ${logGroup(name)} is not called aws-waf-logs-...`,
      );
  });
});

describe("a target group", () => {
  const type = "aws:lb/listenerRule:ListenerRule";
  const rule = (balancer: string, listener: string, group: string) => ({
    listenerArn: `arn:aws:elasticloadbalancing:r:1:listener/app/lb/${balancer}/${listener}`,
    actions: [{ type: "forward", targetGroupArn: group }],
  });

  it("hangs on one load balancer at most", () => {
    const old = record(type, "old", rule("one", "1", "group"));
    expect(() => check(type, rule("two", "1", "group"), old)).to.throw(
      "simulated AWS: TargetGroupAssociationLimit: group cannot be associated with more than one load balancer",
    );
    expect(() => check(type, rule("one", "2", "group"), old)).not.to.throw();
    expect(() => check(type, rule("two", "1", "another"), old)).not.to.throw();
  });
});
