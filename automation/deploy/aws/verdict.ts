import type { Deployment, Service } from "@aws-sdk/client-ecs";

export interface ExpectedService {
  /** How the operator knows it, such as the name of the module. */
  readonly label: string;
  /** Name or ARN. */
  readonly cluster: string;
  /** Name or ARN. */
  readonly service: string;
  /** ARN with revision. */
  readonly taskDefinition: string;
}

export type Verdict =
  | { readonly state: "good" }
  | { readonly state: "waiting"; readonly reason: string }
  /** Before the new revision gets traffic, until a person says go on. */
  | { readonly state: "paused"; readonly reason: string }
  | { readonly state: "missing"; readonly reason: string }
  /** ECS gave up and had nothing to go back to. */
  | { readonly state: "failed"; readonly reason: string }
  | {
      readonly state: "rolledBack";
      /** The task definition that runs instead. */
      readonly running: string;
      readonly reason: string;
    }
  /** Somebody's later update came before ECS was done. */
  | {
      readonly state: "overtaken";
      /** The task definition that the service was given since. */
      readonly by: string;
    };

/** What one answer of DescribeServices says about a service. */
export function judge(taskDefinition: string, service: Service | undefined): Verdict {
  if (!service) return { state: "missing", reason: "ECS has no service of this name in the cluster" };
  if (service.status !== "ACTIVE")
    return { state: "missing", reason: `ECS says that the service is ${String(service.status)}` };
  const deployments = service.deployments ?? [];
  const primary = deployments.find(({ status }) => status === "PRIMARY");
  if (!primary) return { state: "waiting", reason: "ECS has begun no deployment" };
  const { taskDefinition: running } = primary;
  if (running !== undefined && revisionIn(running) > revisionIn(taskDefinition))
    return { state: "overtaken", by: running };
  if (running !== taskDefinition)
    return {
      state: "rolledBack",
      running: running ?? "an unknown task definition",
      reason: whyRolledBack(taskDefinition, primary, deployments),
    };
  const reason = primary.rolloutStateReason ?? "";
  switch (primary.rolloutState) {
    case "COMPLETED":
      return { state: "good" };
    case "FAILED":
      return { state: "failed", reason };
    case "IN_PROGRESS":
    case undefined:
      return { state: "waiting", reason };
  }
}

/** ECS counts them up, and only goes back to what was there before. */
function revisionIn(taskDefinition: string): number {
  return Number(taskDefinition.slice(taskDefinition.lastIndexOf(":") + 1));
}

/**
 * The failed deployment says why, but ECS drops it from the list once its last task is gone. While ECS goes back,
 * the deployment that replaces it says so; when that is done it speaks of itself only.
 */
function whyRolledBack(
  taskDefinition: string,
  primary: Deployment,
  deployments: readonly Deployment[],
): string {
  const failed = deployments.find(
    (other) => other.taskDefinition === taskDefinition && other.rolloutState === "FAILED",
  );
  const said = primary.rolloutState === "COMPLETED" ? undefined : primary.rolloutStateReason;
  return failed?.rolloutStateReason ?? said ?? "";
}
