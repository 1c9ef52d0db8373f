import { DefaultSecurityGroup, FlowLog, NetworkAcl } from "@pulumi/aws/ec2";
import { LogGroup } from "@pulumi/aws/cloudwatch";
import { Vpc } from "@pulumi/awsx/ec2";
import * as pulumi from "@pulumi/pulumi";
import type { AlarmDestinations } from "../../infra/alarms/createAlarm";
import { subnetPrefixes } from "../../infra/aws/subnets";
import type { NetworkConfig } from "../../infra/config/schema/network";
import type { AllowedDomain } from "../../infra/egress/allowlist";
import type { StrictRules } from "../../infra/egress/strictRules";
import { endpointStatements, type Served, takesPolicy } from "../../infra/iam/endpoints";
import { createRole } from "../../infra/iam/role";
import { findLogGroup, policyDocument, writeLogs } from "../../infra/iam/statements";
import { serviceTrust } from "../../infra/iam/trust";
import { logGroupName, project } from "../../infra/naming";
import type { Registry } from "../../infra/registry";
import type { Scope } from "../../infra/scope";
import type { KeyRef } from "../keys/refs";
import { createDnsFirewall } from "./dnsFirewall";
import { createGateways, openPrivate } from "./gateways";
import { endpointSpecs, subnetSpecs, zoneNames } from "./layout";
import { createNetworkFirewall } from "./networkFirewall";
import type { NetworkRef } from "./refs";

export interface NetworkTierArgs extends NetworkConfig {
  readonly scope: Scope;
  /** Encrypts the records of connections and names. */
  readonly logsKey: KeyRef;
  readonly alarms: AlarmDestinations;
  /** Whose images are pulled. */
  readonly registry: pulumi.Output<Registry>;
  /** Names that may be asked for. */
  readonly allowed: readonly AllowedDomain[];
  /** What gets out where `egress.mode` is `strict`. */
  readonly strict: StrictRules;
}

/**
 * A VPC with public, private and isolated subnets in every zone, or the adopted one. Nothing can come in,
 * and nothing can go out but through the NAT gateways and endpoints.
 */
export class NetworkTier extends pulumi.ComponentResource implements NetworkRef {
  readonly vpcId: pulumi.Output<string>;
  readonly cidr: string;
  readonly zones: readonly string[];
  readonly privateSubnetIds: pulumi.Output<string[]>;
  readonly isolatedSubnetIds: pulumi.Output<string[]>;

  constructor(name: string, args: NetworkTierArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-platform:network:NetworkTier", name, {}, opts);
    this.cidr = args.cidr;
    this.zones = zoneNames(args.availabilityZones, args.scope.region);
    const subnets = args.existing ? adopted(args.existing) : this.create(name, args, opts?.providers);
    this.vpcId = subnets.vpcId;
    this.privateSubnetIds = subnets.privateSubnetIds;
    this.isolatedSubnetIds = subnets.isolatedSubnetIds;
    this.registerOutputs({
      vpcId: this.vpcId,
      cidr: this.cidr,
      zones: this.zones,
      privateSubnetIds: this.privateSubnetIds,
      isolatedSubnetIds: this.isolatedSubnetIds,
    });
  }

  private create(
    name: string,
    args: NetworkTierArgs,
    providers: pulumi.ComponentResourceOptions["providers"],
  ): Subnets {
    const vpc = new Vpc(
      name,
      {
        cidrBlock: args.cidr,
        availabilityZoneNames: [...this.zones],
        availabilityZoneCidrMask: subnetPrefixes(args.cidr).zone,
        subnetStrategy: "Auto",
        subnetSpecs: subnetSpecs(args.cidr),
        natGateways: { strategy: "None" },
        vpcEndpointSpecs: endpointSpecs(args.scope.region, args.interfaceEndpoints, (service) =>
          endpointPolicy(service, args),
        ),
        // The default strategy leaves the S3 gateway without a route table.
        vpcEndpointStrategy: "Auto",
        enableDnsHostnames: true,
        enableDnsSupport: true,
        tags: { Name: `${project}-${args.scope.environment}` },
      },
      // A remote component inherits no provider: its children would be made by the plugin's own, without our tags.
      { parent: this, ...(providers === undefined ? {} : { providers }) },
    );
    const isolatedSubnetIds = pulumi.output(vpc.isolatedSubnetIds);
    // No rules at all: what forgets to name a group can reach nothing.
    new DefaultSecurityGroup(
      `${name}-default`,
      { vpcId: vpc.vpcId, ingress: [], egress: [] },
      { parent: this },
    );
    guardIsolated(`${name}-isolated`, vpc.vpcId, isolatedSubnetIds, args.cidr, this);
    if (args.flowLogs) recordFlows(`${name}-flows`, vpc.vpcId, args.flowLogs, args, this);
    if (args.egress.mode !== "open") createDnsFirewall(name, vpc.vpcId, args, this);
    return { vpcId: vpc.vpcId, privateSubnetIds: this.openWayOut(name, vpc, args), isolatedSubnetIds };
  }

