import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { Provider } from "@pulumi/aws/provider";
import type * as pulumi from "@pulumi/pulumi";
import type { EnvironmentConfig } from "../infra/config/schema/environment";
import type { Scope } from "../infra/scope";
import { environmentTags } from "../infra/tags";

export interface Account {
  readonly scope: Scope;
  /** For every tier: its children are made by the stack's own provider, those of awsx too. */
  readonly opts: pulumi.ComponentResourceOptions;
  readonly invokeOpts: pulumi.InvokeOutputOptions;
}

/** What an environment and the shared stack both say of where they are. */
export interface Entering extends Pick<EnvironmentConfig, "aws" | "name" | "tags"> {
  readonly platform: Pick<EnvironmentConfig["platform"], "permissionsBoundary">;
}

/** The AWS account and region of a stack, through a provider that tags all that it makes. */
export function enterAccount({ name, aws, tags, platform }: Entering): Account {
  const provider = new Provider("aws", {
    region: aws.region as never,
    ...(aws.profile === undefined ? {} : { profile: aws.profile }),
    ...(aws.allowedAccountIds === undefined ? {} : { allowedAccountIds: aws.allowedAccountIds }),
    defaultTags: { tags: environmentTags(name, tags) },
  });
  const account = getCallerIdentityOutput({}, { provider }).accountId;
  return {
    scope: {
      environment: name,
      region: aws.region,
      account,
      permissionsBoundary: platform.permissionsBoundary,
    },
    opts: { providers: { aws: provider } },
    invokeOpts: { provider },
  };
}
