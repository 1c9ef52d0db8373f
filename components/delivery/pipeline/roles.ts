import * as pulumi from "@pulumi/pulumi";
import type { artifactNames } from "../../../infra/delivery/buildspecs";
import { artifactPath, jobLogGroupName, pipelineName, projectName } from "../../../infra/delivery/pipeline";
import { assumeRole } from "../../../infra/iam/delivery";
import {
  encryptArtifacts,
  readArtifacts,
  watchServices,
  writeArtifacts,
} from "../../../infra/iam/deliveryPipelines";
import { readState } from "../../../infra/iam/deliveryState";
import { createRole } from "../../../infra/iam/role";
import { decryptWith, type Statement, writeLogs } from "../../../infra/iam/statements";
import { serviceTrust } from "../../../infra/iam/trust";
import { moduleTags } from "../../../infra/tags";
import type { KeyRef } from "../../keys/refs";
import type { DeliveryTierArgs } from "../DeliveryTier";
import type { ArtifactsRef, ConnectionRef, NotificationsRef } from "../refs";
import { buildStatements, checkStatements, type Delivered, releaseStatements } from "../statements";

/** What pipelines are made of. */
export interface PipelineParts extends Delivered {
  readonly artifacts: ArtifactsRef;
  readonly connection: ConnectionRef;
  readonly notifications: NotificationsRef;
  /** Encrypts artifacts and logs. */
  readonly key: KeyRef;
}

type Arns = Readonly<Record<string, pulumi.Output<string>>>;

/** Roles of builds: of a module's own two by module, of the others by environment. */
export interface BuildRoles {
  readonly build: Arns;
  readonly check: Arns;
  readonly release: Arns;
  readonly smokeTest: Arns;
}

interface BuildRoleArgs {
  readonly description: string;
  /** Name of the project, or a pattern. */
  readonly project: string;
  /** Name of the log group, or a pattern. */
  readonly logGroup: string;
  /** Patterns below the bucket of artifacts. */
  readonly reads: readonly string[];
  readonly writes?: readonly string[];
  readonly statements: pulumi.Input<readonly Statement[]>;
  readonly tags?: Record<string, string>;
}

/** What a role needs to be that of a build, and no more. */
export function buildRoleArgs(
  { description, project, logGroup, reads, writes = [], statements, tags }: BuildRoleArgs,
  { scope: { region, account } }: DeliveryTierArgs,
  { artifacts, key }: PipelineParts,
) {
  const own = pulumi
    .all([account, artifacts.arn, key.arn])
    .apply(([id, bucketArn, keyArn]) => [
      writeLogs(`arn:aws:logs:${region}:${id}:log-group:${logGroup}`),
      ...readArtifacts({ bucketArn, paths: reads }),
      decryptWith([keyArn]),
      ...(writes.length === 0
        ? []
        : [writeArtifacts({ bucketArn, paths: writes }), encryptArtifacts(keyArn)]),
    ]);
  return {
    description,
    // https://docs.aws.amazon.com/codebuild/latest/userguide/cross-service-confused-deputy-prevention.html
    trust: account.apply((id) =>
      serviceTrust("codebuild.amazonaws.com", id, `arn:aws:codebuild:${region}:${id}:project/${project}`),
    ),
    statements: [own, statements],
    ...(tags === undefined ? {} : { tags }),
  };
}

/** Each kind of build has a role of its own: the code that runs in one is no more to be trusted than its author. */
export function createBuildRoles(
  name: string,
  args: DeliveryTierArgs,
  parts: PipelineParts,
  parent: pulumi.Resource,
): BuildRoles {
  const { scope, modules, environments } = args;
  const role = (kind: string, given: BuildRoleArgs) =>
    createRole(`${name}-${kind}`, buildRoleArgs(given, args, parts), scope, { parent }).arn;
  const ofModule = (kind: "build" | "check", module: string) => ({
    project: projectName(module, { kind }),
    logGroup: jobLogGroupName(scope.environment, module, { kind }),
    tags: moduleTags(module, modules[module]!.owner),
  });
  const ofEnvironment = (kind: "release" | "smokeTest", environment: string) => ({
    project: projectName("*", { kind, environment }),
    logGroup: jobLogGroupName(scope.environment, "*", { kind, environment }),
    reads: [artifactPath("", "platform"), artifactPath("", "image")],
  });
  return {
    build: each(modules, (module) =>
      role(`build-${module}`, {
        ...ofModule("build", module),
        description: `Tests and builds ${module}, by its authors' own code`,
        reads: pathsOf(module, "platform", "source"),
        writes: pathsOf(module, "image"),
        statements: buildStatements(module, parts),
      }),
    ),
    check: each(modules, (module) =>
      role(`check-${module}`, {
        ...ofModule("check", module),
        description: `Checks and signs images of ${module}`,
        reads: pathsOf(module, "platform", "image"),
        statements: checkStatements(module, parts),
      }),
    ),
    release: each(environments, (environment) =>
      role(`release-${environment}`, {
        ...ofEnvironment("release", environment),
        description: `Releases modules in ${environment}`,
        statements: releaseStatements(environment, args, parts),
      }),
    ),
    smokeTest: each(environments, (environment) =>
      role(`smoke-test-${environment}`, {
        ...ofEnvironment("smokeTest", environment),
        description: `Sees whether releases run in ${environment}`,
        statements: smokeTestStatements(environment, args),
      }),
    ),
  };
}

function pathsOf(module: string, ...artifacts: readonly (keyof typeof artifactNames)[]): string[] {
  return artifacts.map((artifact) => artifactPath(pipelineName(module), artifact));
}

function smokeTestStatements(
  environment: string,
  { scope: { region, account }, state, environments }: DeliveryTierArgs,
) {
  const { role } = environments[environment]!;
  const inState = state ? readState(state, [environment]) : [];
  return account.apply((id): Statement[] =>
    role === undefined
      ? [...inState, ...watchServices({ region, account: id, environment })]
      : [assumeRole(role)],
  );
}

function each<T>(
  entries: Readonly<Record<string, T>>,
  make: (name: string) => pulumi.Output<string>,
): Record<string, pulumi.Output<string>> {
  return Object.fromEntries(Object.keys(entries).map((name) => [name, make(name)]));
}
