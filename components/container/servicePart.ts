import type { ServiceArgs } from "@pulumi/aws/ecs";
import type * as pulumi from "@pulumi/pulumi";

/** What one concern says of a module's ECS service; no two concerns say the same. */
export interface ServicePart {
  readonly args: Partial<ServiceArgs>;
  /** What must be there before the service, without the service naming it. */
  readonly needs: readonly pulumi.Resource[];
  readonly opts?: Pick<pulumi.CustomResourceOptions, "customTimeouts">;
}
