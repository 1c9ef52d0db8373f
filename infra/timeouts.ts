/**
 * The longest answer that a REST API can stream: 15 minutes.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
 */
export const longestResponseLimitSeconds = 900;

/**
 * In which a failed check of a container does not count.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html
 */
export const longestStartPeriod = 300;

/** As many failed checks in a row as ECS can be told to bear; the same page. */
export const mostRetries = 10;

/** Every timer between a client and a task, from the one number that a module states. All in seconds. */
export interface TimeoutChain {
  /** While it answers, the module sends something at least this often, so that no idle timer runs out. */
  readonly heartbeat: number;
  /** The API ends an answer after this. */
  readonly api: number;
  /** The API ends an answer in which nothing came for so long: 5 minutes in a regional API, not adjustable. */
  readonly apiIdle: number;
  /** The load balancer ends a silent connection. The same for all modules, so that none changes another's. */
  readonly loadBalancerIdle: number;
  /** The module keeps an idle connection longer than the load balancer, or calls fail with 502 now and then. */
  readonly keepAlive: number;
  /**
   * Service Connect ends a request after this; its own default is 15 s.
   * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TimeoutConfiguration.html
   */
  readonly request: number;
  /** Service Connect ends a silent connection; 5 minutes is its own default. */
  readonly requestIdle: number;
  /** The load balancer lets a leaving task finish its answers. */
  readonly drain: number;
  /** Between SIGTERM and SIGKILL; Fargate allows 120 s at most. */
  readonly stop: number;
}

export const loadBalancerIdleSeconds = longestResponseLimitSeconds + 10;

export function timeoutChain(longestResponseSeconds: number): TimeoutChain {
  return {
    heartbeat: 15,
    api: longestResponseSeconds,
    apiIdle: 300,
    loadBalancerIdle: loadBalancerIdleSeconds,
    keepAlive: loadBalancerIdleSeconds + 10,
    request: longestResponseSeconds,
    requestIdle: Math.max(300, longestResponseSeconds),
    drain: longestResponseSeconds,
    stop: Math.min(120, Math.max(30, longestResponseSeconds)),
  };
}
