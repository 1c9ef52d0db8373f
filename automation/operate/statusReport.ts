import type { Service, Task } from "@aws-sdk/client-ecs";
import type { ModuleConfig } from "../../infra/config/schema/module";
import { containerNames } from "../../infra/taskContainers";
import { alarm, type Cell, type Section } from "../render/section";
import type { RingingAlarm } from "./alarms";
import type { Released } from "./releases";
import { minuteText, type Shown } from "./show";

/** All that AWS says of a module. */
export interface ModuleFacts {
  readonly module: string;
  readonly kind: ModuleConfig["kind"];
  /** Undefined where there is none: not made yet, deleted, or only jobs. */
  readonly service: Service | undefined;
  /** Tasks of the service that run or begin to. */
  readonly tasks: readonly Task[];
  readonly released: Released | undefined;
  /** Runs somebody else's image on purpose, which is no release. */
  readonly keptImage: boolean;
  /** A deployment that waits for `deploy approve`. */
  readonly paused: boolean;
  readonly alarms: readonly RingingAlarm[];
}

export type ModuleState = "asleep" | "deploying" | "jobs only" | "missing" | "ok" | "unhealthy" | "waits";

export interface ModuleStatus {
  readonly module: string;
  readonly state: ModuleState;
  /** What is wrong or under way, in words. */
  readonly why: readonly string[];
  readonly tasks: { readonly desired: number; readonly running: number; readonly pending: number };
  /** Of the tasks that have a health check of their own. */
  readonly health: { readonly healthy: number; readonly unhealthy: number };
  /** Of the newest deployment, in the words of ECS. */
  readonly rollout?: string;
  readonly released?: Released;
  /** Digest of the image that the newest task runs; absent where no task runs or its image has none. */
  readonly runs?: string;
  /** Names of its alarms that ring. */
  readonly alarms: readonly string[];
}

/** What `--json` prints. Fields may be added; one that changes its meaning or goes raises `version`. */
export interface StatusReport {
  readonly version: 1;
  readonly stack: string;
  readonly region: string;
  /** False when a module is missing or unhealthy, or a critical alarm rings. */
  readonly healthy: boolean;
  readonly modules: readonly ModuleStatus[];
  /** All that ring, of modules and of the platform. */
  readonly alarms: readonly RingingAlarm[];
}

export function statusReport(
  stack: string,
  region: string,
  modules: readonly ModuleFacts[],
  alarms: readonly RingingAlarm[],
): StatusReport {
  const statuses = modules.map(moduleStatus);
  const healthy =
    !statuses.some(({ state }) => state === "missing" || state === "unhealthy") &&
    !alarms.some(({ severity }) => severity === "critical");
  return { version: 1, stack, region, healthy, modules: statuses, alarms };
}

export function moduleStatus(facts: ModuleFacts): ModuleStatus {
  const { module, service, tasks, released, alarms } = facts;
  const primary = service?.deployments?.find(({ status }) => status === "PRIMARY");
  const runs = runningDigest(tasks);
  return {
    module,
    ...judged(facts, runs),
    tasks: {
      desired: service?.desiredCount ?? 0,
      running: service?.runningCount ?? 0,
      pending: service?.pendingCount ?? 0,
    },
    health: {
      healthy: tasks.filter(({ healthStatus }) => healthStatus === "HEALTHY").length,
      unhealthy: tasks.filter(({ healthStatus }) => healthStatus === "UNHEALTHY").length,
    },
    ...(primary?.rolloutState === undefined ? {} : { rollout: primary.rolloutState }),
    ...(released === undefined ? {} : { released }),
    ...(runs === undefined ? {} : { runs }),
    alarms: alarms.map(({ what }) => what),
  };
}

function judged(facts: ModuleFacts, runs: string | undefined): Pick<ModuleStatus, "state" | "why"> {
  const { kind, service, paused } = facts;
  if (kind === "job") return { state: "jobs only", why: [] };
  if (service === undefined) return { state: "missing", why: ["ECS has no service of this module"] };
  const troubles = troublesOf(facts, service);
  const why = [...troubles, ...otherImage(facts, runs)];
  if (troubles.length > 0) return { state: "unhealthy", why };
  if (paused) return { state: "waits", why: [...why, "a new revision waits for deploy approve"] };
  if (isDeploying(service)) return { state: "deploying", why };
  return { state: service.desiredCount === 0 ? "asleep" : "ok", why };
}

