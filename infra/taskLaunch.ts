/** Where and how a task outside of a service starts; none of it is a secret. */
export interface TaskLaunch {
  /** Of the task definition; without a revision the newest one runs. */
  readonly family: string;
  /** Name. */
  readonly cluster: string;
  readonly capacityProviders: readonly {
    readonly capacityProvider: string;
    readonly base?: number;
    readonly weight?: number;
  }[];
  /** In place of capacity providers. */
  readonly launchType?: "EXTERNAL";
  /** On a pool of instances. */
  readonly placementStrategies: readonly { readonly type: string; readonly field?: string }[];
  readonly placementConstraints: readonly { readonly type: string; readonly expression?: string }[];
  /** Undefined outside of AWS, where a task shares the network of its server. */
  readonly network?: { readonly subnets: readonly string[]; readonly securityGroups: readonly string[] };
}
