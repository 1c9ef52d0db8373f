import type * as pulumi from "@pulumi/pulumi";
import type { RoleRef } from "../../infra/iam/role";

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

/** By what names CloudWatch knows a module. */
export interface SeenModuleRef {
  /** Undefined for a module that only has jobs. */
  readonly serviceName: pulumi.Output<string> | undefined;
  /** Undefined where it takes no messages. */
  readonly queueName: pulumi.Output<string> | undefined;
  /** Where the environment's load balancer sends its calls; undefined where it sends none. */
  readonly targets:
    | { readonly loadBalancer: pulumi.Output<string>; readonly groups: readonly pulumi.Output<string>[] }
    | undefined;
}

/** The roles of a module, for what restrains it. */
export interface ModuleRolesRef {
  /** What ECS does to start the task: pull, read secrets, write logs. */
  readonly execution: RoleRef;
  /** What the module itself may do. */
  readonly task: RoleRef;
}
