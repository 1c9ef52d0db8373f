import { nameRule } from "../nameRule";
import type { ResourceTypes, Values } from "../types";
import { ec2, tie } from "./ec2";

export const securityGroupsTypes: ResourceTypes = {
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    outputs: ec2("sg", "security-group"),
    replacedBy: ["vpcId"],
  },
  "aws:ec2/securityGroup:SecurityGroup": {
    outputs: ec2("sg", "security-group"),
    replacedBy: ["description", "name", "namePrefix", "vpcId"],
    name: {
      ...nameRule(255, /^(?!sg-)[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]+$/, "InvalidGroup.Duplicate"),
      uniqueIn: ["vpcId"],
    },
    holds: ["aws:ec2/securityGroup:SecurityGroup", "aws:ec2/vpc:Vpc"],
  },
  // The endpoints of awsx still use the older kind of rule.
  "aws:ec2/securityGroupRule:SecurityGroupRule": {
    outputs: tie("sgrule"),
    replacedBy: [
      "cidrBlocks",
      "fromPort",
      "ipv6CidrBlocks",
      "prefixListIds",
      "protocol",
      "securityGroupId",
      "self",
      "sourceSecurityGroupId",
      "toPort",
      "type",
    ],
    // A rule of another group that names this one holds it as well, whichever way it points.
    holds: ["aws:ec2/securityGroup:SecurityGroup"],
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
    outputs: ec2("sgr", "security-group-rule"),
    replacedBy: ["securityGroupId"],
    replacedIf: peers,
    holds: ["aws:ec2/securityGroup:SecurityGroup"],
  },
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": {
    outputs: ec2("sgr", "security-group-rule"),
    replacedBy: ["securityGroupId"],
    replacedIf: peers,
    holds: ["aws:ec2/securityGroup:SecurityGroup"],
  },
};

/** A rule of a security group can change its peer, but not the kind of its peer. */
function peers(olds: Values, news: Values): readonly string[] {
  return ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"].filter(
    (property) => (olds[property] === undefined) !== (news[property] === undefined),
  );
}
