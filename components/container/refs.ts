import type * as pulumi from "@pulumi/pulumi";

/** How a module is reached by those that name it in `calls`. */
export type CalleeRef =
  | {
      readonly kind: "service";
      /** By its name in Service Connect. */
      readonly url: string;
      /** Where its tasks take calls. */
      readonly port: number;
      readonly securityGroupId: pulumi.Output<string>;
      /** A client that starts before it does not see it. */
      readonly service: pulumi.Resource;
    }
  | {
      readonly kind: "worker";
      readonly queueUrl: pulumi.Output<string>;
      readonly queueArn: pulumi.Output<string>;
    };
