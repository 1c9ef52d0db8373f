import { OpenIdConnectProvider } from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import {
  buildJobs,
  checkJobs,
  githubIssuer,
  planJobs,
  releaseJobs,
  type TrustedJobs,
} from "../../../infra/delivery/githubSubjects";
import { githubTrust } from "../../../infra/iam/delivery";
import { readOnlyPolicy } from "../../../infra/iam/deliveryPlan";
import { createAgentRole } from "../../../infra/iam/instances";
import { createRole, type RoleArgs } from "../../../infra/iam/role";
import { moduleTags } from "../../../infra/tags";
import type { DeliveryTierArgs } from "../DeliveryTier";
import type { GithubRolesRef } from "../refs";
import {
  buildStatements,
  checkStatements,
  type Delivered,
  previewStatements,
  releaseStatements,
} from "../statements";

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
        description: `Tests and builds ${module}, by its authors' own code`,
        statements: [buildStatements(module, delivered)],
        tags: moduleTags(module, owner),
      }),
    ),
    check: each(args.modules, (module, { owner }) =>
      role(`check-${module}`, checkJobs(args, module), {
        description: `Checks and signs images of ${module}`,
        statements: [checkStatements(module, delivered)],
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
  const { role, attachments } = createAgentRole(
    name,
    {
      description: "Previews what changes would do, and looks for drift",
      trust: provider.apply((arn) => githubTrust(arn, planJobs(args))),
      statements: [previewStatements(Object.keys(args.environments), args, [])],
      policyArns: { "": readOnlyPolicy },
    },
    args.scope,
    { parent },
  );
  return pulumi.all([role.arn, ...attachments.map(({ id }) => id)]).apply(([arn]) => arn!);
}

function each<T, Made>(
  entries: Readonly<Record<string, T>>,
  make: (name: string, entry: T) => Made,
): Record<string, Made> {
  return Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, make(name, entry)]));
}
