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
