import { type OperateClients, operateClients } from "../../../automation/operate/clients";
import { type ApiOptions, serveApi, type ServedApi } from "../../../simulator/api/server";
import type {
  ApiAlarm,
  ApiContainer,
  ApiCost,
  ApiLogEvent,
  ApiMetric,
  ApiScalableTarget,
  ApiService,
  ApiWorld,
  DeploymentAction,
  Observed,
  ParameterVersion,
  Rollout,
} from "../../../simulator/api/world";

export const region = "ap-northeast-2";
export const account = "111122223333";
export const dummyCredentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "not a secret" };
export const cluster = `arn:aws:ecs:${region}:${account}:cluster/ai-platform-dev`;

export function taskDefinition(name: string, revision: number): string {
  return `arn:aws:ecs:${region}:${account}:task-definition/${name}:${revision}`;
}

export function service(name: string, rollout: Rollout, revision = 7, clusterArn = cluster): ApiService {
  const clusterName = clusterArn.slice(clusterArn.lastIndexOf("/") + 1);
  return {
    clusterArn,
    arn: `arn:aws:ecs:${region}:${account}:service/${clusterName}/${name}`,
    name,
    taskDefinition: taskDefinition(name, revision),
    desiredCount: 2,
    rollout,
    hooks: [],
  };
}

export function rolledBack(name: string): ApiService {
  return service(name, {
    state: "rolledBack",
    running: taskDefinition(name, 6),
    events: Array.from({ length: 12 }, (_, index) => `(service ${name}) event ${12 - index}`),
    stoppedTasks: [
      { stoppedReason: "Essential container in task exited", container: "app", exitCode: 1 },
      { stoppedReason: "Essential container in task exited", container: "app", exitCode: 1 },
      {
        stoppedReason: "Task failed to start",
        container: "app",
        reason: "CannotPullContainerError: no such tag",
      },
    ],
  });
}

/** A world that a test sets as it likes, also while it is served. */
export class MemoryWorld implements ApiWorld {
  readonly region = region;
  readonly account = account;
  running: ApiService[] = [];
  /** Images of the containers `app`, by the ARN of their task definition. */
  readonly images = new Map<string, string>();
  /** The pauses that were ended, in order. */
  readonly continued: string[] = [];
  /** The services whose hooks were taken, in order. */
  readonly unhooked: string[] = [];
  private readonly versions = new Map<string, ParameterVersion[]>();
  readonly parameters = {
    history: (name: string) => this.versions.get(name) ?? [],
    put: (name: string, value: string) => {
      const earlier = this.versions.get(name) ?? [];
      const version = earlier.length + 1;
      this.versions.set(name, [...earlier, { version, value, modified: 1_700_000_000 + version }]);
    },
    names: () => [...this.versions.keys()],
    remove: (name: string) => {
      this.versions.delete(name);
    },
  };

  services(): readonly ApiService[] {
    return this.running;
  }

  containers(arn: string): readonly ApiContainer[] | undefined {
    const image = this.images.get(arn);
    return image === undefined ? undefined : [{ name: "app", image }];
  }

  /** Processors by `<repository>@<digest>`. */
  readonly pushed = new Map<string, readonly string[]>();

  processors(repository: string, digest: string): readonly string[] {
    return this.pushed.get(`${repository}@${digest}`) ?? [];
  }

  deregister(arn: string): void {
    this.images.delete(arn);
  }

  removeHooks(name: string): void {
    this.unhooked.push(name);
  }

  /** What operators see; a test puts in what it is about. */
  readonly observed = {
    alarms: [] as ApiAlarm[],
    logs: new Map<string, ApiLogEvent[]>(),
    metrics: [] as ApiMetric[],
    scalableTargets: [] as ApiScalableTarget[],
    costs: [] as ApiCost[],
    savingsPlan: undefined as NonNullable<Observed["savingsPlan"]> | undefined,
  };

  scale(name: string, desiredCount: number): void {
    this.running = this.running.map((service) =>
      service.name === name ? { ...service, desiredCount } : service,
    );
  }

  continueDeployment(name: string, action: DeploymentAction): void {
    this.continued.push(`${action} ${name}`);
    this.running = this.running.map((service) =>
      service.name === name ? { ...service, rollout: { state: "completed" } } : service,
    );
  }
}

export interface Rig extends OperateClients {
  readonly api: ServedApi;
  /** The operations called, in order. */
  readonly calls: string[];
}

const rigs: Rig[] = [];

/** The world over HTTP, and the real clients of the SDK that talk to it. */
export async function rig(world: ApiWorld, options: ApiOptions = {}, clientRegion = region): Promise<Rig> {
  const calls: string[] = [];
  const onCall: ApiOptions["onCall"] = (call) => {
    calls.push(call.operation);
    options.onCall?.(call);
  };
  const api = await serveApi(world, { ...options, onCall });
  const clients = operateClients(clientRegion, { credentials: dummyCredentials, endpoint: api.url });
  const made = { ...clients, api, calls };
  rigs.push(made);
  return made;
}

export async function closeRigs(): Promise<void> {
  for (const { api, close } of rigs.splice(0)) {
    close();
    await api.close();
  }
}

/** Runs something while these variables are set; undefined takes one away. */
export async function withEnvironment<Result>(
  variables: Readonly<Record<string, string | undefined>>,
  run: () => Promise<Result>,
): Promise<Result> {
  const before = { ...process.env };
  const set = (values: readonly (readonly [string, string | undefined])[]) => {
    for (const [name, value] of values)
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
  };
  set(Object.entries(variables));
  try {
    return await run();
  } finally {
    set(Object.keys(variables).map((name) => [name, before[name]]));
  }
}

/** The error that a promise ends with. */
export async function failure(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("should have failed");
}
