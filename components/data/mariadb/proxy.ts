import { LogGroup } from "@pulumi/aws/cloudwatch";
import { SecurityGroup } from "@pulumi/aws/ec2";
import { Proxy, ProxyDefaultTargetGroup, ProxyTarget } from "@pulumi/aws/rds";
import { SecurityGroupEgressRule, SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { reservedPercent } from "../../../infra/connections";
import { databaseProxyTrust, decryptUserSecrets } from "../../../infra/iam/databaseProxy";
import { createRole, type RoleRef } from "../../../infra/iam/role";
import { readSecrets } from "../../../infra/iam/statements";
import { project } from "../../../infra/naming";
import type { Scope } from "../../../infra/scope";
import type { KeyRef } from "../../keys/refs";
import type { NetworkRef } from "../../network/refs";
import type { MariadbRef } from "../refs";

export interface ProxyArgs {
  readonly scope: Scope;
  readonly network: NetworkRef;
  readonly mariadb: MariadbRef;
  readonly logsKey: KeyRef;
  readonly logRetentionDays: number;
  /** Of everybody who may come in: the proxy logs in to the server with what a secret holds at the time. */
  readonly userSecretArns: readonly pulumi.Output<string>[];
}

/**
 * RDS Proxy in front of the server. A client of the server is one of the proxy too, and the proxy is a client of the
 * server: functions of the data tier go past it, because it knows the modules' users only.
 */
export function createProxy(
  name: string,
  args: ProxyArgs,
  parent: pulumi.Resource,
): { readonly endpoint: pulumi.Output<string> } {
  const { mariadb, network, scope } = args;
  const proxyName = `${project}-${scope.environment}`;
  const door = createDoor(name, args, parent);
  const proxy = new Proxy(
    name,
    {
      name: proxyName,
      engineFamily: "MYSQL",
      requireTls: true,
      roleArn: createProxyRole(name, args, parent).arn,
      auths: args.userSecretArns.map((secretArn) => ({
        authScheme: "SECRETS",
        iamAuth: "DISABLED",
        // What the proxy asks for by itself is MySQL's, which clients of MariaDB do not all know.
        clientPasswordAuthType: "MYSQL_NATIVE_PASSWORD",
        secretArn,
      })),
      vpcSubnetIds: network.isolatedSubnetIds,
      vpcSecurityGroupIds: [door.id, mariadb.clientsSecurityGroupId],
    },
    // The name is fixed, because RDS names the log group after it.
    { parent, deleteBeforeReplace: true, dependsOn: createLogGroup(name, proxyName, args, parent) },
  );
  const group = new ProxyDefaultTargetGroup(
    name,
    { dbProxyName: proxy.name, connectionPoolConfig: { maxConnectionsPercent: 100 - reservedPercent } },
    { parent },
  );
  const target = new ProxyTarget(
    name,
    {
      dbProxyName: proxy.name,
      targetGroupName: group.name,
      dbInstanceIdentifier: mariadb.arn.apply((arn) => arn.split(":").at(-1)!),
    },
    { parent },
  );
  // Before it has a target, nobody comes through.
  return { endpoint: pulumi.all([proxy.endpoint, target.id]).apply(([endpoint]) => endpoint) };
}

/** From the clients of the server, and from nobody else. */
function createDoor(name: string, { network, mariadb }: ProxyArgs, parent: pulumi.Resource): SecurityGroup {
  const door = new SecurityGroup(
    name,
    { vpcId: network.vpcId, description: "Proxy of MariaDB", tags: { Name: name } },
    { parent },
  );
  const tcp = { ipProtocol: "tcp", fromPort: mariadb.port, toPort: mariadb.port };
  new SecurityGroupIngressRule(
    `${name}-from-clients`,
    {
      ...tcp,
      securityGroupId: door.id,
      referencedSecurityGroupId: mariadb.clientsSecurityGroupId,
      description: "From clients of MariaDB",
    },
    { parent },
  );
  new SecurityGroupEgressRule(
    `${name}-to-proxy`,
    {
      ...tcp,
      securityGroupId: mariadb.clientsSecurityGroupId,
      referencedSecurityGroupId: door.id,
      description: "To the proxy of MariaDB",
    },
    { parent },
  );
  return door;
}

function createProxyRole(
  name: string,
  { scope, userSecretArns }: ProxyArgs,
  parent: pulumi.Resource,
): RoleRef {
  const { region, environment } = scope;
  return createRole(
    name,
    {
      description: "Proxy of MariaDB reads the modules' users",
      trust: databaseProxyTrust(),
      statements: [
        pulumi.all([...userSecretArns]).apply((arns) => [readSecrets(arns)]),
        scope.account.apply((account) => [decryptUserSecrets({ region, account, environment })]),
      ],
    },
    scope,
    { parent },
  );
}

/** Made first: the one that RDS makes has no key and never expires. */
function createLogGroup(
  name: string,
  proxyName: string,
  { logsKey, logRetentionDays }: ProxyArgs,
  parent: pulumi.Resource,
): LogGroup {
  return new LogGroup(
    name,
    { name: `/aws/rds/proxy/${proxyName}`, retentionInDays: logRetentionDays, kmsKeyId: logsKey.arn },
    { parent },
  );
}
