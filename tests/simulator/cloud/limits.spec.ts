import { expect } from "chai";
import { modelledTypes } from "../../../simulator/aws";
import type { CloudRecord } from "../../../simulator/cloud/journal";
import { deliveryNames } from "./deliveryNames";
import { check, record } from "./given";
import { nameRules } from "./nameRules";
import { costNames } from "./nameRulesCosts";
import { securityNames } from "./nameRulesSecurity";
import { watchingNames } from "./nameRulesWatching";

type Values = Readonly<Record<string, unknown>>;

const rules = [...costNames, ...deliveryNames, ...nameRules, ...securityNames, ...watchingNames];

describe("names", () => {
  it("are those of types that are modelled", () => {
    expect(modelledTypes).to.include.members(rules.map(({ type }) => type));
  });

  for (const rule of rules) {
    const { type, property = "name", good, bad, min = 1, max, prefix = "", taken, scope, rest } = rule;
    const ask = (values: Values, ...others: CloudRecord[]) => check(type, { ...rest, ...values }, ...others);
    const [here, elsewhere] = scope ?? [{}, undefined];
    const refused = (name: string) =>
      `simulated AWS: ValidationError: ${property} "${name}" must have ${min} to`;
    // Cloud Map takes labels of 63 characters at the most.
    const start = prefix + (type.startsWith("aws:servicediscovery/service:") ? `${"a".repeat(63)}.` : "");
    const long = (length: number) => start + "a".repeat(length - start.length);

    it(`of ${type} are as AWS wants them`, () => {
      for (const name of [...good, long(max)]) expect(() => ask({ [property]: name }), name).not.to.throw();
      for (const name of [...bad, long(max + 1)])
        expect(() => ask({ [property]: name }), name).to.throw(refused(name));
    });

    const [name] = good;
    const other = record(type, "old", { [property]: name, ...here });
    if (taken === undefined)
      it(`of ${type} may be the same`, () => {
        expect(() => ask({ [property]: name, ...here }, other)).not.to.throw();
      });
    else
      it(`of ${type} are taken by one alone`, () => {
        expect(() => ask({ [property]: name, ...here }, other)).to.throw(
          `simulated AWS: ${taken}: "${name}" is taken`,
        );
        const computed = { ...other, inputs: here, computed: { [property]: name } };
        expect(() => ask({ [property]: name, ...here }, computed)).to.throw(taken);
        expect(() => ask({ [property]: good[1] ?? `${name}1`, ...here }, other)).not.to.throw();
        expect(() => ask(here, { ...other, inputs: here })).not.to.throw();
        const ofOtherType = { ...other, type: "aws:kinesis/stream:Stream" };
        expect(() => ask({ [property]: name, ...here }, ofOtherType)).not.to.throw();
      });
    if (elsewhere)
      it(`of ${type} may be the same elsewhere`, () => {
        expect(() => ask({ [property]: name, ...elsewhere }, other)).not.to.throw();
        expect(() => ask({ [property]: name }, { ...other, inputs: { [property]: name } })).not.to.throw();
      });
  }
});

describe("the name of an API", () => {
  const type = "aws:apigateway/domainName:DomainName";

  it("is a domain that no other API has", () => {
    const longest = `${"a".repeat(251)}.com`;
    for (const domainName of ["api.example.com", "*.example.com", longest])
      expect(() => check(type, { domainName }), domainName).not.to.throw();
    for (const domainName of ["", "example", "API.example.com", "-a.example.com", "a..com", `a${longest}`])
      expect(() => check(type, { domainName }), domainName).to.throw("ValidationError: domainName");
    const old = record(type, "old", { domainName: "api.example.com" });
    expect(() => check(type, old.inputs, old)).to.throw("simulated AWS: ConflictException: ");
    expect(() => check(type, { domainName: "dev.example.com" }, old)).not.to.throw();
  });
});