  /** The private subnets, once there is a way out of them. */
  private openWayOut(name: string, vpc: Vpc, args: NetworkTierArgs): pulumi.Output<string[]> {
    const wayOut = createGateways(name, vpc, args, this);
    const endpoints =
      args.egress.mode === "strict"
        ? createNetworkFirewall(name, vpc.vpcId, wayOut, this.zones, args, this)
        : undefined;
    const targetOf = (gateway: number) =>
      endpoints ? { vpcEndpointId: endpoints[gateway]! } : { natGatewayId: wayOut.gateways[gateway]!.id };
    return openPrivate(name, vpc, args, this.zones.length, targetOf, this);
  }
}

type Subnets = Pick<NetworkRef, "vpcId" | "privateSubnetIds" | "isolatedSubnetIds">;

function adopted(existing: NonNullable<NetworkConfig["existing"]>): Subnets {
  return {
    vpcId: pulumi.output(existing.vpcId),
    privateSubnetIds: pulumi.output(existing.privateSubnetIds),
    isolatedSubnetIds: pulumi.output(existing.isolatedSubnetIds),
  };
}

function endpointPolicy(
  service: Served,
  { scope: { account, region }, registry }: NetworkTierArgs,
): pulumi.Output<string> | undefined {
  if (!takesPolicy(service)) return undefined;
  return pulumi
    .all([account, registry])
    .apply(([own, images]) =>
      policyDocument(endpointStatements(service, { region, account: own, registry: images.account })),
    );
}

/**
 * A second fence around the databases: nothing but the VPC, and no port that a system keeps for itself. It knows no
 * connections, so what a proxy asks a database in another subnet comes back to any high port.
 */
function guardIsolated(
  name: string,
  vpcId: pulumi.Output<string>,
  subnetIds: pulumi.Output<string[]>,
  cidrBlock: string,
  parent: pulumi.Resource,
): void {
  const allow = (fromPort: number, toPort: number) => [
    { ruleNo: 100, action: "allow", protocol: "tcp", cidrBlock, fromPort, toPort },
  ];
  new NetworkAcl(
    name,
    { vpcId, subnetIds, ingress: allow(1024, 65535), egress: allow(1024, 65535), tags: { Name: name } },
    { parent },
  );
}

function recordFlows(
  name: string,
  vpcId: pulumi.Output<string>,
  { traffic, retentionDays }: Exclude<NetworkConfig["flowLogs"], false>,
  { scope, logsKey }: NetworkTierArgs,
  parent: pulumi.Resource,
): void {
  const logGroup = new LogGroup(
    name,
    {
      name: logGroupName(scope.environment, "network", "flows"),
      retentionInDays: retentionDays,
      kmsKeyId: logsKey.arn,
    },
    { parent },
  );
  const role = createRole(
    name,
    {
      description: `Writes the VPC flow logs of ${scope.environment}`,
      trust: scope.account.apply((account) =>
        serviceTrust(
          "vpc-flow-logs.amazonaws.com",
          account,
          `arn:aws:ec2:${scope.region}:${account}:vpc-flow-log/*`,
        ),
      ),
      statements: [logGroup.arn.apply((arn) => [writeLogs(arn), ...findLogGroup(arn)])],
    },
    scope,
    { parent },
  );
  new FlowLog(
    name,
    {
      vpcId,
      trafficType: traffic,
      logDestinationType: "cloud-watch-logs",
      logDestination: logGroup.arn,
      iamRoleArn: role.arn,
      maxAggregationInterval: 600,
      tags: { Name: name },
    },
    { parent },
  );
}
