import type * as pulumi from "@pulumi/pulumi";

/** A network to live in, made here or adopted. */
export interface NetworkRef {
  readonly vpcId: pulumi.Output<string>;
  readonly cidr: string;
  /** Zone names; the subnet lists have the same order. */
  readonly zones: readonly string[];
  /** Subnets with a way out and no way in: modules, load balancer, Qdrant. */
  readonly privateSubnetIds: pulumi.Output<string[]>;
  /** Subnets with neither: databases. */
  readonly isolatedSubnetIds: pulumi.Output<string[]>;
}
