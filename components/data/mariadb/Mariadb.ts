import { LogGroup } from "@pulumi/aws/cloudwatch";
import { RolePolicyAttachment } from "@pulumi/aws/iam";
import { Instance, ParameterGroup, SubnetGroup } from "@pulumi/aws/rds";
import * as pulumi from "@pulumi/pulumi";
import type { MariadbConfig } from "../../../infra/config/schema/data";
import { type Deletion, durable, kept } from "../../../infra/durability";
import { createRole } from "../../../infra/iam/role";
import { serviceTrust } from "../../../infra/iam/trust";
import { project } from "../../../infra/naming";
import type { Scope } from "../../../infra/scope";
import type { KeyRef } from "../../keys/refs";
import type { NetworkRef } from "../../network/refs";
import { createClientGate } from "../clientGate";
import type { DatabaseRef } from "../refs";
import { serverParameters } from "./parameters";

export interface MariadbArgs extends MariadbConfig {
  readonly scope: Scope;
  readonly network: NetworkRef;
  readonly dataKey: KeyRef;
  readonly logsKey: KeyRef;
  readonly deletion: Deletion;
  readonly logRetentionDays: number;
}

const port = 3306;
const logKinds = ["error", "slowquery"];

/** MariaDB on RDS in the isolated subnets: TLS only, encrypted, its master password managed by RDS. */
export class Mariadb extends pulumi.ComponentResource implements DatabaseRef {
  readonly hosts: pulumi.Output<string[]>;
  readonly port = port;
  readonly clientsSecurityGroupId: pulumi.Output<string>;

  constructor(name: string, args: MariadbArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-platform:data:Mariadb", name, {}, opts);
    const gate = createClientGate(name, { vpcId: args.network.vpcId, ports: [port], what: "MariaDB" }, this);
    const identifier = `${project}-${args.scope.environment}`;
    const instance = new Instance(
      name,
      {
        ...instanceSettings(identifier, args),
        dbSubnetGroupName: new SubnetGroup(
          name,
          { subnetIds: args.network.isolatedSubnetIds },
          { parent: this },
        ).name,
        vpcSecurityGroupIds: [gate.server.id],
        parameterGroupName: createParameterGroup(name, args, this).name,
        kmsKeyId: args.dataKey.arn,
        masterUserSecretKmsKeyId: args.dataKey.arn,
        ...(args.performanceInsights ? { performanceInsightsKmsKeyId: args.dataKey.arn } : {}),
        ...(args.monitoringSeconds > 0 ? { monitoringRoleArn: createMonitoringRole(name, args, this) } : {}),
      },
      // The identifier is fixed, because RDS names its log groups after it.
      {
        parent: this,
        deleteBeforeReplace: true,
        dependsOn: createLogGroups(name, identifier, args, this),
        ...durable(args.deletion),
      },
    );
    this.hosts = instance.address.apply((address) => [address]);
    this.clientsSecurityGroupId = gate.clients.id;
    this.registerOutputs({
      hosts: this.hosts,
      port: this.port,
      clientsSecurityGroupId: this.clientsSecurityGroupId,
    });
  }
}

/** All that is plain; the provider's own defaults are no backups, no encryption and an old certificate. */
function instanceSettings(identifier: string, args: MariadbArgs) {
  const keep = args.deletion === "protected";
  return {
    identifier,
    engine: "mariadb",
    engineVersion: args.version,
    // Each version that a stack file can name is a major one, and nothing else changes it.
    allowMajorVersionUpgrade: true,
    autoMinorVersionUpgrade: true,
    instanceClass: args.instanceClass,
    multiAz: args.multiAz,
    storageType: "gp3",
    allocatedStorage: args.storageGiB,
    maxAllocatedStorage: args.maxStorageGiB,
    storageEncrypted: true,
    username: "admin",
    manageMasterUserPassword: true,
    caCertIdentifier: "rds-ca-rsa2048-g1",
    publiclyAccessible: false,
    backupRetentionPeriod: args.backupRetentionDays,
    backupWindow: args.backupWindow,
    maintenanceWindow: args.maintenanceWindow,
    copyTagsToSnapshot: true,
    enabledCloudwatchLogsExports: logKinds,
    performanceInsightsEnabled: args.performanceInsights,
    ...(args.performanceInsights ? { performanceInsightsRetentionPeriod: 7 } : {}),
    monitoringInterval: args.monitoringSeconds,
    deletionProtection: keep,
    deleteAutomatedBackups: !keep,
    skipFinalSnapshot: !keep,
    ...(keep ? { finalSnapshotIdentifier: `${identifier}-final` } : {}),
    // In prod, a change that restarts the database waits for the maintenance window.
    applyImmediately: !keep,
  };
}

/**
 * Without a fixed name, so that a new major version can have its group beside the old one, which is in use until the
 * maintenance window.
 */
function createParameterGroup(
  name: string,
  { version, deletion }: MariadbArgs,
  parent: pulumi.Resource,
): ParameterGroup {
  return new ParameterGroup(
    name,
    {
      family: `mariadb${version}`,
      description: "TLS only, UTF-8, slow queries logged",
      parameters: serverParameters(),
    },
    { parent, ...kept(deletion) },
  );
}

/** Made here first: those that RDS makes have no key and never expire. */
function createLogGroups(
  name: string,
  identifier: string,
  args: MariadbArgs,
  parent: pulumi.Resource,
): LogGroup[] {
  return logKinds.map(
    (kind) =>
      new LogGroup(
        `${name}-${kind}`,
        {
          name: `/aws/rds/instance/${identifier}/${kind}`,
          retentionInDays: args.logRetentionDays,
          kmsKeyId: args.logsKey.arn,
        },
        { parent },
      ),
  );
}

function createMonitoringRole(
  name: string,
  { scope }: MariadbArgs,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const role = createRole(
    `${name}-monitoring`,
    {
      description: "Enhanced monitoring of MariaDB",
      trust: scope.account.apply((account) => serviceTrust("monitoring.rds.amazonaws.com", account)),
      statements: [],
    },
    scope,
    { parent },
  );
  const attachment = new RolePolicyAttachment(
    `${name}-monitoring`,
    { role: role.name, policyArn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole" },
    { parent },
  );
  // RDS checks the role's rights when it is named, so its ARN is given out only after the attachment.
  return pulumi.all([role.arn, attachment.id]).apply(([arn]) => arn);
}
