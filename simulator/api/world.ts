/**
 * What the HTTP double of the AWS API reads and writes. The rehearsal's cloud implements it, so that a test and
 * `deploy` see over HTTP what the engine made over gRPC.
 */
export interface ApiWorld {
  readonly region: string;
  readonly account: string;
  readonly parameters: ParameterStore;
  /** Every ECS service that there is now. */
  services(): readonly ApiService[];
  /** The containers of a task definition by its ARN; undefined when there is none. */
  containers(taskDefinition: string): readonly ApiContainer[] | undefined;
  /** Processors that an image in a repository is for, in the words of images (amd64); none where it is not there. */
  processors(repository: string, digest: string): readonly string[];
  /** Takes a revision of a task definition out of use. */
  deregister(taskDefinition: string): void;
  /** Ends the pause of a service's deployment. */
  continueDeployment(service: string, action: DeploymentAction): void;
  /** Takes the lifecycle hooks from a service. */
  removeHooks(service: string): void;
  /** Says how many tasks a service wants. */
  scale(service: string, desiredCount: number): void;
  readonly observed: Observed;
}

/** What has been measured, logged and billed. */
export interface Observed {
  readonly alarms: readonly ApiAlarm[];
  /** By the name of the log group. */
  readonly logs: ReadonlyMap<string, readonly ApiLogEvent[]>;
  readonly metrics: readonly ApiMetric[];
  readonly scalableTargets: readonly ApiScalableTarget[];
  readonly costs: readonly ApiCost[];
  /** What AWS recommends to commit; undefined for nothing. */
  readonly savingsPlan?: {
    readonly hourlyUsd: number;
    readonly monthlyUsd: number;
    readonly percent: number;
  };
}

export interface ApiAlarm {
  readonly name: string;
  readonly description: string;
  readonly state: "ALARM" | "INSUFFICIENT_DATA" | "OK";
  readonly composite?: true;
  /** Epoch seconds. */
  readonly since: number;
}

export interface ApiLogEvent {
  readonly id: string;
  readonly stream: string;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly message: string;
}

/** One metric with one statistic of it. */
export interface ApiMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: string;
  /** Seconds. */
  readonly period: number;
  /** Values by epoch seconds. */
  readonly points: ReadonlyMap<number, number>;
}

export interface ApiScalableTarget {
  /** `service/<cluster>/<service>` */
  readonly resourceId: string;
  readonly min: number;
  readonly max: number;
  readonly suspended?: "in" | "out" | "scheduled";
}

/** What was billed for a month under some tags. */
export interface ApiCost {
  /** First day, `2026-11-01`. */
  readonly month: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly usd: number;
}

/** SSM parameters of type String. */
export interface ParameterStore {
  /** Newest version last; empty when there is no such parameter. */
  history(name: string): readonly ParameterVersion[];
  put(name: string, value: string): void;
  /** Its history goes with it. */
  remove(name: string): void;
  names(): readonly string[];
}

export interface ParameterVersion {
  readonly version: number;
  readonly value: string;
  /** Epoch seconds. */
  readonly modified: number;
}

export interface ApiContainer {
  readonly name: string;
  readonly image: string;
}

export type DeploymentAction = "CONTINUE" | "ROLLBACK";

export interface ApiService {
  readonly clusterArn: string;
  readonly arn: string;
  readonly name: string;
  /** The task definition that the service was told to run. */
  readonly taskDefinition: string;
  readonly desiredCount: number;
  readonly rollout: Rollout;
  /** Lifecycle hooks of its deployments. */
  readonly hooks: readonly unknown[];
  /** Where its traffic goes, if releases move it. */
  readonly targetGroup?: string;
  /** Tasks that run, where they are not as many as it wants. */
  readonly running?: number;
  /** Tasks that fail their health check; without it, tasks have none. */
  readonly unhealthy?: number;
  /** Whether its tasks can be entered. */
  readonly exec?: true;
}

export type Rollout =
  | { readonly state: "completed" }
  | ({ readonly state: "inProgress" } & Partial<Trouble>)
  /** Waits for somebody to say go on. */
  | {
      readonly state: "paused";
      /** The task definition that runs meanwhile. */
      readonly running: string;
    }
  /** The circuit breaker gave up and had nothing to go back to: no deployment of the service ever completed. */
  | ({ readonly state: "failed" } & Trouble)
  | ({
      readonly state: "rolledBack";
      /** The task definition that runs now. */
      readonly running: string;
    } & Trouble);

/** What ECS shows of a deployment that does not succeed. */
export interface Trouble {
  /** Newest first. */
  readonly events: readonly string[];
  readonly stoppedTasks: readonly StoppedTask[];
}

export interface StoppedTask {
  readonly stoppedReason: string;
  readonly container: string;
  readonly exitCode?: number;
  readonly reason?: string;
}
