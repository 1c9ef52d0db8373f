import * as pulumi from "@pulumi/pulumi";
import {
  assumeRole,
  pullThrough,
  pushImages,
  signImages,
  tagImages,
  verifySignatures,
} from "../../infra/iam/delivery";
import { denyReadingData } from "../../infra/iam/deliveryPlan";
import { makePasswords, release } from "../../infra/iam/deliveryRelease";
import { readState, writeState } from "../../infra/iam/deliveryState";
import { logInToRegistry, type Statement } from "../../infra/iam/statements";
import { repositoryName } from "../../infra/naming";
import type { DeliveryTierArgs } from "./DeliveryTier";
import type { PullThroughRef, RegistryRef, SigningKeyRef } from "./refs";

/** What is there whichever kind of pipeline delivers. */
export interface Delivered {
  readonly registry: RegistryRef;
  readonly pullThrough: PullThroughRef;
  readonly signingKey: SigningKeyRef;
}

type Statements = pulumi.Output<Statement[]>;

/** The module's own code runs there, so nothing that says an image is good. */
export function buildStatements(module: string, { registry, pullThrough: through }: Delivered): Statements {
  return pulumi
    .all([registry.repositories[module]!.arn, through.repositoriesArn])
    .apply(([repository, others]) => [logInToRegistry(), pushImages([repository]), pullThrough(others)]);
}

/** Signatures and lists of contents are images to the registry. */
export function checkStatements(module: string, { registry, signingKey }: Delivered): Statements {
  return pulumi
    .all([registry.repositories[module]!.arn, signingKey.arn])
    .apply(([repository, key]) => [logInToRegistry(), pushImages([repository]), signImages(key)]);
}

/** In an account of its own, that account says what its role may do; the images are here all the same. */
export function releaseStatements(
  environment: string,
  { scope, state, environments }: DeliveryTierArgs,
  { signingKey }: Delivered,
): Statements {
  const { region, environment: shared } = scope;
  const { role } = environments[environment]!;
  const inState = state
    ? [...readState(state, [environment, shared]), ...writeState(state, environment)]
    : [];
  return pulumi
    .all([scope.account, signingKey.arn])
    .apply(([account, key]) => [
      logInToRegistry(),
      tagImages(`arn:aws:ecr:${region}:${account}:repository/${repositoryName("*")}`),
      verifySignatures(key),
      ...(role === undefined
        ? [...inState, ...release({ region, account, environment })]
        : [assumeRole(role)]),
    ]);
}

/**
 * What a preview does besides what AWS's own policy for readers allows.
 * @param readable ARNs of objects that it is made of.
 */
export function previewStatements(
  environments: readonly string[],
  { scope, state }: DeliveryTierArgs,
  readable: readonly string[],
): Statement[] {
  if (state === undefined) return [makePasswords(), ...denyReadingData(readable)];
  return [
    makePasswords(),
    ...denyReadingData([...readable, `arn:aws:s3:::${state.bucket}/*`]),
    ...readState(state, [scope.environment, ...environments]),
  ];
}
