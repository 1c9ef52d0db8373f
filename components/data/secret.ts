import { getRandomPasswordOutput, Secret, SecretVersion } from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import { type Deletion, kept } from "../../infra/durability";
import type { KeyRef } from "../keys/refs";
import type { SecretRef } from "./refs";

export interface SecretArgs {
  readonly description: string;
  readonly key: KeyRef;
  readonly deletion: Deletion;
  readonly recoveryDays: number;
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>>;
  /** The first value. Whoever rotates the secret owns it from then on. */
  readonly initial: pulumi.Input<string>;
}

/**
 * A secret whose first value is written once and never stored: `secretStringWo` is write-only, and a changed
 * input is ignored, so that a later `up` does not undo a rotation.
 */
export function createSecret(name: string, args: SecretArgs, parent: pulumi.Resource): SecretRef {
  const secret = new Secret(
    name,
    {
      description: args.description,
      kmsKeyId: args.key.arn,
      recoveryWindowInDays: args.recoveryDays,
      ...(args.tags === undefined ? {} : { tags: args.tags }),
    },
    { parent, ...kept(args.deletion) },
  );
  const version = new SecretVersion(
    name,
    {
      secretId: secret.id,
      secretStringWo: pulumi.secret(args.initial),
      secretStringWoVersion: 1,
      // With a label of its own AWS never forgets it; without it, a refresh would find it gone and an up write another.
      versionStages: ["AWSCURRENT", "first"],
    },
    // A rotation takes AWSCURRENT away.
    { parent, ignoreChanges: ["secretStringWo", "versionStages"], ...kept(args.deletion) },
  );
  return { arn: pulumi.all([secret.arn, version.id]).apply(([arn]) => arn) };
}

/** 41 characters are the most that MariaDB takes; without punctuation nothing needs quoting anywhere. */
export function randomPassword(parent: pulumi.Resource): pulumi.Output<string> {
  return getRandomPasswordOutput({ passwordLength: 40, excludePunctuation: true }, { parent }).randomPassword;
}

/** For a value that only somebody else can write; the plan lists these as work by hand. */
export const pendingValue = "pending";
