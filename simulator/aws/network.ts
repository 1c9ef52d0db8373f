import { digits } from "./identity";
import type { Model, Models } from "./types";

/** Most of EC2: an id with a prefix, and an ARN with that id. */
const ec2 =
  (prefix: string, kind: string, more: (id: string) => Record<string, unknown> = () => ({})): Model =>
  ({ urn }, { region, account }) => {
    const id = `${prefix}-${digits(urn, 17)}`;
    return { id, arn: `arn:aws:ec2:${region}:${account}:${kind}/${id}`, ...more(id) };
  };

/** What only ties two others together: an id, and nothing that anybody would ask for. */
const tie =
  (prefix: string): Model =>
  ({ urn }) => ({ id: `${prefix}-${digits(urn, 17)}` });

export const networkModels: Models = {
  "aws:ec2/vpc:Vpc": ec2("vpc", "vpc", (id) => ({
    mainRouteTableId: `rtb-${digits(id, 17)}`,
    defaultSecurityGroupId: `sg-${digits(id, 17)}`,
    defaultNetworkAclId: `acl-${digits(id, 17)}`,
  })),
  "aws:ec2/subnet:Subnet": ec2("subnet", "subnet"),
  "aws:ec2/internetGateway:InternetGateway": ec2("igw", "internet-gateway"),
  "aws:ec2/routeTable:RouteTable": ec2("rtb", "route-table"),
  "aws:ec2/route:Route": tie("r-rtb"),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": tie("rtbassoc"),
  "aws:ec2/eip:Eip": ec2("eipalloc", "elastic-ip", (id) => ({ allocationId: id, publicIp: "203.0.113.10" })),
  "aws:ec2/natGateway:NatGateway": tie("nat"),
  "aws:ec2/vpcEndpoint:VpcEndpoint": ec2("vpce", "vpc-endpoint"),
  "aws:ec2/networkAcl:NetworkAcl": ec2("acl", "network-acl"),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ec2("sg", "security-group"),
  "aws:ec2/securityGroup:SecurityGroup": ec2("sg", "security-group"),
  // The endpoints of awsx still use the older kind of rule.
  "aws:ec2/securityGroupRule:SecurityGroupRule": tie("sgrule"),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ec2("sgr", "security-group-rule"),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ec2("sgr", "security-group-rule"),
  "aws:ec2/flowLog:FlowLog": ec2("fl", "vpc-flow-log"),
  "aws:ec2/launchTemplate:LaunchTemplate": ec2("lt", "launch-template", () => ({
    latestVersion: 1,
    defaultVersion: 1,
  })),
  "aws:ebs/volume:Volume": ec2("vol", "volume"),
};
