import { Provider } from "@pulumi/aws/provider";
import { expect } from "chai";
import { NetworkTier } from "../../../components/network/NetworkTier";
import type { NetworkConfig } from "../../../infra/config/schema/network";
import { endpointStatements, type Served } from "../../../infra/iam/endpoints";
import { policyDocument } from "../../../infra/iam/statements";
import { sharedAccount } from "../../../simulator/aws/identity";
import {
  account,
  boundary,
  build,
  keyArn,
  list,
  networkArgs,
  scope,
  statementsOf,
  trustOf,
  valueOf,
  vpcId,
} from "../../support/fixtures";
import { only, region } from "../../support/harness";

const network = (change: Partial<NetworkConfig> = {}, permissionsBoundary?: string) =>
  build(() => new NetworkTier("network", networkArgs({ scope: scope({ permissionsBoundary }), ...change })));

const policyOf = (service: Served) =>
  policyDocument(endpointStatements(service, { region, account, registry: sharedAccount }));
const inZones = (...kinds: string[]) => kinds.flatMap((kind) => [`${kind}-1`, `${kind}-2`]).join(" ");
const gateway = `com.amazonaws.${region}.s3`;

const nat = { "aws:ec2/eip:Eip": "network-1", "aws:ec2/natGateway:NatGateway": "network-1" };
const vpcChildren = {
  "aws:ec2/internetGateway:InternetGateway": "network",
  "aws:ec2/route:Route": inZones("network-private", "network-public"),
  "aws:ec2/routeTable:RouteTable": inZones("network-isolated", "network-private", "network-public"),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": inZones(
    "network-isolated",
    "network-private",
    "network-public",
  ),
  "aws:ec2/subnet:Subnet": inZones("network-isolated", "network-private", "network-public"),
  "aws:ec2/vpc:Vpc": "network",
  "aws:ec2/vpcEndpoint:VpcEndpoint": gateway,
  "awsx:ec2:Vpc": "network",
};
const fences = {
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": "network-default",
  "aws:ec2/networkAcl:NetworkAcl": "network-isolated",
};
const flows = {
  "aws:cloudwatch/logGroup:LogGroup": "network-flows",
  "aws:ec2/flowLog:FlowLog": "network-flows",
  "aws:iam/role:Role": "network-flows",
  "aws:iam/rolePolicy:RolePolicy": "network-flows",
};

