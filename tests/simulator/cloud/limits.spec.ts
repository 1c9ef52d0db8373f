import { expect } from "chai";
import { modelledTypes } from "../../../simulator/aws";
import { check, record } from "./given";

type Values = Readonly<Record<string, unknown>>;

interface Rule {
  readonly type: string;
  readonly property?: string;
  readonly good: readonly string[];
  readonly bad: readonly string[];
  readonly min?: number;
  readonly max: number;
  /** Begins every name; the rest of the longest one is the letter a. */
  readonly prefix?: string;
  readonly taken?: string;
  /** What makes the same name another one. */
  readonly scope?: readonly [here: Values, elsewhere: Values];
}

const cognitoName = { good: ["a b+=,.@-_9"], bad: ["", "a/b", "a:b"] };

const rules: readonly Rule[] = [
  {
    type: "aws:apigateway/stage:Stage",
    ...{ property: "stageName", max: 128, good: ["v1", "a-B_9"], bad: ["", "a.b", "a/b", "$default"] },
    taken: "ConflictException",
    scope: [{ restApi: "api-1" }, { restApi: "api-2" }],
  },
  {
    type: "aws:apigatewayv2/vpcLink:VpcLink",
    ...{ max: 128, good: ["a", "a b/c"], bad: [""] },
  },
  {
    type: "aws:appautoscaling/policy:Policy",
    ...{ max: 256, good: ["cpu policy"], bad: ["", "정책"] },
  },
  {
    type: "aws:autoscaling/group:Group",
    ...{ max: 255, good: ["a/b!~", "9;"], bad: ["", "a:b", "a b", "그룹"], taken: "AlreadyExists" },
  },
  {
    type: "aws:cloudwatch/logGroup:LogGroup",
    ...{ max: 512, good: ["/a/B_c-d.e#9", "/aws/rds"], bad: ["", "a b", "a:b", "aws/a"] },
    taken: "ResourceAlreadyExistsException",
  },
  { type: "aws:cognito/resourceServer:ResourceServer", max: 256, ...cognitoName },
  { type: "aws:cognito/userPool:UserPool", max: 128, ...cognitoName },
  { type: "aws:cognito/userPoolClient:UserPoolClient", max: 128, ...cognitoName },
  {
    type: "aws:cognito/userPoolDomain:UserPoolDomain",
    ...{ property: "domain", max: 63, good: ["a", "a-b-9"], taken: "InvalidParameterException" },
    bad: ["", "-a", "a-", "A", "a.b", "a_b", "my-aws", "amazon-1", "cognito"],
  },
  {
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    ...{ min: 3, max: 128, good: ["abc", "A(1).b-c/d_e"], bad: ["ab", "a b c", "a:bc"] },
    taken: "InvalidLaunchTemplateName.AlreadyExistsException",
  },
  {
    type: "aws:ec2/securityGroup:SecurityGroup",
    ...{ max: 255, good: ["a", "a ._-:/()#,@[]+=&;{}!$*", "my-sg-1"], bad: ["", "sg-1", "a%", "a<b"] },
    taken: "InvalidGroup.Duplicate",
    scope: [{ vpcId: "vpc-1" }, { vpcId: "vpc-2" }],
  },
  {
    type: "aws:ecs/cluster:Cluster",
    ...{ max: 255, good: ["a-B_9"], bad: ["", "a.b", "a/b"] },
  },
  {
    type: "aws:ecs/service:Service",
    ...{ max: 255, good: ["a-B_9"], bad: ["", "a.b", "a/b"] },
    taken: "Creation of service was not idempotent",
    scope: [{ cluster: "one" }, { cluster: "two" }],
  },
  {
    type: "aws:ecs/taskDefinition:TaskDefinition",
    ...{ property: "family", max: 255, good: ["a-B_9"], bad: ["", "a.b", "a:1"] },
  },
  {
    type: "aws:iam/instanceProfile:InstanceProfile",
    ...{ max: 128, good: ["a+=,.@-_9"], bad: ["", "a b", "a/b"], taken: "EntityAlreadyExists" },
  },
  {
    type: "aws:iam/role:Role",
    ...{ max: 64, good: ["a+=,.@-_9"], bad: ["", "a b", "a/b"], taken: "EntityAlreadyExists" },
  },
  {
    type: "aws:iam/rolePolicy:RolePolicy",
    ...{ max: 128, good: ["a+=,.@-_9"], bad: ["", "a b", "a/b"] },
  },
  {
    type: "aws:kms/alias:Alias",
    ...{
      prefix: "alias/",
      max: 256,
      good: ["alias/a/B_c-9"],
      bad: ["alias/", "a", "alias/aws/a", "alias/a.b"],
    },
    taken: "AlreadyExistsException",
  },
  {
    type: "aws:lambda/function:Function",
    ...{ max: 64, good: ["a-B_9"], bad: ["", "a.b", "a b", "a:1"], taken: "ResourceConflictException" },
  },
  {
    type: "aws:lb/loadBalancer:LoadBalancer",
    ...{ max: 32, good: ["a", "a-B-9"], bad: ["", "-a", "a-", "a_b", "internal-a"] },
    taken: "DuplicateLoadBalancerName",
  },
  {
    type: "aws:lb/targetGroup:TargetGroup",
    ...{ max: 32, good: ["a", "a-B-9", "internal-a"], bad: ["", "-a", "a-", "a_b"] },
    taken: "DuplicateTargetGroupName",
  },
  {
    type: "aws:rds/instance:Instance",
    ...{ property: "identifier", max: 63, good: ["a", "a-B-9"], bad: ["", "9a", "a-", "a--b", "a_b"] },
    taken: "DBInstanceAlreadyExists",
  },
  {
    type: "aws:rds/parameterGroup:ParameterGroup",
    ...{ max: 255, good: ["a", "a-b-9"], bad: ["", "9a", "a-", "a--b", "A", "a.b"] },
    taken: "DBParameterGroupAlreadyExists",
  },
  {
    type: "aws:rds/subnetGroup:SubnetGroup",
    ...{ max: 255, good: ["a", "a b.c_d-9", "default-1"], bad: ["", "default", "9a", "A", "a/b"] },
    taken: "DBSubnetGroupAlreadyExists",
  },
  {
    type: "aws:s3/bucket:Bucket",
    ...{ property: "bucket", min: 3, max: 63, good: ["abc", "a.b-c.9", "1.2.3", "a-s3alias-1"] },
    bad: [
      ...["ab", "A-b", "a_b", "-abc", "abc-", ".abc", "abc.", "a..b", "192.168.5.4"],
      ...["xn--abc", "sthree-abc", "amzn-s3-demo-abc"],
      ...["abc-s3alias", "abc--ol-s3", "abc.mrap", "abc--x-s3", "abc--table-s3"],
    ],
    taken: "BucketAlreadyOwnedByYou",
  },
  {
    type: "aws:secretsmanager/secret:Secret",
    ...{ max: 512, good: ["a/B_+=.@-9"], bad: ["", "a b", "a:b"], taken: "ResourceExistsException" },
  },
  {
    type: "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
    ...{ max: 253, good: ["dev.a-b.internal"], bad: ["", "a b", "개발"], taken: "NamespaceAlreadyExists" },
    scope: [{ vpc: "vpc-1" }, { vpc: "vpc-2" }],
  },
  {
    type: "aws:servicediscovery/service:Service",
    ...{ max: 127, good: ["a", "_http._tcp", "qdrant-0", "a".repeat(63)] },
    bad: ["", "a-", "-a", "a b", ".a", "a.", "a..b", "a".repeat(64)],
    taken: "ServiceAlreadyExists",
    scope: [{ dnsConfig: { namespaceId: "ns-1" } }, { dnsConfig: { namespaceId: "ns-2" } }],
  },
  {
    type: "aws:wafv2/webAcl:WebAcl",
    ...{ max: 128, good: ["a-B_9"], bad: ["", "a.b", "a b"], taken: "WAFDuplicateItemException" },
    scope: [{ scope: "REGIONAL" }, { scope: "CLOUDFRONT" }],
  },
];

