import { expect } from "chai";
import { resourceTypes } from "../../../simulator/aws/resourceTypes";
import type { CloudRecord } from "../../../simulator/cloud/journal";
import {
  checkReferences,
  checkUnused,
  goneWith,
  handlesOf,
  othersIn,
} from "../../../simulator/cloud/references";
import type { GraphNode } from "../../../simulator/graph";
import { configOf, run, runEnvironment } from "../../support/harness";
import { data } from "../data";
import { edge } from "../edge";
import { egress } from "../egress";
import { modules } from "../modules";
import { logGroup, record, taskDefinition } from "./given";

const group = "aws:ec2/securityGroup:SecurityGroup";
const ingressRule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egressRule = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";
const role = "aws:iam/role:Role";
const policy = "aws:iam/rolePolicy:RolePolicy";
const targetGroup = "aws:lb/targetGroup:TargetGroup";

/** `type user` of all that AWS refuses to delete for the sake of a user, as far as the real stacks and the examples have it. */
const inUse = [
  "aws:acm/certificate:Certificate aws:apigateway/domainName:DomainName",
  "aws:acm/certificate:Certificate aws:lb/listener:Listener",
  "aws:apigateway/deployment:Deployment aws:apigateway/stage:Stage",
  "aws:apigateway/restApi:RestApi aws:apigateway/basePathMapping:BasePathMapping",
  "aws:apigateway/stage:Stage aws:apigateway/basePathMapping:BasePathMapping",
  "aws:apigateway/stage:Stage aws:apigateway/usagePlan:UsagePlan",
  "aws:backup/plan:Plan aws:backup/selection:Selection",
  "aws:backup/restoreTestingPlan:RestoreTestingPlan aws:backup/restoreTestingSelection:RestoreTestingSelection",
  "aws:cloudwatch/eventRule:EventRule aws:cloudwatch/eventTarget:EventTarget",
  "aws:cognito/userPool:UserPool aws:cognito/userPoolDomain:UserPoolDomain",
  "aws:ec2/eip:Eip aws:ec2/natGateway:NatGateway",
  "aws:ec2/securityGroup:SecurityGroup aws:apigatewayv2/vpcLink:VpcLink",
  "aws:ec2/securityGroup:SecurityGroup aws:ec2/launchTemplate:LaunchTemplate",
  "aws:ec2/securityGroup:SecurityGroup aws:ec2/vpcEndpoint:VpcEndpoint",
  "aws:ec2/securityGroup:SecurityGroup aws:ecs/capacityProvider:CapacityProvider",
  "aws:ec2/securityGroup:SecurityGroup aws:ecs/service:Service",
  "aws:ec2/securityGroup:SecurityGroup aws:elasticache/replicationGroup:ReplicationGroup",
  "aws:ec2/securityGroup:SecurityGroup aws:elasticache/serverlessCache:ServerlessCache",
  "aws:ec2/securityGroup:SecurityGroup aws:lambda/function:Function",
  "aws:ec2/securityGroup:SecurityGroup aws:lb/loadBalancer:LoadBalancer",
  "aws:ec2/securityGroup:SecurityGroup aws:rds/instance:Instance",
  "aws:ec2/securityGroup:SecurityGroup aws:rds/proxy:Proxy",
  "aws:ec2/securityGroup:SecurityGroup aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  "aws:ec2/securityGroup:SecurityGroup aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "aws:ec2/subnet:Subnet aws:apigatewayv2/vpcLink:VpcLink",
  "aws:ec2/subnet:Subnet aws:autoscaling/group:Group",
  "aws:ec2/subnet:Subnet aws:ec2/natGateway:NatGateway",
  "aws:ec2/subnet:Subnet aws:ec2/vpcEndpoint:VpcEndpoint",
  "aws:ec2/subnet:Subnet aws:ecs/capacityProvider:CapacityProvider",
  "aws:ec2/subnet:Subnet aws:ecs/service:Service",
  "aws:ec2/subnet:Subnet aws:elasticache/serverlessCache:ServerlessCache",
  "aws:ec2/subnet:Subnet aws:lambda/function:Function",
  "aws:ec2/subnet:Subnet aws:lb/loadBalancer:LoadBalancer",
  "aws:ec2/subnet:Subnet aws:networkfirewall/firewall:Firewall",
  "aws:ec2/subnet:Subnet aws:rds/proxy:Proxy",
  "aws:ec2/vpc:Vpc aws:ec2/internetGateway:InternetGateway",
  "aws:ec2/vpc:Vpc aws:ec2/networkAcl:NetworkAcl",
  "aws:ec2/vpc:Vpc aws:ec2/routeTable:RouteTable",
  "aws:ec2/vpc:Vpc aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/vpc:Vpc aws:ec2/subnet:Subnet",
  "aws:ec2/vpc:Vpc aws:ec2/vpcEndpoint:VpcEndpoint",
  "aws:ec2/vpc:Vpc aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation",
  "aws:ecs/capacityProvider:CapacityProvider aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
  "aws:ecs/capacityProvider:CapacityProvider aws:ecs/service:Service",
  "aws:ecs/cluster:Cluster aws:ecs/capacityProvider:CapacityProvider",
  "aws:ecs/cluster:Cluster aws:ecs/service:Service",
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders aws:ecs/service:Service",
  "aws:elasticache/subnetGroup:SubnetGroup aws:elasticache/replicationGroup:ReplicationGroup",
  "aws:elasticache/userGroup:UserGroup aws:elasticache/replicationGroup:ReplicationGroup",
  "aws:elasticache/userGroup:UserGroup aws:elasticache/serverlessCache:ServerlessCache",
  "aws:iam/role:Role aws:iam/rolePolicy:RolePolicy",
  "aws:iam/role:Role aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:lb/targetGroup:TargetGroup aws:lb/listener:Listener",
  "aws:lb/targetGroup:TargetGroup aws:lb/listenerRule:ListenerRule",
  "aws:networkfirewall/firewall:Firewall aws:networkfirewall/loggingConfiguration:LoggingConfiguration",
  "aws:networkfirewall/firewallPolicy:FirewallPolicy aws:networkfirewall/firewall:Firewall",
  "aws:networkfirewall/ruleGroup:RuleGroup aws:networkfirewall/firewallPolicy:FirewallPolicy",
  "aws:rds/optionGroup:OptionGroup aws:rds/instance:Instance",
  "aws:rds/parameterGroup:ParameterGroup aws:rds/instance:Instance",
  "aws:rds/subnetGroup:SubnetGroup aws:rds/instance:Instance",
  "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList aws:route53/resolverFirewallRule:ResolverFirewallRule",
  "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup aws:route53/resolverFirewallRule:ResolverFirewallRule",
  "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation",
  "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation",
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace aws:servicediscovery/service:Service",
  "aws:servicediscovery/service:Service aws:ecs/service:Service",
  "aws:wafv2/webAcl:WebAcl aws:wafv2/webAclAssociation:WebAclAssociation",
];

