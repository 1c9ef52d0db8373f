import { LogGroup } from "@pulumi/aws/cloudwatch";
import { SecurityGroup } from "@pulumi/aws/ec2";
import { Function as LambdaFunction } from "@pulumi/aws/lambda";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import { functionCode, functionRuntime } from "../../infra/functions";
import { joinVpc } from "../../infra/iam/releases";
import { createRole } from "../../infra/iam/role";
import { type Statement, writeLogs } from "../../infra/iam/statements";
import { functionTrust } from "../../infra/iam/trust";
import { logGroupName } from "../../infra/naming";
import type { Scope } from "../../infra/scope";
import type { KeyRef } from "../keys/refs";
import type { NetworkRef } from "../network/refs";

export interface DataFunctionArgs {
  readonly scope: Scope;
  readonly logsKey: KeyRef;
  readonly logRetentionDays: number;
  /** Its folder in functions/. */
  readonly code: string;
  readonly description: string;
  readonly timeoutSeconds: number;
  readonly statements: readonly pulumi.Input<readonly Statement[]>[];
  readonly variables?: Readonly<Record<string, pulumi.Input<string>>>;
  /** Where it stands beside servers, and the groups that let it through to them. */
  readonly inside?: { readonly network: NetworkRef; readonly clients: readonly pulumi.Output<string>[] };
}

/** A function that looks after data, with a log and a role of its own. */
export function createDataFunction(
  name: string,
  args: DataFunctionArgs,
  parent: pulumi.Resource,
): LambdaFunction {
  const { scope, inside, variables } = args;
  const logGroup = new LogGroup(
    name,
    {
      name: logGroupName(scope.environment, "data", args.code),
      retentionInDays: args.logRetentionDays,
      kmsKeyId: args.logsKey.arn,
    },
    { parent },
  );
  const role = createRole(
    name,
    {
      description: args.description,
      trust: functionTrust(),
      statements: [
        logGroup.arn.apply((arn) => [writeLogs(arn), ...(inside ? [joinVpc()] : [])]),
        ...args.statements,
      ],
    },
    scope,
    { parent },
  );
  const place = inside && placeInside(name, inside, args.description, parent);
  return new LambdaFunction(
    name,
    {
      description: args.description,
      role: role.arn,
      runtime: functionRuntime,
      architectures: ["arm64"],
      handler: "index.handler",
      code: functionCode(args.code),
      memorySize: 256,
      timeout: args.timeoutSeconds,
      loggingConfig: { logFormat: "Text", logGroup: logGroup.name },
      ...(variables ? { environment: { variables } } : {}),
      ...(place ? { vpcConfig: place.vpcConfig } : {}),
    },
    { parent, dependsOn: place ? [place.wayOut] : [] },
  );
}

/** What it asks of AWS goes out by HTTPS; to the servers it is a client like any other. */
function placeInside(
  name: string,
  { network, clients }: NonNullable<DataFunctionArgs["inside"]>,
  description: string,
  parent: pulumi.Resource,
) {
  const group = new SecurityGroup(
    name,
    { description, vpcId: network.vpcId, tags: { Name: name } },
    { parent },
  );
  const wayOut = new SecurityGroupEgressRule(
    name,
    {
      securityGroupId: group.id,
      description: "AWS services",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: "0.0.0.0/0",
    },
    { parent },
  );
  return {
    vpcConfig: { subnetIds: network.privateSubnetIds, securityGroupIds: [group.id, ...clients] },
    wayOut,
  };
}