describe("what there is only one of", () => {
  for (const [type, keys] of [
    ["aws:apigateway/basePathMapping:BasePathMapping", ["domainName", "basePath"]],
    ["aws:apigateway/methodSettings:MethodSettings", ["restApi", "stageName", "methodPath"]],
    ["aws:apigateway/usagePlanKey:UsagePlanKey", ["usagePlanId", "keyId"]],
    ["aws:cognito/resourceServer:ResourceServer", ["userPoolId", "identifier"]],
    ["aws:ec2/subnet:Subnet", ["vpcId", "cidrBlock"]],
    ["aws:lb/listener:Listener", ["loadBalancerArn", "port"]],
    ["aws:lb/listenerRule:ListenerRule", ["listenerArn", "priority"]],
    ["aws:route53/record:Record", ["zoneId", "fqdn", "type"]],
    ["aws:wafv2/webAclAssociation:WebAclAssociation", ["resourceArn"]],
    ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", ["resourceArn"]],
  ] as const)
    it(`is ${keys.join(" and ")} of ${type}`, () => {
      const values = Object.fromEntries(keys.map((key, index) => [key, index]));
      const old = record(type, "old", values);
      expect(() => check(type, values, old)).to.throw(
        `simulated AWS: Conflict: ${old.urn} has the same ${keys.join(" and ")}`,
      );
      for (const key of keys) expect(() => check(type, { ...values, [key]: "b" }, old)).not.to.throw();
      expect(() => check(type, values)).not.to.throw();
      expect(() => check(type, values, { ...old, type: "aws:kinesis/stream:Stream" })).not.to.throw();
    });

  it("is what scans all images of an account", () => {
    const type = "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration";
    const old = record(type, "old", { scanType: "BASIC" });
    expect(() => check(type, { scanType: "ENHANCED" }, old)).to.throw("simulated AWS: Conflict: ");
  });

  it("is the setting of API Gateway for an account", () => {
    const type = "aws:apigateway/account:Account";
    const old = record(type, "old", { cloudwatchRoleArn: "arn:one" });
    expect(() => check(type, { cloudwatchRoleArn: "arn:two" }, old)).to.throw("simulated AWS: Conflict: ");
    expect(() => check(type, {}, record("aws:apigateway/restApi:RestApi", "old"))).not.to.throw();
  });

  it("is no record that says it takes the place of another", () => {
    const values = { zoneId: "Z1", fqdn: "a.example.com", type: "CNAME" };
    const old = record("aws:route53/record:Record", "old", values);
    expect(() => check(old.type, { ...values, allowOverwrite: true }, old)).not.to.throw();
    expect(() => check(old.type, { ...values, allowOverwrite: false }, old)).to.throw("Conflict");
  });
});

describe("tags", () => {
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`key-${index}`, "value"]));
  const listed = (tags: Readonly<Record<string, string>>) =>
    Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: true }));

  for (const [kind, written] of [
    ["an object", (tags: Record<string, string>) => tags],
    ["a list", listed],
  ] as const)
    it(`as ${kind} are 50 at the most, and neither long nor AWS's own`, () => {
      const tagged = (tags: Record<string, string>) => () =>
        check("aws:ec2/vpc:Vpc", { tags: written(tags) });
      expect(tagged({})).not.to.throw();
      expect(tagged(many(50))).not.to.throw();
      expect(tagged(many(51))).to.throw("simulated AWS: TooManyTags: 51 tags, at most 50");
      expect(tagged({ ["k".repeat(128)]: "v".repeat(256) })).not.to.throw();
      expect(tagged({ ["k".repeat(129)]: "v" })).to.throw(/InvalidTag: tag k+ is too long/);
      expect(tagged({ key: "v".repeat(257) })).to.throw("InvalidTag: tag key is too long");
      expect(tagged({ "AWS:one": "v" })).to.throw("InvalidTag: tag AWS:one begins as those of AWS do");
      expect(tagged({ "my-aws:one": "v" })).not.to.throw();
    });

  it("need not be there", () => {
    expect(() => check("aws:ec2/vpc:Vpc", {})).not.to.throw();
    expect(() => check("aws:ec2/vpc:Vpc", { tags: null })).not.to.throw();
  });
});
