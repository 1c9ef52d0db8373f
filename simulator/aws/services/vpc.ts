import { digits } from "../identity";
import type { ResourceTypes } from "../types";
import { ec2, tie } from "./ec2";

export const vpcTypes: ResourceTypes = {
  "aws:ec2/vpc:Vpc": {
    outputs: ec2("vpc", "vpc", (id) => ({
      mainRouteTableId: `rtb-${digits(id, 17)}`,
      defaultSecurityGroupId: `sg-${digits(id, 17)}`,
      defaultNetworkAclId: `acl-${digits(id, 17)}`,
    })),
    replacedBy: ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"],
    replacedIf: (olds, news) =>
      (olds.instanceTenancy ?? "default") === "default" && news.instanceTenancy === "dedicated"
        ? ["instanceTenancy"]
        : [],
  },
  "aws:ec2/subnet:Subnet": {
    outputs: ec2("subnet", "subnet"),
    replacedBy: ["availabilityZone", "availabilityZoneId", "cidrBlock", "ipv6Native", "outpostArn", "vpcId"],
    onlyOne: ["vpcId", "cidrBlock"],
    holds: ["aws:ec2/vpc:Vpc"],
  },
  "aws:ec2/internetGateway:InternetGateway": {
    outputs: ec2("igw", "internet-gateway"),
    replacedBy: [],
    holds: ["aws:ec2/vpc:Vpc"],
  },
  "aws:ec2/routeTable:RouteTable": {
    outputs: ec2("rtb", "route-table"),
    replacedBy: ["vpcId"],
    holds: ["aws:ec2/vpc:Vpc"],
  },
  "aws:ec2/route:Route": {
    outputs: tie("r-rtb"),
    replacedBy: [
      "destinationCidrBlock",
      "destinationIpv6CidrBlock",
      "destinationPrefixListId",
      "routeTableId",
    ],
  },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    outputs: tie("rtbassoc"),
    replacedBy: ["gatewayId", "subnetId"],
  },
  "aws:ec2/eip:Eip": {
    outputs: ec2("eipalloc", "elastic-ip", (id) => ({ allocationId: id, publicIp: "203.0.113.10" })),
    replacedBy: ["address", "domain", "ipamPoolId", "networkBorderGroup", "publicIpv4Pool"],
  },
  "aws:ec2/natGateway:NatGateway": {
    outputs: tie("nat"),
    replacedBy: ["allocationId", "connectivityType", "privateIp", "subnetId"],
    holds: ["aws:ec2/eip:Eip", "aws:ec2/subnet:Subnet"],
    seconds: 120,
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    outputs: ec2("vpce", "vpc-endpoint"),
    replacedBy: [
      "resourceConfigurationArn",
      "serviceName",
      "serviceNetworkArn",
      "serviceRegion",
      "vpcEndpointType",
      "vpcId",
    ],
    holds: ["aws:ec2/securityGroup:SecurityGroup", "aws:ec2/subnet:Subnet", "aws:ec2/vpc:Vpc"],
    seconds: 90,
  },
  "aws:ec2/networkAcl:NetworkAcl": {
    outputs: ec2("acl", "network-acl"),
    replacedBy: ["vpcId"],
    holds: ["aws:ec2/vpc:Vpc"],
  },
  "aws:ec2/flowLog:FlowLog": {
    outputs: ec2("fl", "vpc-flow-log"),
    replacedBy: [
      "deliverCrossAccountRole",
      "destinationOptions",
      "eniId",
      "iamRoleArn",
      "logDestination",
      "logDestinationType",
      "logFormat",
      "maxAggregationInterval",
      "subnetId",
      "trafficType",
      "transitGatewayAttachmentId",
      "transitGatewayId",
      "vpcId",
    ],
  },
};
