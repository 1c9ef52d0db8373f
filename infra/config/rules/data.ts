import { armInstanceTypes } from "../../aws/instances";
import { fault, type Fault } from "../../faults";
import { collectionMemoryMiB, qdrantMemoryMiB, replicationFactor } from "../../qdrant";
import type { MariadbConfig, QdrantConfig } from "../schema/data";
import type { EnvironmentConfig } from "../schema/environment";

export function dataRules({ data, modules }: EnvironmentConfig): Fault[] {
  return [
    ...(data.mariadb ? mariadbFaults(data.mariadb) : []),
    ...(data.qdrant ? qdrantFaults(data.qdrant, modules) : []),
  ];
}

function mariadbFaults(db: MariadbConfig): Fault[] {
  const faults: Fault[] = [];
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.StorageTypes.html: at least 10 % more.
  if (db.maxStorageGiB < db.storageGiB * 1.1)
    faults.push(
      fault(
        "data.mariadb.maxStorageGiB",
        `must be at least a tenth more than storageGiB (${db.storageGiB})`,
        db.maxStorageGiB,
        `Write ${Math.ceil(db.storageGiB * 1.1)} or more.`,
      ),
    );
  for (const key of ["backupWindow", "maintenanceWindow"] as const)
    if (windowMinutes(db[key]) < 30)
      faults.push(
        fault(`data.mariadb.${key}`, "must be at least 30 minutes long", db[key], "Let it end later."),
      );
  if (windowsOverlap(db.backupWindow, db.maintenanceWindow))
    faults.push(
      fault(
        "data.mariadb.maintenanceWindow",
        `must not overlap backupWindow (${db.backupWindow})`,
        db.maintenanceWindow,
        "Move one of them.",
      ),
    );
  if (db.performanceInsights && /^db\.t\dg?\.(micro|small)$/.test(db.instanceClass))
    faults.push(
      fault(
        "data.mariadb.performanceInsights",
        `is not offered on ${db.instanceClass}`,
        true,
        "Write false, or take db.t4g.medium or larger.",
      ),
    );
  return faults;
}

function qdrantFaults(qdrant: QdrantConfig, modules: EnvironmentConfig["modules"]): Fault[] {
  const faults: Fault[] = [];
  if (qdrant.nodes === 2)
    faults.push(
      fault(
        "data.qdrant.nodes",
        "must be 1, or 3 and more",
        2,
        "Two nodes have no majority when one is lost; write 1 or 3.",
      ),
    );
  if (!armInstanceTypes.includes(qdrant.instanceType))
    return [
      ...faults,
      fault(
        "data.qdrant.instanceType",
        "must be one whose memory is known here",
        qdrant.instanceType,
        `Use one of: ${armInstanceTypes.join(", ")}.`,
      ),
    ];
  const needed = Object.values(modules)
    .flatMap(({ data }) => (data.collections ? Object.values(data.collections) : []))
    .reduce((sum, { vectors, vectorSize }) => sum + collectionMemoryMiB(vectors ?? 0, vectorSize), 0);
  const perNode = (needed * replicationFactor(qdrant.nodes)) / qdrant.nodes;
  const available = qdrantMemoryMiB(qdrant.instanceType);
  if (perNode > available)
    faults.push(
      fault(
        "data.qdrant.instanceType",
        `must hold ${Math.ceil(perNode)} MiB of vectors per node and has ${available} MiB`,
        qdrant.instanceType,
        "Take a larger type, more nodes, or fewer vectors.",
      ),
    );
  return faults;
}

const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const minutesOfDay = 24 * 60;
const minutesOfWeek = 7 * minutesOfDay;

/** Start and length in minutes; a window without days starts on Monday. */
function windowOf(window: string): { start: number; minutes: number } {
  const [from = 0, to = 0] = window.split(/-/).map((end) => {
    const [minute, hour, day] = end.split(":").reverse();
    return Math.max(0, days.indexOf(day ?? "")) * minutesOfDay + Number(hour) * 60 + Number(minute);
  });
  const cycle = /[a-z]/.test(window) ? minutesOfWeek : minutesOfDay;
  return { start: from, minutes: (to - from + cycle) % cycle };
}

function windowMinutes(window: string): number {
  return windowOf(window).minutes;
}

function windowsOverlap(daily: string, weekly: string): boolean {
  const backup = windowOf(daily);
  const maintenance = windowOf(weekly);
  const distance = (from: number, to: number) => (((to - from) % minutesOfDay) + minutesOfDay) % minutesOfDay;
  return (
    distance(backup.start, maintenance.start) < backup.minutes ||
    distance(maintenance.start, backup.start) < maintenance.minutes
  );
}
