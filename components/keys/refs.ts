import type * as pulumi from "@pulumi/pulumi";

/** A KMS key to encrypt with. */
export interface KeyRef {
  readonly arn: pulumi.Output<string>;
}