/** What the owner has to look at now. */
function troublesOf({ tasks, alarms }: ModuleFacts, service: Service): string[] {
  const { desiredCount = 0, runningCount = 0, deployments = [] } = service;
  const failed = deployments.find(({ rolloutState }) => rolloutState === "FAILED");
  const unhealthy = tasks.filter(({ healthStatus }) => healthStatus === "UNHEALTHY").length;
  return [
    ...(failed === undefined ? [] : [failed.rolloutStateReason ?? "the deployment failed"]),
    ...(runningCount < desiredCount && !isDeploying(service)
      ? [`${runningCount} of ${desiredCount} tasks run`]
      : []),
    ...(unhealthy === 0 ? [] : [`${unhealthy} of ${tasks.length} tasks fail their health check`]),
    ...alarms
      .filter(({ severity }) => severity === "critical")
      .map(({ what }) => `the critical alarm ${what} rings`),
  ];
}

const isDeploying = ({ deployments = [] }: Service): boolean =>
  deployments.some(({ rolloutState }) => rolloutState === "IN_PROGRESS");

/** A release that no `up` has brought yet, or a rollback of ECS. */
function otherImage({ released, keptImage, service }: ModuleFacts, runs: string | undefined): string[] {
  if (released === undefined || runs === undefined || keptImage || isDeploying(service!)) return [];
  return runs === released.digest ? [] : [`runs ${shortDigest(runs)}, which is not what is released`];
}

function runningDigest(tasks: readonly Task[]): string | undefined {
  const started = ({ startedAt }: Task) => startedAt?.getTime() ?? 0;
  const [newest] = [...tasks].sort((a, b) => started(b) - started(a));
  const image = newest?.containers?.find(({ name }) => name === containerNames.application)?.image;
  return image?.split("@")[1];
}

/** The algorithm and twelve digits, which tell images of one module apart. */
const shortDigest = (digest: string): string => digest.slice(0, "sha256:".length + 12);

export function statusShown(report: StatusReport): Shown {
  const { stack, healthy, modules, alarms } = report;
  const count = (state: ModuleState) => modules.filter((module) => module.state === state).length;
  const states = [...new Set(modules.map(({ state }) => state))].sort();
  const counted = states.map((state) => `${count(state)} ${state}`).join(", ");
  const rings = alarms.length === 0 ? "no alarm rings" : `${alarms.length} alarm(s) ring`;
  const troubled = modules.filter(({ why }) => why.length > 0);
  return {
    headline: `${stack}: ${healthy ? "healthy" : "NOT HEALTHY"} (${counted}; ${rings})`,
    bad: !healthy,
    sections: [
      modulesTable(modules),
      ...(troubled.length === 0 ? [] : [whyTable(stack, troubled)]),
      ...(alarms.length === 0 ? [] : [alarmsTable(alarms)]),
    ],
  };
}

function modulesTable(modules: readonly ModuleStatus[]): Section {
  return {
    title: "Modules",
    columns: [
      { heading: "module" },
      { heading: "state" },
      { heading: "running", align: "right" },
      { heading: "desired", align: "right" },
      { heading: "pending", align: "right" },
      { heading: "healthy", align: "right" },
      { heading: "rollout" },
      { heading: "released" },
      { heading: "since" },
      { heading: "alarms", align: "right" },
    ],
    rows: modules.map(({ module, state, tasks, health, rollout, released, alarms }) => [
      module,
      stateCell(state),
      String(tasks.running),
      String(tasks.desired),
      String(tasks.pending),
      health.healthy + health.unhealthy === 0 ? "-" : String(health.healthy),
      rollout ?? "-",
      released === undefined ? "never" : shortDigest(released.digest),
      timeText(released?.since),
      alarms.length === 0 ? "-" : alarm(String(alarms.length)),
    ]),
    note: "healthy counts the tasks with a health check of their own (health.command); alarms tell what load balancers see.",
  };
}

const stateCell = (state: ModuleState): Cell =>
  state === "missing" || state === "unhealthy" ? alarm(state) : state;

const timeText = (iso: string | undefined): string => (iso === undefined ? "-" : minuteText(new Date(iso)));

function whyTable(stack: string, modules: readonly ModuleStatus[]): Section {
  return {
    title: "To look at",
    columns: [{ heading: "module" }, { heading: "what" }],
    rows: modules.flatMap(({ module, why }) => why.map((what) => [module, what])),
    note: `More: npx ai-platform events ${stack} <module>, npx ai-platform logs ${stack} <module>`,
  };
}

function alarmsTable(alarms: readonly RingingAlarm[]): Section {
  return {
    title: "Alarms that ring",
    columns: [{ heading: "alarm" }, { heading: "severity" }, { heading: "since" }, { heading: "what" }],
    rows: alarms.map(({ what, severity, since, description }) => [
      what,
      severity === "critical" ? alarm(severity) : (severity ?? "-"),
      timeText(since),
      description,
    ]),
  };
}
