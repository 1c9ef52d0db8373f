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
  /** By the number that modules name. */
  readonly loadBalancers: Readonly<Record<number, LoadBalancerRef>>;
  /** Security group of every load balancer. */
  readonly loadBalancerGroupId: pulumi.Output<string>;
}

/** An internal load balancer, and how to speak to it. */
export interface LoadBalancerRef {
  readonly arn: pulumi.Output<string>;
  readonly listenerArn: pulumi.Output<string>;
}