const holds = (used: CloudRecord, ...users: readonly CloudRecord[]) => {
  try {
    checkUnused(used, users);
    return false;
  } catch (error) {
    expect((error as Error).message).to.match(
      /^simulated AWS: \w+(: Active stages .*)?: \S+ is in use by urn:/,
    );
    return true;
  }
};

/** `type user` of all that one of these resources holds of another. */
function heldAmong(nodes: readonly GraphNode[]): string[] {
  const records = nodes
    .filter(({ custom }) => custom)
    .map(({ urn, type, name, inputs, outputs: { id, ...computed } }) => ({
      ...{ urn, type, name, inputs, computed },
      id: String(id),
    }));
  return [...new Set(records.map(({ type }) => type))].flatMap((type) => {
    const users = records.filter((each) => each.type === type);
    return records.filter((used) => holds(used, ...users)).map((used) => `${used.type} ${type}`);
  });
}

describe("what is in use", () => {
  it("is what AWS refuses to delete, of all that dev, prod and the examples have", async () => {
    const found: string[] = [];
    for (const example of [data, edge, egress, modules]) found.push(...heldAmong((await run(example)).nodes));
    for (const stack of ["dev", "prod"] as const)
      found.push(...heldAmong((await runEnvironment(configOf(stack))).nodes));
    expect([...new Set(found)].sort()).to.deep.equal(inUse);
  });

  for (const [type, code, user, inputs] of [
    [
      ...["aws:acm/certificate:Certificate", "ResourceInUseException", "aws:lb/listener:Listener"],
      { certificateArn: "id-of-used" },
    ],
    [
      "aws:apigateway/deployment:Deployment",
      "BadRequestException: Active stages pointing to this deployment must be moved or deleted",
      ...["aws:apigateway/stage:Stage", { deployment: "id-of-used" }],
    ],
    [
      ...["aws:apigateway/restApi:RestApi", "BadRequestException"],
      ...["aws:apigateway/basePathMapping:BasePathMapping", { restApi: "id-of-used" }],
    ],
    [
      ...["aws:cognito/userPool:UserPool", "InvalidParameterException"],
      ...["aws:cognito/userPoolDomain:UserPoolDomain", { userPoolId: "id-of-used" }],
    ],
    [
      ...["aws:wafv2/webAcl:WebAcl", "WAFAssociatedItemException"],
      ...["aws:wafv2/webAclAssociation:WebAclAssociation", { webAclArn: "id-of-used" }],
    ],
    [group, "DependencyViolation", "aws:lambda/function:Function", { vpcConfig: { ids: ["id-of-used"] } }],
    [
      ...["aws:ec2/subnet:Subnet", "DependencyViolation", "aws:lambda/function:Function"],
      { vpcConfig: { ids: ["id-of-used"] } },
    ],
  ] as [string, string, string, CloudRecord["inputs"]][])
    it(`is ${type} for ${user}, in AWS's own words`, () => {
      const other = record(user, "user", inputs);
      expect(() => checkUnused(record(type, "used"), [other])).to.throw(
        `simulated AWS: ${code}: id-of-used is in use by ${other.urn}`,
      );
    });

  it("is only what is modelled", () => {
    for (const [type, { holds: held = [] }] of Object.entries(resourceTypes))
      expect(Object.keys(resourceTypes), type).to.include.members([...held]);
  });

  it("is a stage that others know by its API and its name", () => {
    const stage = record("aws:apigateway/stage:Stage", "used", { restApi: "api", stageName: "v1" });
    const plan = (apiId: string, name: string) =>
      record("aws:apigateway/usagePlan:UsagePlan", "user", {
        apiStages: [
          { apiId: "other", stage: "other" },
          { apiId, stage: name },
        ],
      });
    const mapping = (restApi: string, stageName: string) =>
      record("aws:apigateway/basePathMapping:BasePathMapping", "user", { restApi, stageName });
    for (const user of [plan, mapping]) {
      expect(holds(stage, user("api", "v1"))).to.be.true;
      expect(holds(stage, user("other", "v1"))).to.be.false;
      expect(holds(stage, user("api", "v2"))).to.be.false;
    }
    expect(() => checkUnused(stage, [plan("api", "v1")])).to.throw("BadRequestException");
    expect(holds(stage, record("aws:apigateway/usagePlan:UsagePlan", "user"))).to.be.false;
    expect(holds(stage, record(logGroup, "user", { restApi: "api", stageName: "v1" }))).to.be.false;
    expect(holds({ ...stage, type: logGroup }, plan("api", "v1"))).to.be.false;
  });

  const used = record(group, "used");
  for (const [type, inputs] of [
    [group, { ingress: [{ securityGroups: ["id-of-used"] }] }],
    ["aws:ec2/securityGroupRule:SecurityGroupRule", { sourceSecurityGroupId: "id-of-used" }],
    [ingressRule, { securityGroupId: "id-of-other", referencedSecurityGroupId: "id-of-used" }],
    [egressRule, { securityGroupId: "id-of-other", referencedSecurityGroupId: "id-of-used" }],
  ] as const)
    it(`is a security group that ${type} names, however deep`, () => {
      expect(holds(used, record(type, "user", inputs))).to.be.true;
    });

  it("is a target group of a listener, known by its ARN", () => {
    const target = record(targetGroup, "used", {}, { arn: "arn:of:used" });
    const listener = record("aws:lb/listener:Listener", "user", {
      defaultActions: [{ targetGroupArn: "arn:of:used" }],
    });
    expect(holds(target, listener)).to.be.true;
    expect(holds(target, record("aws:ecs/service:Service", "user", listener.inputs))).to.be.false;
  });

  it("is a role that a policy knows by its name", () => {
    expect(holds(record(role, "used", {}, { name: "named" }), record(policy, "user", { role: "named" }))).to
      .be.true;
  });

  it("is no security group for its own rules, but for what comes after them", () => {
    const own = [ingressRule, egressRule].map((type) =>
      record(type, "own", { securityGroupId: "id-of-used" }),
    );
    const self = record(ingressRule, "self", {
      securityGroupId: "id-of-used",
      referencedSecurityGroupId: "id-of-used",
    });
    expect(holds(used, ...own, self)).to.be.false;
    expect(holds(used, ...own, self, record(endpoint, "user", { securityGroupIds: ["id-of-used"] }))).to.be
      .true;
  });

  it("is nothing for itself, for its tags, or for a name that is the same by chance", () => {
    const own = record(group, "used", { vpcId: "id-of-used" });
    expect(holds(own, own)).to.be.false;
    for (const inputs of [{ tags: { group: "id-of-used" } }, { name: "id-of-used" }])
      expect(holds(used, record(endpoint, "user", inputs))).to.be.false;
  });

  it("is nothing without users", () => {
    expect(holds(used)).to.be.false;
    expect(holds(record(logGroup, "one"), record(policy, "user", { role: "id-of-one" }))).to.be.false;
  });
});