describe("names", () => {
  it("are those of types that are modelled", () => {
    expect(modelledTypes).to.include.members(rules.map(({ type }) => type));
  });

  for (const rule of rules) {
    const { type, property = "name", good, bad, min = 1, max, prefix = "", taken, scope } = rule;
    const [here, elsewhere] = scope ?? [{}, undefined];
    const refused = (name: string) =>
      `simulated AWS: ValidationError: ${property} "${name}" must have ${min} to`;
    // Cloud Map takes labels of 63 characters at the most.
    const start = prefix + (type.startsWith("aws:servicediscovery/service:") ? `${"a".repeat(63)}.` : "");
    const long = (length: number) => start + "a".repeat(length - start.length);

    it(`of ${type} are as AWS wants them`, () => {
      for (const name of [...good, long(max)])
        expect(() => check(type, { [property]: name }), name).not.to.throw();
      for (const name of [...bad, long(max + 1)])
        expect(() => check(type, { [property]: name }), name).to.throw(refused(name));
    });

    const [name] = good;
    const other = record(type, "old", { [property]: name, ...here });
    if (taken === undefined)
      it(`of ${type} may be the same`, () => {
        expect(() => check(type, { [property]: name, ...here }, other)).not.to.throw();
      });
    else
      it(`of ${type} are taken by one alone`, () => {
        expect(() => check(type, { [property]: name, ...here }, other)).to.throw(
          `simulated AWS: ${taken}: "${name}" is taken`,
        );
        const computed = { ...other, inputs: here, computed: { [property]: name } };
        expect(() => check(type, { [property]: name, ...here }, computed)).to.throw(taken);
        expect(() => check(type, { [property]: good[1] ?? `${name}1`, ...here }, other)).not.to.throw();
        expect(() => check(type, here, { ...other, inputs: here })).not.to.throw();
        const ofOtherType = { ...other, type: "aws:sns/topic:Topic" };
        expect(() => check(type, { [property]: name, ...here }, ofOtherType)).not.to.throw();
      });
    if (elsewhere)
      it(`of ${type} may be the same elsewhere`, () => {
        expect(() => check(type, { [property]: name, ...elsewhere }, other)).not.to.throw();
        expect(() =>
          check(type, { [property]: name }, { ...other, inputs: { [property]: name } }),
        ).not.to.throw();
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
      expect(() => check(type, values, { ...old, type: "aws:sns/topic:Topic" })).not.to.throw();
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
