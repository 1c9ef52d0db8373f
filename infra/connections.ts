import type { ModuleConfig } from "./config/schema/module";
import { hasService } from "./moduleKinds";

const burstable = { micro: 1, small: 2, medium: 4, large: 8, xlarge: 16, "2xlarge": 32 };
const general = { large: 8, xlarge: 16, "2xlarge": 32, "4xlarge": 64, "8xlarge": 128, "16xlarge": 256 };
const roomy = { large: 16, xlarge: 32, "2xlarge": 64, "4xlarge": 128, "8xlarge": 256, "16xlarge": 512 };

/**
 * GiB of memory by family and size of an RDS instance class; a class has those of the EC2 type of its name.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html
 */
const families: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  t3: burstable,
  t4g: burstable,
  m6g: general,
  m6i: general,
  m7g: general,
  m7i: general,
  m8g: general,
  r6g: roomy,
  r6i: roomy,
  r7g: roomy,
  r7i: roomy,
  r8g: roomy,
};

const memoryGiB: ReadonlyMap<string, number> = new Map(
  Object.entries(families).flatMap(([family, sizes]) =>
    Object.entries(sizes).map(([size, gib]): [string, number] => [`db.${family}.${size}`, gib]),
  ),
);

/** Those whose memory is known here. */
export const databaseClasses: readonly string[] = [...memoryGiB.keys()];

/** Bytes of memory of a class that is in the table. */
export function databaseMemory(instanceClass: string): number | undefined {
  const gib = memoryGiB.get(instanceClass);
  return gib === undefined ? undefined : gib * 2 ** 30;
}

/** RDS gives MariaDB a connection for so much memory, and never more than so many. */
const bytesPerConnection = 12_582_880;
const mostConnections = 16_000;

/** Of the memory of a class, what RDS keeps from the server for what manages it: 7 to 12 % in servers looked at. */
const keptShare = 1 / 10;

/**
 * `max_connections` of a server, undefined for a class that is not in the table: what RDS's own formula,
 * DBInstanceClassMemory / 12582880, comes to. Here it is a number, so that a plan can count with it.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
 */
export function connectionLimit(instanceClass: string): number | undefined {
  const gib = memoryGiB.get(instanceClass);
  if (gib === undefined) return undefined;
  return Math.min(mostConnections, Math.floor((gib * 2 ** 30 * (1 - keptShare)) / bytesPerConnection));
}

/** Of the connections, those that stay for administrators, functions, RDS itself and a replica. */
export const reservedPercent = 10;

/** Connections that all modules may share, undefined for a class that is not in the table. */
export function sharedConnections(instanceClass: string): number | undefined {
  const limit = connectionLimit(instanceClass);
  return limit === undefined ? undefined : limit - Math.ceil((limit * reservedPercent) / 100);
}

/** A new revision starts beside the old one, task by task or as a whole. */
const revisionsAtOnce = 2;

/**
 * Tasks of a module that can run at the same time: its service at its largest, in the middle of a deployment, and one
 * start of each job, also of one that waits to be turned on. A module that has neither starts one task by hand.
 */
export function mostTasks({ kind, scaling, jobs }: Pick<ModuleConfig, "kind" | "scaling" | "jobs">): number {
  const bounds = [scaling.max, ...Object.values(scaling.schedules).map(({ max }) => max)];
  const service = hasService({ kind }) ? revisionsAtOnce * Math.max(...bounds) : 0;
  const started = Object.values(jobs).reduce((sum, { tasks }) => sum + tasks, 0);
  return Math.max(1, service + started);
}

/** Connections that one task may hold, so that all tasks together keep to the module's share; 0 is too few. */
export function poolSize(module: Pick<ModuleConfig, "kind" | "scaling" | "jobs" | "data">): number {
  return Math.floor(module.data.connections / mostTasks(module));
}
