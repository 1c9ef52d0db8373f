import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { resourceTypes } from "../../../simulator/aws/resourceTypes";
import { replacedBy } from "../../../simulator/cloud/replacedBy";
import { root } from "../../support/harness";

type Inputs = Readonly<Record<string, unknown>>;

const vpc = "aws:ec2/vpc:Vpc";
const service = "aws:ecs/service:Service";
const loadBalancer = "aws:lb/loadBalancer:LoadBalancer";
const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const pool = "aws:cognito/userPool:UserPool";
const provider = "aws:ecs/capacityProvider:CapacityProvider";
const poolDomain = "aws:cognito/userPoolDomain:UserPoolDomain";

const scaled = (arn: string, more: Inputs = {}) => ({
  autoScalingGroupProvider: { autoScalingGroupArn: arn, ...more },
});
const managed = (template: Inputs = {}) => ({
  managedInstancesProvider: { instanceLaunchTemplate: template },
});
const bought = (how: string) => managed({ capacityOptionType: how });

/** Names of the inputs of a class, read from the declarations of @pulumi/aws. */
function inputsOf(type: string): string[] {
  const [, file, name] = type.split(":");
  const text = readFileSync(join(root, "node_modules/@pulumi/aws", `${file}.d.ts`), "utf8");
  const [, body] = new RegExp(`export interface ${name}Args \\{\n([^]*?)\n\\}`).exec(text)!;
  return [...body!.matchAll(/^ {4}(\w+)\??: /gm)].map(([, property]) => property!);
}

describe("what replaces a resource", () => {
  for (const [type, { replacedBy: always }] of Object.entries(resourceTypes))
    it(`names only inputs of ${type}`, () => {
      expect(inputsOf(type)).to.include.members([...always]);
      expect(new Set(always).size).to.equal(always.length);
    });

  it("is the region, for every type", () => {
    for (const type of [...Object.keys(resourceTypes), "aws:kinesis/stream:Stream"])
      expect(replacedBy(type, ["region", "another"], {}, {}), type).to.deep.equal(["region"]);
  });

  it("is what has changed, among what may not change", () => {
    expect(replacedBy(vpc, ["cidrBlock", "enableDnsSupport"], {}, {})).to.deep.equal(["cidrBlock"]);
    expect(replacedBy(vpc, ["enableDnsSupport"], {}, {})).to.deep.equal([]);
    expect(replacedBy("aws:ec2/internetGateway:InternetGateway", ["vpcId"], {}, {})).to.deep.equal([]);
  });

  const peers = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"];
  const cases: readonly (readonly [string, string, Inputs, Inputs, boolean])[] = [
    [vpc, "instanceTenancy", { instanceTenancy: "default" }, { instanceTenancy: "dedicated" }, true],
    [vpc, "instanceTenancy", {}, { instanceTenancy: "dedicated" }, true],
    [vpc, "instanceTenancy", { instanceTenancy: "dedicated" }, { instanceTenancy: "default" }, false],
    [vpc, "instanceTenancy", { instanceTenancy: "default" }, { instanceTenancy: "host" }, false],
    [vpc, "instanceTenancy", { instanceTenancy: "host" }, { instanceTenancy: "dedicated" }, false],
    [service, "capacityProviderStrategies", {}, {}, true],
    [service, "capacityProviderStrategies", {}, { forceNewDeployment: false }, true],
    [service, "capacityProviderStrategies", {}, { forceNewDeployment: true }, false],
    [service, "capacityProviderStrategies", { forceNewDeployment: true }, {}, true],
    [loadBalancer, "subnets", { loadBalancerType: "network", subnets: ["a", "b"] }, { subnets: ["a"] }, true],
    [
      loadBalancer,
      "subnets",
      { loadBalancerType: "network", subnets: ["a"] },
      { subnets: ["a", "b"] },
      false,
    ],
    [loadBalancer, "subnets", { loadBalancerType: "network", subnets: ["a"] }, {}, true],
    [loadBalancer, "subnets", { loadBalancerType: "network" }, { subnets: ["a"] }, false],
    [loadBalancer, "subnets", { loadBalancerType: "application", subnets: ["a"] }, {}, false],
    [loadBalancer, "securityGroups", { loadBalancerType: "network" }, { securityGroups: ["a"] }, true],
    [
      loadBalancer,
      "securityGroups",
      { loadBalancerType: "network", securityGroups: ["a"] },
      { securityGroups: [] },
      true,
    ],
    [
      loadBalancer,
      "securityGroups",
      { loadBalancerType: "network", securityGroups: ["a"] },
      { securityGroups: ["b"] },
      false,
    ],
    [
      loadBalancer,
      "securityGroups",
      { loadBalancerType: "network", securityGroups: [] },
      { securityGroups: undefined },
      false,
    ],
    [loadBalancer, "securityGroups", { loadBalancerType: "application" }, { securityGroups: ["a"] }, false],
    [pool, "usernameConfiguration", {}, { usernameConfiguration: { caseSensitive: true } }, true],
    [
      pool,
      "usernameConfiguration",
      { usernameConfiguration: { caseSensitive: true } },
      { usernameConfiguration: { caseSensitive: false } },
      true,
    ],
    [pool, "usernameConfiguration", {}, { usernameConfiguration: {} }, false],
    [poolDomain, "certificateArn", {}, { certificateArn: "a" }, true],
    [poolDomain, "certificateArn", { certificateArn: "a" }, {}, true],
    [poolDomain, "certificateArn", { certificateArn: "a" }, { certificateArn: "b" }, false],
    [provider, "autoScalingGroupProvider", scaled("a"), scaled("b"), true],
    [provider, "autoScalingGroupProvider", scaled("a"), scaled("a", { managedDraining: "DISABLED" }), false],
    [provider, "autoScalingGroupProvider", scaled("a"), managed(), true],
    [provider, "managedInstancesProvider", scaled("a"), managed(), true],
    [provider, "managedInstancesProvider", managed(), bought("SPOT"), true],
    [provider, "managedInstancesProvider", managed(), bought("ON_DEMAND"), false],
    [provider, "managedInstancesProvider", bought("SPOT"), managed(), false],
    [provider, "managedInstancesProvider", managed(), managed({ monitoring: "DETAILED" }), false],
    ...[ingress, egress].flatMap((type) =>
      peers.flatMap((peer) => [
        [type, peer, { [peer]: "a" }, {}, true] as const,
        [type, peer, {}, { [peer]: "a" }, true] as const,
        [type, peer, { [peer]: "a" }, { [peer]: "b" }, false] as const,
      ]),
    ),
  ];
  for (const [type, property, olds, news, replaces] of cases)
    it(`is ${replaces ? "" : "not "}${property} of ${type}, from ${JSON.stringify(olds)} to ${JSON.stringify(news)}`, () => {
      expect(inputsOf(type)).to.include(property);
      expect(replacedBy(type, [property], olds, news)).to.deep.equal(replaces ? [property] : []);
    });
});