describe("references", () => {
  const gone = new Set(["lost"]);

  it("to what is gone are refused, at any depth", () => {
    for (const inputs of [{ a: "lost" }, { a: ["kept", "lost"] }, { a: { b: [{ c: "lost" }] } }])
      expect(() => checkReferences(inputs, gone)).to.throw(
        "simulated AWS: NotFound: there is no lost any more",
      );
  });

  it("are whole values", () => {
    const inputs = { a: "not lost", b: ["lost/1"], lost: "key", c: null, d: 1, e: true, f: undefined };
    expect(() => checkReferences(inputs, gone)).not.to.throw();
  });

  it("are neither tags nor a resource's own name", () => {
    const inputs = { name: "a", family: "a", identifier: "a", tags: { a: "a" }, bucket: "a", role: "a" };
    expect(othersIn({ type: logGroup, inputs })).to.deep.equal({ bucket: "a", role: "a" });
    expect(othersIn({ type: "aws:s3/bucket:Bucket", inputs })).to.deep.equal({ role: "a" });
  });
});

describe("handles", () => {
  it("are id, ARN and name", () => {
    const known = record(role, "one", {}, { arn: "arn", name: "name", port: 1 });
    expect([...handlesOf(known)]).to.deep.equal(["id-of-one", "arn", "name"]);
    expect([...handlesOf(record(role, "one"))]).to.deep.equal(["id-of-one"]);
  });

  it("go with the resource", () => {
    expect(goneWith(record(role, "one", { name: "a" }, { arn: "arn", name: "name" }))).to.deep.equal([
      "id-of-one",
      "arn",
    ]);
    expect(goneWith({ ...record(logGroup, "one", { name: "/one" }), id: "/one" })).to.deep.equal(["/one"]);
    expect(
      goneWith({ ...record(taskDefinition, "one", { family: "f" }, { arn: "f:1" }), id: "f" }),
    ).to.include("f:1");
  });

  it("stay when they are those of another resource", () => {
    const part = record("aws:s3/bucketVersioning:BucketVersioning", "one", { bucket: "id-of-one" });
    expect(goneWith(part)).to.deep.equal([]);
    const version = record(
      "aws:secretsmanager/secretVersion:SecretVersion",
      "one",
      { secretId: "arn" },
      { arn: "arn" },
    );
    expect(goneWith(version)).to.deep.equal(["id-of-one"]);
    const bucket = record("aws:s3/bucket:Bucket", "one", { bucket: "id-of-one" });
    expect(goneWith(bucket)).to.deep.equal(["id-of-one"]);
  });
});
