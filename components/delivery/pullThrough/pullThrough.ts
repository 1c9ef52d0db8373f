import { PullThroughCacheRule, RepositoryCreationTemplate } from "@pulumi/aws/ecr";
import * as pulumi from "@pulumi/pulumi";
import { pullThroughLifecyclePolicy } from "../../../infra/delivery/lifecyclePolicy";
import { pullThroughPrefix, pullThroughRepositories } from "../../../infra/delivery/names";
import { upstreamsOf } from "../../../infra/delivery/upstreams";
import { accountsPullThrough, createRepositories, registryTrust } from "../../../infra/iam/delivery";
import { createRole } from "../../../infra/iam/role";
import { policyDocument } from "../../../infra/iam/statements";
import type { KeyRef } from "../../keys/refs";
import type { DeliveryTierArgs } from "../DeliveryTier";
import type { PullThroughRef, RegistryRef } from "../refs";
import { accountsOf } from "../registry/registry";

/** Builders and base images come through this registry: it has them when their own is down or counts the pulls. */
export function createPullThrough(
  name: string,
  args: DeliveryTierArgs,
  { host }: RegistryRef,
  key: KeyRef,
  parent: pulumi.Resource,
): PullThroughRef {
  const { scope, registry } = args;
  const own = `${name}-pull-through`;
  const repositoriesArn = scope.account.apply(
    (account) => `arn:aws:ecr:${scope.region}:${account}:repository/${pullThroughPrefix}/*`,
  );
  const template = createTemplate(own, args, repositoriesArn, key, parent);
  const upstreams = upstreamsOf(registry);
  for (const { upstream, url, secret } of upstreams)
    new PullThroughCacheRule(
      `${own}-${upstream}`,
      {
        ecrRepositoryPrefix: pullThroughRepositories(upstream),
        upstreamRegistryUrl: url,
        ...(secret === undefined ? {} : { credentialArn: secret }),
      },
      // A repository that came first would be without the key, for ever.
      { parent, dependsOn: template },
    );
  const prefixes = upstreams.map(({ upstream }) => [
    upstream,
    pulumi.interpolate`${host}/${pullThroughRepositories(upstream)}`,
  ]);
  return {
    repositoriesArn,
    prefixes: Object.fromEntries(prefixes) as Record<string, pulumi.Output<string>>,
  };
}

/**
 * ECR asks for a role where a template names a key.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates-create.html
 */
function createTemplate(
  name: string,
  args: DeliveryTierArgs,
  repositoriesArn: pulumi.Output<string>,
  key: KeyRef,
  parent: pulumi.Resource,
): RepositoryCreationTemplate {
  const { scope, registry } = args;
  const accounts = accountsOf(args);
  const role = createRole(
    name,
    {
      description: "Makes repositories for images of other registries",
      trust: registryTrust(),
      statements: [
        pulumi.all([repositoriesArn, key.arn]).apply(([arn, keyArn]) => createRepositories(arn, keyArn)),
      ],
    },
    scope,
    { parent },
  );
  return new RepositoryCreationTemplate(
    name,
    {
      prefix: pullThroughPrefix,
      description: "Images of other registries",
      appliedFors: ["PULL_THROUGH_CACHE"],
      customRoleArn: role.arn,
      encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: key.arn }],
      // A tag such as latest moves there, and must move here.
      imageTagMutability: "MUTABLE",
      ...(accounts.length > 0 ? { repositoryPolicy: policyDocument([accountsPullThrough(accounts)]) } : {}),
      lifecyclePolicy: pullThroughLifecyclePolicy(registry),
    },
    { parent },
  );
}
