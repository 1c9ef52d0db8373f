import { LogGroup } from "@pulumi/aws/cloudwatch";
import { SecurityGroup } from "@pulumi/aws/ec2";
import { Function as LambdaFunction } from "@pulumi/aws/lambda";
import { SecurityGroupEgressRule, SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import { functionCode, functionRuntime } from "../../infra/functions";
import { joinVpc } from "../../infra/iam/releases";
import { createRole } from "../../infra/iam/role";
import { writeLogs } from "../../infra/iam/statements";
import { functionTrust } from "../../infra/iam/trust";
import { logGroupName } from "../../infra/naming";
import { testPort } from "./loadBalancers";
import type { PlatformTierArgs } from "./PlatformTier";
import type { SmokeTestRef } from "./refs";

/** One function for all modules asks their new revisions, at the load balancers' test listeners and nowhere else. */
export function createSmokeTest(
  name: string,
  args: PlatformTierArgs,
  loadBalancerGroupId: pulumi.Output<string>,
  parent: pulumi.Resource,
): SmokeTestRef {
  const { scope, network } = args;
  const own = `${name}-smoke-test`;
  const group = createGroup(own, args, loadBalancerGroupId, parent);
  const logGroup = new LogGroup(
    own,
    {
      name: logGroupName(scope.environment, "platform", "smoke-test"),
      retentionInDays: args.accessLogDays,
      kmsKeyId: args.logsKey.arn,
    },
    { parent },
  );
  const role = createRole(
    own,
    {
      description: "Asks new revisions",
      trust: functionTrust(),
      statements: [logGroup.arn.apply((arn) => [writeLogs(arn), joinVpc()])],
    },
    scope,
    { parent },
  );
  const { arn } = new LambdaFunction(
    own,
    {
      description: "Asks new revisions whether they work, before they get traffic",
      role: role.arn,
      runtime: functionRuntime,
      architectures: ["arm64"],
      handler: "index.handler",
      code: functionCode("smoke-test"),
      memorySize: 256,
      timeout: 60,
      vpcConfig: { subnetIds: network.privateSubnetIds, securityGroupIds: [group.id] },
      loggingConfig: { logFormat: "Text", logGroup: logGroup.name },
    },
    { parent },
  );
  return { functionArn: arn };
}

function createGroup(
  name: string,
  { network }: PlatformTierArgs,
  loadBalancerGroupId: pulumi.Output<string>,
  parent: pulumi.Resource,
): SecurityGroup {
  const group = new SecurityGroup(
    name,
    { description: "Smoke tests", vpcId: network.vpcId, tags: { Name: name } },
    { parent },
  );
  const way = { ipProtocol: "tcp", fromPort: testPort, toPort: testPort };
  new SecurityGroupEgressRule(
    name,
    {
      securityGroupId: group.id,
      referencedSecurityGroupId: loadBalancerGroupId,
      description: "To the test listeners",
      ...way,
    },
    { parent },
  );
  new SecurityGroupIngressRule(
    name,
    {
      securityGroupId: loadBalancerGroupId,
      referencedSecurityGroupId: group.id,
      description: "From the smoke tests",
      ...way,
    },
    { parent },
  );
  return group;
}
