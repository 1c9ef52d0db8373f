import { LogGroup } from "@pulumi/aws/cloudwatch";
import { SecurityGroup } from "@pulumi/aws/ec2";
import { Domain } from "@pulumi/aws/sagemaker";
import * as pulumi from "@pulumi/pulumi";
import type { WorkbenchConfig } from "../../infra/config/schema/workbench";
import { type Deletion, durable } from "../../infra/durability";
import { createRole } from "../../infra/iam/role";
import { accountOwnsKey, logsUseKey } from "../../infra/iam/statements";
import { studioTrust } from "../../infra/iam/workbench";
import { createKey } from "../../infra/kms/key";
import { project, studioDomainName, studioLogGroupName } from "../../infra/naming";
import type { Scope } from "../../infra/scope";
import type { ModuleBucketRef } from "../data/refs";
import type { KeyRef } from "../keys/refs";
import type { NetworkRef } from "../network/refs";
import { portalSettings, userSettings } from "./settings";
import { createTeam } from "./team";

export interface WorkbenchArgs extends WorkbenchConfig {
  readonly scope: Scope;
  readonly network: NetworkRef;
  readonly deletion: Deletion;
  readonly keyDeletionDays: number;
  /** By module: what teams read that name it. */
  readonly buckets: Readonly<Record<string, ModuleBucketRef>>;
}

/**
 * SageMaker Studio in the modules' network, with one JupyterLab for each team. It is a way to look at data and never a
 * way to change it: nothing of a module trusts what runs here.
 */
export class Workbench extends pulumi.ComponentResource {
  /** With the name of a team, what AWS asks for a link to its JupyterLab. */
  readonly domainId: pulumi.Output<string>;

  constructor(name: string, args: WorkbenchArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-platform:workbench:Workbench", name, {}, opts);
    const key = createWorkbenchKey(name, args, this);
    if (args.logs) createLog(name, args.logs.retentionDays, key, this);
    const domain = createDomain(name, args, key, this);
    this.domainId = domain.id;
    for (const [team, config] of Object.entries(args.teams))
      createTeam(`${name}-${team}`, { ...args, team, config, domain, key }, this);
    this.registerOutputs({ domainId: this.domainId });
  }
}

/** Of the files of all teams, and of JupyterLab's log. */
function createWorkbenchKey(
  name: string,
  { scope, deletion, keyDeletionDays }: WorkbenchArgs,
  parent: pulumi.Resource,
): KeyRef {
  const { environment, region } = scope;
  return createKey(
    name,
    {
      description: `Workbench of ${environment}`,
      alias: `alias/${project}/${environment}/workbench`,
      deletionDays: keyDeletionDays,
      policy: scope.account.apply((account) => [
        accountOwnsKey(account),
        { ...logsUseKey(region, account, "/aws/sagemaker"), Sid: "LogsUseKey0" },
      ]),
    },
    { parent, ...durable(deletion) },
  );
}

/** Studio would make it by itself, without a key and for ever; the roles of the teams may not. */
function createLog(name: string, retentionInDays: number, key: KeyRef, parent: pulumi.Resource): void {
  new LogGroup(name, { name: studioLogGroupName, retentionInDays, kmsKeyId: key.arn }, { parent });
}

function createDomain(name: string, args: WorkbenchArgs, key: KeyRef, parent: pulumi.Resource): Domain {
  const { scope, network, deletion } = args;
  const { environment, region } = scope;
  // A profile that somebody makes by hand gets these: it may do nothing, and reaches nothing.
  const role = createRole(
    `${name}-nobody`,
    {
      description: `What Studio gives whom the stack file of ${environment} does not name: no right`,
      trust: scope.account.apply((account) => studioTrust(region, account)),
      statements: [],
    },
    scope,
    { parent },
  );
  const group = new SecurityGroup(
    `${name}-nobody`,
    {
      vpcId: network.vpcId,
      description: "Workbench, for whom no team has a way",
      tags: { Name: `${name}-nobody` },
    },
    { parent },
  );
  return new Domain(
    name,
    {
      domainName: studioDomainName(environment),
      authMode: "IAM",
      appNetworkAccessType: "VpcOnly",
      vpcId: network.vpcId,
      // Another list would replace the domain; zones only come behind these.
      subnetIds: network.privateSubnetIds.apply((ids) => ids.slice(0, 2)),
      kmsKeyId: key.arn,
      // What runs has the tags of its team, so that its hours are in the costs of the environment.
      tagPropagation: "ENABLED",
      defaultUserSettings: {
        ...userSettings(args),
        executionRole: role.arn,
        securityGroups: [group.id],
        studioWebPortalSettings: portalSettings,
      },
      retentionPolicy: { homeEfsFileSystem: deletion === "protected" ? "Retain" : "Delete" },
    },
    { parent, ...durable(deletion) },
  );
}
