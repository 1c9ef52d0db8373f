import type * as pulumi from "@pulumi/pulumi";

/** Where an environment is; every tier needs it and none asks for it again. */
export interface Scope {
  /** Name of the environment, e.g. `dev`. */
  readonly environment: string;
  readonly region: string;
  /** 12 digits. */
  readonly account: pulumi.Output<string>;
  /** IAM policy that bounds every role, if the company demands one. */
  readonly permissionsBoundary: string | undefined;
}
