import type * as pulumi from "@pulumi/pulumi";
import { DeliveryTier } from "../components/delivery/DeliveryTier";
import type { GithubRolesRef } from "../components/delivery/refs";
import type { SharedConfig } from "../infra/config/schema/shared";
import { enterAccount } from "./account";

export interface SharedOutputs {
  /** Account and host of the registry, for environments that read this stack. */
  readonly account: pulumi.Output<string>;
  readonly registry: pulumi.Output<string>;
  /** ARNs, by module. */
  readonly repositories: Readonly<Record<string, pulumi.Output<string>>>;
  /** What stands before the name of an image of another registry, by registry. */
  readonly pullThrough: Readonly<Record<string, pulumi.Output<string>>>;
  /** As cosign takes it. */
  readonly signingKey: pulumi.Output<string>;
  readonly notifications: pulumi.Output<string>;
  /** ARN, where pipelines run in AWS. */
  readonly connection?: pulumi.Output<string>;
  /** ARNs, where pipelines run at GitHub. */
  readonly githubRoles?: GithubRolesRef;
  /** What only a person can do. */
  readonly manualSteps: pulumi.Output<readonly string[]>;
}

/** What is built once and used by every environment. */
export function shared({ name, aws, tags, delivery }: SharedConfig): SharedOutputs {
  const { permissionsBoundary } = delivery;
  const { scope, opts } = enterAccount({ name, aws, tags, platform: { permissionsBoundary } });
  const tier = new DeliveryTier("delivery", { scope, ...delivery }, opts);
  const { registry, connection, githubRoles } = tier;
  const repositories = Object.entries(registry.repositories).map(([module, { arn }]) => [module, arn]);
  return {
    account: scope.account,
    registry: registry.host,
    repositories: Object.fromEntries(repositories) as Record<string, pulumi.Output<string>>,
    pullThrough: tier.pullThrough.prefixes,
    signingKey: tier.signingKey.uri,
    notifications: tier.notifications.topicArn,
    ...(connection === undefined ? {} : { connection: connection.arn }),
    ...(githubRoles === undefined ? {} : { githubRoles }),
    manualSteps: tier.manualSteps,
  };
}
