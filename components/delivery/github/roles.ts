import { OpenIdConnectProvider } from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import {
  buildJobs,
  githubIssuer,
  planJobs,
  releaseJobs,
  type TrustedJobs,
} from "../../../infra/delivery/githubSubjects";
import {
  assumeRole,
  githubTrust,
  pullThrough,
  pushImages,
  signImages,
  tagImages,
} from "../../../infra/iam/delivery";
import { denyReadingData, readOnlyPolicy } from "../../../infra/iam/deliveryPlan";
import { makePasswords, release } from "../../../infra/iam/deliveryRelease";
import { readState, writeState } from "../../../infra/iam/deliveryState";
import { createAgentRole } from "../../../infra/iam/instances";
import { createRole, type RoleArgs } from "../../../infra/iam/role";
import { logInToRegistry, type Statement } from "../../../infra/iam/statements";
import { moduleTags } from "../../../infra/tags";
import type { DeliveryTierArgs } from "../DeliveryTier";
import type { GithubRolesRef, PullThroughRef, RegistryRef, SigningKeyRef } from "../refs";

export interface Delivered {
  readonly registry: RegistryRef;
  readonly pullThrough: PullThroughRef;
  readonly signingKey: SigningKeyRef;
}

type Statements = pulumi.Output<Statement[]>;

/** What jobs of GitHub Actions may do: each kind of job has a role of its own, and no job has a key. */
export function createGithubRoles(
  name: string,
  args: DeliveryTierArgs,
  delivered: Delivered,
  parent: pulumi.Resource,
): GithubRolesRef {
  const provider = createProvider(name, args, parent);
  const role = (kind: string, jobs: TrustedJobs, given: Omit<RoleArgs, "trust">) =>
    createRole(
      `${name}-${kind}`,
      { ...given, trust: provider.apply((arn) => githubTrust(arn, jobs)) },
      args.scope,
      { parent },
    ).arn;
  return {
    plan: createPlanRole(`${name}-plan`, args, provider, parent),
    build: each(args.modules, (module, { owner }) =>
      role(`build-${module}`, buildJobs(args, module), {
        description: `Builds, checks and signs images of ${module}`,
        statements: [buildStatements(module, delivered)],
        tags: moduleTags(module, owner),
      }),
    ),
    release: each(args.environments, (environment) =>
      role(`release-${environment}`, releaseJobs(args, environment), {
        description: `Releases modules in ${environment}`,
        statements: [releaseStatements(environment, args, delivered)],
      }),
    ),
  };
}

/** AWS knows GitHub's certificates by itself, so no thumbprint is named. */
function createProvider(
  name: string,
  { account, scope }: DeliveryTierArgs,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  if (!account.githubProvider)
    return scope.account.apply((id) => `arn:aws:iam::${id}:oidc-provider/${githubIssuer}`);
  return new OpenIdConnectProvider(
    `${name}-github`,
    { url: `https://${githubIssuer}`, clientIdLists: ["sts.amazonaws.com"] },
    { parent },
  ).arn;
}

/** Looks at everything and changes nothing: previews of pull requests, and drift. */
function createPlanRole(
  name: string,
  args: DeliveryTierArgs,
  provider: pulumi.Output<string>,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const { scope, state, environments } = args;
  const stacks = [scope.environment, ...Object.keys(environments)];
  const { role, attachments } = createAgentRole(
    name,
    {
      description: "Previews what changes would do, and looks for drift",
      trust: provider.apply((arn) => githubTrust(arn, planJobs(args))),
      statements: [
        [makePasswords(), ...denyReadingData(state?.bucket), ...(state ? readState(state, stacks) : [])],
      ],
      policyArns: { "": readOnlyPolicy },
    },
    scope,
    { parent },
  );
  return pulumi.all([role.arn, ...attachments.map(({ id }) => id)]).apply(([arn]) => arn!);
}

function buildStatements(module: string, delivered: Delivered): Statements {
  const { registry, pullThrough: through, signingKey } = delivered;
  return pulumi
    .all([registry.repositories[module]!.arn, through.repositoriesArn, signingKey.arn])
    .apply(([repository, others, key]) => [
      logInToRegistry(),
      pushImages([repository]),
      pullThrough(others),
      signImages(key),
    ]);
}

/** In an account of its own, that account says what its role may do; the images are here all the same. */
function releaseStatements(
  environment: string,
  { scope, state, environments, modules }: DeliveryTierArgs,
  { registry }: Delivered,
): Statements {
  const { region, environment: shared } = scope;
  const { role } = environments[environment]!;
  const names = Object.keys(modules);
  const repositories = pulumi.all(names.map((module) => registry.repositories[module]!.arn));
  const inState = state
    ? [...readState(state, [environment, shared]), ...writeState(state, environment)]
    : [];
  return pulumi
    .all([scope.account, repositories])
    .apply(([account, arns]) => [
      logInToRegistry(),
      tagImages(arns),
      ...(role === undefined
        ? [...inState, ...release({ region, account, environment, modules: names })]
        : [assumeRole(role)]),
    ]);
}

function each<T, Made>(
  entries: Readonly<Record<string, T>>,
  make: (name: string, entry: T) => Made,
): Record<string, Made> {
  return Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, make(name, entry)]));
}
