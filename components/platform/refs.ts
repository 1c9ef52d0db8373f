import type * as pulumi from "@pulumi/pulumi";

/** Where services run and register. */
export interface PlatformRef {
  readonly cluster: { readonly arn: pulumi.Output<string>; readonly name: pulumi.Output<string> };
  /** Log group that records what is typed into containers. */
  readonly sessionLogs: { readonly arn: pulumi.Output<string> };
  /** Cloud Map namespace, for Service Connect and for DNS names. */
  readonly namespace: {
    readonly id: pulumi.Output<string>;
    readonly arn: pulumi.Output<string>;
    readonly name: string;
  };
  readonly loadBalancer: {
    readonly arn: pulumi.Output<string>;
    readonly listenerArn: pulumi.Output<string>;
    readonly securityGroupId: pulumi.Output<string>;
  };
}
