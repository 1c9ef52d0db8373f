import { Listener, type ListenerArgs, LoadBalancer } from "@pulumi/aws/lb";
import {
  Bucket,
  BucketLifecycleConfiguration,
  BucketServerSideEncryptionConfiguration,
} from "@pulumi/aws/s3";
import { SecurityGroup } from "@pulumi/aws/ec2";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { denyPlainTransport, loadBalancerWritesLogs } from "../../infra/iam/statements";
import { project } from "../../infra/naming";
import { closeBucket } from "../../infra/s3/closeBucket";
import { loadBalancerIdleSeconds } from "../../infra/timeouts";
import type { CertificateRef } from "../certificate/refs";
import type { NetworkRef } from "../network/refs";
import type { PlatformTierArgs } from "./PlatformTier";
import type { LoadBalancerRef, PlatformRef } from "./refs";

/** TLS 1.3 or 1.2 with forward secrecy; AWS's own default of the provider still takes TLS 1.0. */
const tlsPolicy = "ELBSecurityPolicy-TLS13-1-2-2021-06";

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
      return [number, createLoadBalancer(suffix, name, { ...args, group, logs }, parent)];
    }),
  );
  return { loadBalancers, groupId: group.id };
}

interface LoadBalancerArgs extends PlatformTierArgs {
  readonly group: SecurityGroup;
  readonly logs: LogBucket;
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
  const listener = new Listener(
    `${name}${suffix}`,
    {
      loadBalancerArn: loadBalancer.arn,
      ...transport(args.certificate),
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
  return { arn: loadBalancer.arn, listenerArn: listener.arn };
}

function transport(
  certificate: CertificateRef | undefined,
): Pick<ListenerArgs, "port" | "protocol" | "sslPolicy" | "certificateArn"> {
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

interface LogBucket {
  readonly bucket: pulumi.Output<string>;
  /** The load balancer checks at its creation that it may write. */
  readonly ready: pulumi.Resource;
}

/** Access logs can only be delivered into a bucket under S3's own key. */
function createLogBucket(name: string, args: PlatformTierArgs, parent: pulumi.Resource): LogBucket {
  const bucket = new Bucket(name, { forceDestroy: !args.deletionProtection }, { parent });
  const bucketName = { bucket: bucket.bucket };
  new BucketServerSideEncryptionConfiguration(
    name,
    { ...bucketName, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    { parent },
  );
  new BucketLifecycleConfiguration(
    name,
    {
      ...bucketName,
      rules: [{ id: "expire", status: "Enabled", filter: {}, expiration: { days: args.accessLogDays } }],
    },
    { parent },
  );
  const statements = pulumi
    .all([bucket.arn, args.scope.account])
    .apply(([arn, account]) => [loadBalancerWritesLogs(arn, account), denyPlainTransport(arn)]);
  const ready = closeBucket(name, bucket, statements, { parent });
  return { bucket: bucket.bucket, ready };
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