describe("NetworkTier", () => {
  it("makes a VPC, fences around the isolated subnets, and flow logs", async () => {
    const { children, component } = await network();
    expect(component.type).to.equal("ai-platform:network:NetworkTier");
    expect(children).to.deep.equal(list({ ...vpcChildren, ...nat, ...fences, ...flows }));
  });

  it("has a NAT gateway in each zone where that was asked for", async () => {
    const { children } = await network({ natGateways: "per-zone" });
    const two = {
      "aws:ec2/eip:Eip": inZones("network"),
      "aws:ec2/natGateway:NatGateway": inZones("network"),
    };
    expect(children).to.deep.equal(list({ ...vpcChildren, ...two, ...fences, ...flows }));
  });

  it("makes interface endpoints with a security group each", async () => {
    const { children, graph } = await network({ interfaceEndpoints: ["logs", "kms"] });
    const [kms, logs] = [`com.amazonaws.${region}.kms`, `com.amazonaws.${region}.logs`];
    const endpoints = {
      "aws:ec2/vpcEndpoint:VpcEndpoint": `${gateway} ${kms} ${logs}`,
      "aws:ec2/securityGroup:SecurityGroup": `${kms}-sg ${logs}-sg`,
      "aws:ec2/securityGroupRule:SecurityGroupRule": `${kms}-ingress ${logs}-ingress`,
    };
    expect(children).to.deep.equal(list({ ...vpcChildren, ...nat, ...endpoints, ...fences, ...flows }));
    expect(only(graph, "aws:ec2/vpcEndpoint:VpcEndpoint", kms).inputs).to.include({
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
    });
    expect(
      only(graph, "aws:ec2/securityGroupRule:SecurityGroupRule", `${kms}-ingress`).inputs,
    ).to.deep.include({
      fromPort: 443,
      toPort: 443,
      cidrBlocks: ["10.20.0.0/16"],
    });
  });

  it("gives the S3 gateway to every route table", async () => {
    const { graph } = await network();
    const tables = graph.ofType("aws:ec2/routeTable:RouteTable").map(({ outputs }) => outputs.id);
    const { inputs } = only(graph, "aws:ec2/vpcEndpoint:VpcEndpoint", gateway);
    expect(inputs.vpcEndpointType).to.equal("Gateway");
    expect(inputs.routeTableIds).to.have.members(tables);
  });

  it("hands awsx exactly this", async () => {
    const { graph } = await network({ natGateways: "per-zone", interfaceEndpoints: ["logs"] });
    expect(only(graph, "awsx:ec2:Vpc").inputs).to.deep.equal({
      cidrBlock: "10.20.0.0/16",
      availabilityZoneNames: [`${region}a`, `${region}c`],
      availabilityZoneCidrMask: 18,
      subnetStrategy: "Auto",
      subnetSpecs: [
        { type: "Private", cidrMask: 19 },
        { type: "Isolated", cidrMask: 20 },
        { type: "Public", cidrMask: 21 },
      ],
      natGateways: { strategy: "None" },
      vpcEndpointSpecs: [
        { serviceName: gateway, vpcEndpointType: "Gateway", policy: policyOf("s3") },
        {
          serviceName: `com.amazonaws.${region}.logs`,
          vpcEndpointType: "Interface",
          policy: policyOf("logs"),
        },
      ],
      vpcEndpointStrategy: "Auto",
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { Name: "ai-platform-test" },
    });
  });

  it("takes every rule out of the default security group", async () => {
    const { graph } = await network();
    expect(only(graph, "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup").inputs).to.deep.equal({
      vpcId: only(graph, "aws:ec2/vpc:Vpc").outputs.id,
      ingress: [],
      egress: [],
    });
  });

  it("lets only MariaDB's port into the isolated subnets, and only answers out", async () => {
    const { graph } = await network();
    const { inputs } = only(graph, "aws:ec2/networkAcl:NetworkAcl");
    const rule = { ruleNo: 100, action: "allow", protocol: "tcp", cidrBlock: "10.20.0.0/16" };
    expect(inputs).to.deep.equal({
      vpcId: only(graph, "aws:ec2/vpc:Vpc").outputs.id,
      subnetIds: ["network-isolated-1", "network-isolated-2"].map(
        (name) => only(graph, "aws:ec2/subnet:Subnet", name).outputs.id,
      ),
      ingress: [{ ...rule, fromPort: 1024, toPort: 65535 }],
      egress: [{ ...rule, fromPort: 1024, toPort: 65535 }],
      tags: { Name: "network-isolated" },
    });
  });

  it("gives the isolated subnets no route out", async () => {
    const { graph } = await network();
    const tables = graph
      .ofType("aws:ec2/routeTable:RouteTable")
      .filter(({ name }) => name.startsWith("network-isolated"))
      .map(({ outputs }) => outputs.id);
    expect(tables).to.have.length(2);
    for (const { inputs } of graph.ofType("aws:ec2/route:Route"))
      expect(tables).not.to.include(inputs.routeTableId);
  });

  it("records flows into an encrypted group that expires", async () => {
    const { graph } = await network({ flowLogs: { traffic: "REJECT", retentionDays: 7 } });
    const group = only(graph, "aws:cloudwatch/logGroup:LogGroup");
    expect(group.inputs).to.deep.equal({
      name: "/ai-platform/test/network/flows",
      retentionInDays: 7,
      kmsKeyId: keyArn("logs"),
    });
    expect(only(graph, "aws:ec2/flowLog:FlowLog").inputs).to.deep.equal({
      vpcId: only(graph, "aws:ec2/vpc:Vpc").outputs.id,
      trafficType: "REJECT",
      logDestinationType: "cloud-watch-logs",
      logDestination: group.outputs.arn,
      iamRoleArn: only(graph, "aws:iam/role:Role").outputs.arn,
      maxAggregationInterval: 600,
      tags: { Name: "network-flows" },
    });
  });

  it("lets only the flow logs of this account write there, and only there", async () => {
    const { graph } = await network();
    const { inputs } = only(graph, "aws:iam/role:Role");
    expect(inputs.description).to.equal("Writes the VPC flow logs of test");
    expect(inputs).not.to.have.property("permissionsBoundary");
    expect(statementsOf(inputs.assumeRolePolicy)).to.deep.equal(
      trustOf("vpc-flow-logs.amazonaws.com", `arn:aws:ec2:${region}:${account}:vpc-flow-log/*`),
    );
    const groups = `arn:aws:logs:${region}:${account}:log-group:*`;
    const streams = `arn:aws:logs:${region}:${account}:log-group:/ai-platform/test/network/flows:*`;
    expect(statementsOf(only(graph, "aws:iam/rolePolicy:RolePolicy").inputs.policy)).to.deep.equal([
      {
        Sid: "WriteLogs",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: streams,
      },
      { Sid: "SeeLogGroups", Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: groups },
      { Sid: "SeeLogStreams", Effect: "Allow", Action: "logs:DescribeLogStreams", Resource: streams },
    ]);
  });

  it("puts its role under the permissions boundary", async () => {
    const { graph } = await network({}, boundary);
    expect(only(graph, "aws:iam/role:Role").inputs.permissionsBoundary).to.equal(boundary);
  });

  it("has no trace of flow logs where they are off", async () => {
    const { children } = await network({ flowLogs: false });
    expect(children).to.deep.equal(list({ ...vpcChildren, ...nat, ...fences }));
  });

  it("tells subnets and zones in the same order", async () => {
    const { graph, made } = await network({ availabilityZones: [`${region}b`, `${region}a`] });
    const { zones, cidr } = made as NetworkTier;
    expect({ zones, cidr }).to.deep.equal({ zones: [`${region}b`, `${region}a`], cidr: "10.20.0.0/16" });
    const zoneOf = (name: string) => only(graph, "aws:ec2/subnet:Subnet", name).inputs.availabilityZone;
    expect([zoneOf("network-private-1"), zoneOf("network-private-2")]).to.deep.equal(zones);
  });

  it("makes nothing in an adopted VPC and hands on what was given", async () => {
    const existing = {
      vpcId,
      privateSubnetIds: ["subnet-11111111", "subnet-22222222"],
      isolatedSubnetIds: ["subnet-33333333", "subnet-44444444"],
    };
    const { children, made } = await network({ existing });
    expect(children).to.deep.equal([]);
    const tier = made as NetworkTier;
    expect({
      vpcId: await valueOf(tier.vpcId),
      privateSubnetIds: await valueOf(tier.privateSubnetIds),
      isolatedSubnetIds: await valueOf(tier.isolatedSubnetIds),
    }).to.deep.equal(existing);
  });

  it("hands its provider to awsx, which inherits none", async () => {
    const program = (provider: Provider) =>
      new NetworkTier("network", networkArgs(), { providers: { aws: provider } });
    const { graph } = await build(() => program(new Provider("own", { region })));
    const own = only(graph, "pulumi:providers:aws");
    expect(only(graph, "awsx:ec2:Vpc").options.providers).to.deep.equal({
      aws: `${own.urn}::${own.outputs.id}`,
    });
    const inherited = only(graph, "aws:ec2/networkAcl:NetworkAcl").options.provider;
    expect(inherited).to.equal(`${own.urn}::${own.outputs.id}`);
  });

  it("hands on the subnets that it made", async () => {
    const { graph, made } = await network();
    const ids = (kind: string) =>
      [1, 2].map((index) => only(graph, "aws:ec2/subnet:Subnet", `network-${kind}-${index}`).outputs.id);
    const tier = made as NetworkTier;
    expect(await valueOf(tier.vpcId)).to.equal(only(graph, "aws:ec2/vpc:Vpc").outputs.id);
    expect(await valueOf(tier.privateSubnetIds)).to.deep.equal(ids("private"));
    expect(await valueOf(tier.isolatedSubnetIds)).to.deep.equal(ids("isolated"));
  });
});
