import { Listener, LoadBalancer } from "@pulumi/aws/lb";
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
import { longestResponseLimitSeconds } from "../../infra/timeouts";
import type { NetworkRef } from "../network/refs";
import type { PlatformTierArgs } from "./PlatformTier";
import type { PlatformRef } from "./refs";

/**
 * The internal load balancer in front of all modules. Nothing may call it until the edge opens its security
 * group, and it answers 404 until a module has a rule.
 */
export function createLoadBalancer(
  name: string,
  args: PlatformTierArgs,
  parent: pulumi.Resource,
): PlatformRef["loadBalancer"] {
  const { network, scope } = args;
  const securityGroup = createGroup(`${name}-alb`, network, parent);
  const logs = createLogBucket(`${name}-alb-logs`, args, parent);
  const loadBalancer = new LoadBalancer(
    name,
    {
      name: `${project}-${scope.environment}`,
      loadBalancerType: "application",
      internal: true,
      securityGroups: [securityGroup.id],
      subnets: network.privateSubnetIds,
      idleTimeout: longestResponseLimitSeconds + 10,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      enableDeletionProtection: args.deletionProtection,
      accessLogs: { bucket: logs.bucket, enabled: true },
    },
    { parent, dependsOn: logs.ready },
  );
  const listener = new Listener(
    name,
    {
      loadBalancerArn: loadBalancer.arn,
      port: 80,
      protocol: "HTTP",
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
  return { arn: loadBalancer.arn, listenerArn: listener.arn, securityGroupId: securityGroup.id };
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
    { description: "Internal load balancer", vpcId: network.vpcId, tags: { Name: name } },
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
