import { type Domain, Space, UserProfile } from "@pulumi/aws/sagemaker";
import * as pulumi from "@pulumi/pulumi";
import type { TeamConfig } from "../../infra/config/schema/workbench";
import { kept } from "../../infra/durability";
import { peopleTrust } from "../../infra/iam/breakGlass";
import { createRole, type RoleRef } from "../../infra/iam/role";
import { writeLogs } from "../../infra/iam/statements";
import {
  openJupyterLab,
  type ReadableBucket,
  readBuckets,
  runJupyterLab,
  studioTrust,
  type StudioScope,
  useVolumeKey,
} from "../../infra/iam/workbench";
import { studioLogGroupName } from "../../infra/naming";
import type { KeyRef } from "../keys/refs";
import { createTeamGroup } from "./securityGroup";
import { userSettings } from "./settings";
import type { WorkbenchArgs } from "./Workbench";

export interface TeamArgs extends WorkbenchArgs {
  readonly team: string;
  readonly config: TeamConfig;
  readonly domain: Domain;
  /** Of the files of all teams. */
  readonly key: KeyRef;
}

/** A profile with a private space, the role that runs there, and that of the people who may open it. */
export function createTeam(name: string, args: TeamArgs, parent: pulumi.Resource): void {
  const { team, config, domain, deletion } = args;
  const tags = { Owner: config.owner };
  const role = createTeamRole(name, args, parent);
  const group = createTeamGroup(name, args, parent);
  const opts = { parent, ...kept(deletion) };
  const { storageGiB } = config;
  const profile = new UserProfile(
    name,
    {
      domainId: domain.id,
      userProfileName: team,
      userSettings: {
        ...userSettings(args),
        executionRole: role.arn,
        securityGroups: [group.id],
        spaceStorageSettings: {
          defaultEbsStorageSettings: {
            defaultEbsVolumeSizeInGb: storageGiB,
            maximumEbsVolumeSizeInGb: storageGiB,
          },
        },
      },
      tags,
    },
    opts,
  );
  new Space(
    name,
    {
      domainId: domain.id,
      spaceName: team,
      ownershipSettings: { ownerUserProfileName: profile.userProfileName },
      spaceSharingSettings: { sharingType: "Private" },
      spaceSettings: {
        appType: "JupyterLab",
        spaceStorageSettings: { ebsStorageSettings: { ebsVolumeSizeInGb: storageGiB } },
      },
      tags,
    },
    // The team chooses instance and idle time in Studio, within its bounds.
    { ...opts, ignoreChanges: ["spaceSettings.jupyterLabAppSettings"] },
  );
  if (config.members.length > 0) createMembersRole(name, args, profile, parent);
}

function studioScope({ scope, domain, team }: TeamArgs): pulumi.Output<StudioScope> {
  const { region } = scope;
  return pulumi
    .all([scope.account, domain.id])
    .apply(([account, domainId]) => ({ region, account, domainId, team }));
}

function createTeamRole(name: string, args: TeamArgs, parent: pulumi.Resource): RoleRef {
  const { scope, config, instanceTypes, key, team } = args;
  const { region, environment } = scope;
  return createRole(
    name,
    {
      description: `JupyterLab of ${team} in ${environment}`,
      trust: scope.account.apply((account) => studioTrust(region, account)),
      statements: [
        studioScope(args).apply((studio) => runJupyterLab(studio, instanceTypes)),
        key.arn.apply(useVolumeKey),
        scope.account.apply((account) => [
          writeLogs(`arn:aws:logs:${region}:${account}:log-group:${studioLogGroupName}`),
        ]),
        ...(config.reads.length === 0
          ? []
          : [readable(args).apply((buckets) => readBuckets(region, buckets))]),
      ],
      tags: { Owner: config.owner },
    },
    scope,
    { parent },
  );
}

function readable({ config, buckets }: TeamArgs): pulumi.Output<ReadableBucket[]> {
  return pulumi.all(
    config.reads.map((module) => {
      const { arn, key, prefix } = buckets[module]!;
      return pulumi.all([arn, key.arn]).apply(([bucketArn, keyArn]) => ({ arn: bucketArn, keyArn, prefix }));
    }),
  );
}

/** They are known to AWS by themselves; inside, all of them are the team. */
function createMembersRole(
  name: string,
  args: TeamArgs,
  profile: UserProfile,
  parent: pulumi.Resource,
): void {
  const { scope, config, team } = args;
  createRole(
    `${name}-members`,
    {
      description: `Opens the JupyterLab of ${team} in ${scope.environment}`,
      trust: peopleTrust(config.members),
      statements: [pulumi.all([studioScope(args), profile.id]).apply(([studio]) => [openJupyterLab(studio)])],
      tags: { Owner: config.owner },
    },
    scope,
    { parent },
  );
}
