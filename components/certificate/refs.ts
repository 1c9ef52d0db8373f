import type * as pulumi from "@pulumi/pulumi";

/** A domain that the environment can prove to be its own. */
export interface CertificateRef {
  readonly domain: string;
  readonly hostedZoneId: string;
  /** Known only once AWS has seen the proof. */
  readonly arn: pulumi.Output<string>;
}
