import { expect } from "chai";
import { check, record, taskDefinition } from "./given";

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

  it("hangs on one at most when a listener forwards by itself, too", () => {
    const listener = (balancer: string, port: number, group?: string) => ({
      ...{ loadBalancerArn: `arn:aws:elasticloadbalancing:r:1:loadbalancer/net/lb/${balancer}`, port },
      defaultActions: [group === undefined ? { type: "fixed-response" } : { targetGroupArn: group }],
    });
    const ask = (values: object) => () =>
      check(
        "aws:lb/listener:Listener",
        { ...values },
        record("aws:lb/listener:Listener", "old", listener("one", 1, "group")),
        record("aws:lb/listener:Listener", "plain", listener("one", 2)),
      );
    expect(ask(listener("two", 1, "group"))).to.throw("simulated AWS: TargetGroupAssociationLimit: group");
    expect(ask(listener("one", 3, "group"))).not.to.throw();
    expect(ask(listener("two", 1))).not.to.throw();
  });
});

describe("a task definition", () => {
  it("has ten containers at the most", () => {
    const of = (count: number) => () =>
      check(taskDefinition, { containerDefinitions: JSON.stringify(Array(count).fill({})) });
    expect(of(10)).not.to.throw();
    expect(of(11)).to.throw("simulated AWS: ClientException: 11 containers, at most 10");
  });
});

describe("a queue", () => {
  it("is FIFO when its name says so, and only then", () => {
    const queue = (name: string, fifoQueue?: boolean) => () =>
      check("aws:sqs/queue:Queue", { name, fifoQueue });
    for (const good of [queue("a"), queue("a", false), queue("a.fifo", true)]) expect(good).not.to.throw();
    for (const bad of [queue("a", true), queue("a.fifo"), queue("a.fifo", false)])
      expect(bad).to.throw("simulated AWS: InvalidParameterValue: ");
  });
});
