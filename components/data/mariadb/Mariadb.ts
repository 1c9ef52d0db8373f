import { Instance, ParameterGroup, SubnetGroup } from "@pulumi/aws/rds";
import * as pulumi from "@pulumi/pulumi";
import type { AlarmDestinations } from "../../../infra/alarms/createAlarm";
import type { EventLog } from "../../../infra/alarms/createEventAlarm";
import { backedUp } from "../../../infra/backups";
import { durable, kept } from "../../../infra/durability";
import { databaseIdentifier } from "../../../infra/naming";
import type { Scope } from "../../../infra/scope";
import type { KeyRef } from "../../keys/refs";
import type { NetworkRef } from "../../network/refs";
import { createClientGate } from "../clientGate";
import type { MariadbRef } from "../refs";
import { createAlarms } from "./alarms";
import { createAudit } from "./audit";
import { createLogGroups, logKinds } from "./logs";
import { createMonitoringRole } from "./monitoring";
import { serverParameters } from "./parameters";
import { serverSettings, type ServerSettings, type SharedResources } from "./settings";

export interface MariadbArgs extends ServerSettings {
  readonly scope: Scope;
  readonly network: NetworkRef;
  readonly dataKey: KeyRef;
  readonly logsKey: KeyRef;
  readonly logRetentionDays: number;
  readonly alarms: AlarmDestinations;
  readonly eventLog: EventLog;
}

const port = 3306;

/** MariaDB on RDS in the isolated subnets: TLS only, encrypted, its master password managed by RDS. */
export class Mariadb extends pulumi.ComponentResource implements MariadbRef {
  readonly hosts: pulumi.Output<string[]>;
  readonly port = port;
  readonly clientsSecurityGroupId: pulumi.Output<string>;
  readonly adminSecretArn: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: MariadbArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-platform:data:Mariadb", name, {}, opts);
    const gate = createClientGate(name, { vpcId: args.network.vpcId, ports: [port], what: "MariaDB" }, this);
    const identifier = databaseIdentifier(args.scope.environment);
    const audit = createAudit(name, args, this);
    const shared = {
      vpcSecurityGroupIds: [gate.server.id],
      parameterGroupName: createParameterGroup(name, args, this).name,
      ...(audit ? { optionGroupName: audit.name } : {}),
      ...(args.performanceInsights ? { performanceInsightsKmsKeyId: args.dataKey.arn } : {}),
      ...(args.monitoringSeconds > 0
        ? { monitoringRoleArn: createMonitoringRole(name, args.scope, this) }
        : {}),
    };
    const source = createServer(name, identifier, args, shared, this);
    createAlarms(name, args, source, this);

    this.hosts = source.address.apply((address) => [address]);
    this.clientsSecurityGroupId = gate.clients.id;
    this.adminSecretArn = source.masterUserSecrets.apply(([secret]) => secret!.secretArn);
    this.arn = source.arn;
    this.registerOutputs({
      hosts: this.hosts,
      port: this.port,
      clientsSecurityGroupId: this.clientsSecurityGroupId,
      adminSecretArn: this.adminSecretArn,
      arn: this.arn,
    });
  }
}

function createServer(
  name: string,
  identifier: string,
  args: MariadbArgs,
  shared: SharedResources,
  parent: pulumi.Resource,
): Instance {
  const subnets = new SubnetGroup(name, { subnetIds: args.network.isolatedSubnetIds }, { parent });
  return new Instance(
    name,
    {
      ...serverSettings(identifier, args),
      ...shared,
      dbSubnetGroupName: subnets.name,
      kmsKeyId: args.dataKey.arn,
      masterUserSecretKmsKeyId: args.dataKey.arn,
      tags: backedUp,
    },
    // The identifier is fixed, because RDS names its log groups after it.
    {
      parent,
      deleteBeforeReplace: true,
      dependsOn: createLogGroups(name, { ...args, identifier, kinds: logKinds(args.deletion) }, parent),
      ...durable(args.deletion),
    },
  );
}

/**
 * Without a fixed name, so that a new major version can have its group beside the old one, which is in use until the
 * maintenance window.
 */
function createParameterGroup(
  name: string,
  { version, instanceClass, deletion }: MariadbArgs,
  parent: pulumi.Resource,
): ParameterGroup {
  return new ParameterGroup(
    name,
    {
      family: `mariadb${version}`,
      description: "TLS only, UTF-8, slow queries logged",
      parameters: serverParameters(instanceClass),
    },
    { parent, ...kept(deletion) },
  );
}
