/** The longest answer that the API edge can stream: 15 minutes. */
export const longestResponseLimitSeconds = 900;

/** The timeouts on the way of an answer, from the one number that a module states. All in seconds. */
export interface ModuleTimeouts {
  /**
   * Service Connect ends a request after this; its own default is 15 s.
   * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TimeoutConfiguration.html
   */
  readonly requestSeconds: number;
  /** The load balancer lets a leaving task finish its answers. */
  readonly drainSeconds: number;
  /** Between SIGTERM and SIGKILL; Fargate allows 120 s at most. */
  readonly stopSeconds: number;
}

export function moduleTimeouts(longestResponseSeconds: number): ModuleTimeouts {
  return {
    requestSeconds: longestResponseSeconds,
    drainSeconds: longestResponseSeconds,
    stopSeconds: Math.min(120, Math.max(30, longestResponseSeconds)),
  };
}
