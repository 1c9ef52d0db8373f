import { Alias, Key, type KeyArgs as KeyInputs } from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement } from "../iam/statements";

export interface KeyArgs {
  readonly description: string;
  /** `alias/…`, so that people find the key. */
  readonly alias: string;
  readonly policy: pulumi.Input<readonly Statement[]>;
  readonly deletionDays: number;
  readonly tags?: Record<string, string>;
}

export interface MadeKey {
  /** Known only when the alias is there as well: some may use the key by its alias alone, and as long as it is used. */
  readonly arn: pulumi.Output<string>;
}

/** A customer managed key that rotates every year. */
export function createKey(name: string, args: KeyArgs, opts: pulumi.CustomResourceOptions): MadeKey {
  return keyOf(name, args, { enableKeyRotation: true }, opts);
}

/** A key for message authentication codes. AWS rotates no such key, and another one would give other codes. */
export function createMacKey(name: string, args: KeyArgs, opts: pulumi.CustomResourceOptions): MadeKey {
  return keyOf(name, args, { keyUsage: "GENERATE_VERIFY_MAC", customerMasterKeySpec: "HMAC_256" }, opts);
}

function keyOf(name: string, args: KeyArgs, kind: KeyInputs, opts: pulumi.CustomResourceOptions): MadeKey {
  const key = new Key(
    name,
    {
      ...kind,
      description: args.description,
      deletionWindowInDays: args.deletionDays,
      policy: pulumi.output(args.policy).apply(policyDocument),
      ...(args.tags === undefined ? {} : { tags: args.tags }),
    },
    opts,
  );
  const alias = new Alias(name, { name: args.alias, targetKeyId: key.id }, { parent: opts.parent });
  return { arn: pulumi.all([key.arn, alias.id]).apply(([arn]) => arn) };
}
