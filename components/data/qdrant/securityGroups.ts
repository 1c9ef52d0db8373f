import { getManagedPrefixListOutput, SecurityGroup } from "@pulumi/aws/ec2";
import { SecurityGroupEgressRule, SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import type { NetworkRef } from "../../network/refs";
import { ports } from "./names";

const https = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };

/** The port between nodes knows no keys, so only nodes may use it. */
export function openPeers(name: string, server: SecurityGroup, parent: pulumi.Resource): void {
  const tcp = {
    ipProtocol: "tcp",
    fromPort: ports.peers,
    toPort: ports.peers,
    securityGroupId: server.id,
    referencedSecurityGroupId: server.id,
  };
  new SecurityGroupIngressRule(`${name}-peers-in`, { ...tcp, description: "Between nodes" }, { parent });
  new SecurityGroupEgressRule(`${name}-peers-out`, { ...tcp, description: "Between nodes" }, { parent });
}

/** The nodes write snapshots to S3, and reach nothing else of the world. */
export function openSnapshots(
  name: string,
  server: SecurityGroup,
  region: string,
  parent: pulumi.Resource,
): void {
  const { id } = getManagedPrefixListOutput({ name: `com.amazonaws.${region}.s3` }, { parent });
  new SecurityGroupEgressRule(
    `${name}-snapshots`,
    { ...https, securityGroupId: server.id, description: "Snapshots to S3", prefixListId: id },
    { parent },
  );
}

/** The instances themselves take no calls; they reach AWS for their agents, images and logs. */
export function createHostGroup(name: string, network: NetworkRef, parent: pulumi.Resource): SecurityGroup {
  const group = new SecurityGroup(
    `${name}-hosts`,
    { vpcId: network.vpcId, description: "Instances of Qdrant", tags: { Name: `${name}-hosts` } },
    { parent },
  );
  new SecurityGroupEgressRule(
    `${name}-hosts-https`,
    {
      ...https,
      securityGroupId: group.id,
      description: "AWS services and image registries",
      cidrIpv4: "0.0.0.0/0",
    },
    { parent },
  );
  return group;
}
