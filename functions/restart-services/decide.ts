/** What ECS says of a service, as far as a restart goes. */
export interface Seen {
  readonly running: number;
  readonly desired: number;
  /** In any order, the one that is under way among them. */
  readonly deployments: readonly SeenDeployment[];
}

export interface SeenDeployment {
  readonly status: string;
  readonly createdAt: Date;
}

export type Decision =
  /** Its tasks read the secret after the rotation. */
  | "done"
  /** It is not well, or busy. */
  | "wait"
  /** New tasks did not come up with the secret: another try would end no better, until a person has looked. */
  | "failed"
  | "restart";

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeploymentBrief.html */
const underWay = ["PENDING", "IN_PROGRESS", "STOP_REQUESTED", "ROLLBACK_REQUESTED", "ROLLBACK_IN_PROGRESS"];

/** An event's time has no fractions: within its second nobody knows what came first. */
const doubtMs = 1000;

/**
 * What to do with a service whose secret rotated then; undefined is one that is gone, and with it its tasks. What it
 * lacks in tasks waits for ECS: a restart takes tasks away for a while.
 */
export function decide(seen: Seen | undefined, rotatedAt: Date): Decision {
  if (seen === undefined) return "done";
  const since = seen.deployments.filter(
    ({ createdAt }) => createdAt.getTime() >= rotatedAt.getTime() + doubtMs,
  );
  if (since.some(({ status }) => status === "SUCCESSFUL")) return "done";
  if (seen.deployments.some(({ status }) => underWay.includes(status))) return "wait";
  if (since.length > 0) return "failed";
  return seen.running < seen.desired ? "wait" : "restart";
}
