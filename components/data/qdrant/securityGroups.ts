import { getManagedPrefixListOutput, type SecurityGroup } from "@pulumi/aws/ec2";
import { SecurityGroupEgressRule, SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
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
