import { Listener, type ListenerArgs, LoadBalancer } from "@pulumi/aws/lb";
import { SecurityGroup } from "@pulumi/aws/ec2";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { project } from "../../infra/naming";
import { loadBalancerIdleSeconds } from "../../infra/timeouts";
import type { CertificateRef } from "../certificate/refs";
import type { NetworkRef } from "../network/refs";
import { createLogBucket, type LogBucket } from "./accessLogs";
import type { PlatformTierArgs } from "./PlatformTier";
import type { LoadBalancerRef, PlatformRef, TestListenerRef } from "./refs";

/** TLS 1.3 or 1.2 with forward secrecy; AWS's own default of the provider still takes TLS 1.0. */
const tlsPolicy = "ELBSecurityPolicy-TLS13-1-2-2021-06";

/** Of the test listeners; nothing else on a load balancer has it. */
export const testPort = 8443;

export interface LoadBalancers {
  readonly loadBalancers: PlatformRef["loadBalancers"];
  readonly groupId: pulumi.Output<string>;
}

/**
 * The internal load balancers in front of all modules. Nobody may call them until the edge opens their security
 * group, and they answer 404 until a module has a rule.
 */
export function createLoadBalancers(
  name: string,
  args: PlatformTierArgs,
  parent: pulumi.Resource,
): LoadBalancers {
  const group = createGroup(`${name}-alb`, args.network, parent);
  const logs = createLogBucket(`${name}-alb-logs`, args, parent);
  const loadBalancers = Object.fromEntries(
    args.loadBalancers.map((number) => {
      const suffix = number === 1 ? "" : `-${number}`;
      const tested = args.testedLoadBalancers.includes(number);
      return [number, createLoadBalancer(suffix, name, { ...args, group, logs, tested }, parent)];
    }),
  );
  return { loadBalancers, groupId: group.id };
}

interface LoadBalancerArgs extends PlatformTierArgs {
  readonly group: SecurityGroup;
  readonly logs: LogBucket;
  /** Whether new revisions are asked here before they get traffic. */
  readonly tested: boolean;
}

function createLoadBalancer(
  suffix: string,
  name: string,
  args: LoadBalancerArgs,
  parent: pulumi.Resource,
): LoadBalancerRef {
  const loadBalancer = new LoadBalancer(
    `${name}${suffix}`,
    {
      name: `${project}-${args.scope.environment}${suffix}`,
      loadBalancerType: "application",
      internal: true,
      securityGroups: [args.group.id],
      subnets: args.network.privateSubnetIds,
      idleTimeout: loadBalancerIdleSeconds,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      enableDeletionProtection: args.deletionProtection,
      accessLogs: { bucket: args.logs.bucket, enabled: true },
    },
    { parent, dependsOn: args.logs.ready },
  );
  const listener = createListener(
    `${name}${suffix}`,
    loadBalancer,
    transport(args.certificate),
    args,
    parent,
  );
  return {
    arn: loadBalancer.arn,
    arnSuffix: loadBalancer.arnSuffix,
    listenerArn: listener.arn,
    test: args.tested ? createTestListener(`${name}${suffix}-test`, loadBalancer, args, parent) : undefined,
  };
}

/** It leads to the revisions that have no traffic yet, and only the function of the smoke tests gets there. */
function createTestListener(
  name: string,
  loadBalancer: LoadBalancer,
  args: LoadBalancerArgs,
  parent: pulumi.Resource,
): TestListenerRef {
  const way = { ...transport(args.certificate), port: testPort };
  const { arn } = createListener(name, loadBalancer, way, args, parent);
  const { protocol } = way;
  return {
    listenerArn: arn,
    url: pulumi.interpolate`${protocol.toLowerCase()}://${loadBalancer.dnsName}:${testPort}`,
    host: args.certificate?.domain,
  };
}

function createListener(
  name: string,
  loadBalancer: LoadBalancer,
  way: Transport,
  args: LoadBalancerArgs,
  parent: pulumi.Resource,
): Listener {
  return new Listener(
    name,
    {
      loadBalancerArn: loadBalancer.arn,
      ...way,
      ...responseHeaders(args),
      defaultActions: [
        {
          type: "fixed-response",
          fixedResponse: {
            statusCode: "404",
            contentType: "application/json",
            messageBody: '{"error":"no such module"}',
          },
        },
      ],
    },
    { parent },
  );
}

type Transport = Pick<ListenerArgs, "sslPolicy" | "certificateArn"> & {
  readonly port: number;
  readonly protocol: "HTTP" | "HTTPS";
};

function transport(certificate: CertificateRef | undefined): Transport {
  return certificate === undefined
    ? { port: 80, protocol: "HTTP" }
    : { port: 443, protocol: "HTTPS", sslPolicy: tlsPolicy, certificateArn: certificate.arn };
}

/** On every answer, so that no module has to think of it: the API itself can change nothing in a stream. */
function responseHeaders({ allowedOrigin }: PlatformTierArgs): Partial<ListenerArgs> {
  return {
    routingHttpResponseServerEnabled: false,
    routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
    ...(allowedOrigin === undefined
      ? {}
      : { routingHttpResponseAccessControlAllowOriginHeaderValue: allowedOrigin }),
  };
}

function createGroup(name: string, network: NetworkRef, parent: pulumi.Resource): SecurityGroup {
  const group = new SecurityGroup(
    name,
    { description: "Internal load balancers", vpcId: network.vpcId, tags: { Name: name } },
    { parent },
  );
  // One rule per module would pass the quota of 60 rules; each module's own group decides who may enter.
  new SecurityGroupEgressRule(
    `${name}-modules`,
    {
      securityGroupId: group.id,
      description: "To the modules",
      ipProtocol: "tcp",
      fromPort: 1024,
      toPort: 65535,
      cidrIpv4: network.cidr,
    },
    { parent },
  );
  return group;
}
