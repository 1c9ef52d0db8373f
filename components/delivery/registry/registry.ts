import { LifecyclePolicy, Repository, RepositoryPolicy } from "@pulumi/aws/ecr";
import type * as pulumi from "@pulumi/pulumi";
import { lifecyclePolicy } from "../../../infra/delivery/lifecyclePolicy";
import { tagPrefixes } from "../../../infra/delivery/names";
import { kept } from "../../../infra/durability";
import { accountsPullImages } from "../../../infra/iam/delivery";
import { policyDocument } from "../../../infra/iam/statements";
import { registryHost, repositoryName } from "../../../infra/naming";
import { moduleTags } from "../../../infra/tags";
import type { KeyRef } from "../../keys/refs";
import type { DeliveryTierArgs } from "../DeliveryTier";
import type { RegistryRef, RepositoryRef } from "../refs";

/** A repository for each module. The last of a module's images may still run when the module is gone from the file. */
export function createRegistry(
  name: string,
  args: DeliveryTierArgs,
  key: KeyRef,
  parent: pulumi.Resource,
): RegistryRef {
  const { scope, modules } = args;
  const repositories = Object.keys(modules).map((module) => [
    module,
    createRepository(`${name}-${module}`, module, args, key, parent),
  ]);
  return {
    host: scope.account.apply((account) => registryHost(account, scope.region)),
    repositories: Object.fromEntries(repositories) as Record<string, RepositoryRef>,
  };
}

/** A commit is built once and what is released stays what it was; other tags move with the work. */
const movingTags = [`${tagPrefixes.cache}*`, `${tagPrefixes.running}*`, `${tagPrefixes.signature}*`];

function createRepository(
  name: string,
  module: string,
  args: DeliveryTierArgs,
  key: KeyRef,
  parent: pulumi.Resource,
): RepositoryRef {
  const { deletion, registry, account, environments } = args;
  const options = { parent, ...kept(deletion) };
  const repository = new Repository(
    name,
    {
      name: repositoryName(module),
      imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
      imageTagMutabilityExclusionFilters: movingTags.map((filter) => ({ filter, filterType: "WILDCARD" })),
      encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: key.arn }],
      // What the account sets for all of its images counts instead.
      ...(account.registryScanning ? {} : { imageScanningConfiguration: { scanOnPush: true } }),
      forceDelete: deletion === "disposable",
      tags: moduleTags(module, args.modules[module]!.owner),
    },
    options,
  );
  const policy = lifecyclePolicy(registry, Object.keys(environments));
  new LifecyclePolicy(name, { repository: repository.name, policy }, options);
  const accounts = accountsOf(args);
  if (accounts.length > 0)
    new RepositoryPolicy(
      name,
      { repository: repository.name, policy: policyDocument([accountsPullImages(accounts)]) },
      options,
    );
  return { name: repositoryName(module), arn: repository.arn };
}

/** Accounts of environments that have one of their own. */
export function accountsOf({ environments }: DeliveryTierArgs): string[] {
  const accounts = Object.values(environments).flatMap(({ account }) => account ?? []);
  return [...new Set(accounts)].sort();
}
