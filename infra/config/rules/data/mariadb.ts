import { fault, type Fault } from "../../../faults";
import type { MariadbConfig } from "../../schema/data";
import type { EnvironmentConfig } from "../../schema/environment";
import { windowOf, windowsOverlap } from "./windows";

type Modules = EnvironmentConfig["modules"];

export function mariadbFaults(db: MariadbConfig, modules: Modules): Fault[] {
  return [...storageFaults(db), ...windowFaults(db), ...insightFaults(db), ...ownerFaults(db, modules)];
}

function storageFaults({ storageGiB, maxStorageGiB }: MariadbConfig): Fault[] {
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.StorageTypes.html: at least 10 % more.
  if (maxStorageGiB >= storageGiB * 1.1) return [];
  return [
    fault(
      "data.mariadb.maxStorageGiB",
      `must be at least a tenth more than storageGiB (${storageGiB})`,
      maxStorageGiB,
      `Write ${Math.ceil(storageGiB * 1.1)} or more.`,
    ),
  ];
}

function windowFaults(db: MariadbConfig): Fault[] {
  const { backupWindow, maintenanceWindow } = db;
  return [
    ...(["backupWindow", "maintenanceWindow"] as const)
      .filter((key) => windowOf(db[key]).minutes < 30)
      .map((key) =>
        fault(`data.mariadb.${key}`, "must be at least 30 minutes long", db[key], "Let it end later."),
      ),
    ...(windowsOverlap(windowOf(backupWindow), windowOf(maintenanceWindow))
      ? [
          fault(
            "data.mariadb.maintenanceWindow",
            `must not overlap backupWindow (${backupWindow})`,
            maintenanceWindow,
            "Move one of them.",
          ),
        ]
      : []),
  ];
}

function insightFaults({ performanceInsights, instanceClass }: MariadbConfig): Fault[] {
  if (!performanceInsights || !/^db\.t\dg?\.(micro|small)$/.test(instanceClass)) return [];
  return [
    fault(
      "data.mariadb.performanceInsights",
      `is not offered on ${instanceClass}`,
      true,
      "Write false, or take db.t4g.medium or larger.",
    ),
  ];
}

/** Who writes what all others read must be there, and be a user of the database. */
function ownerFaults({ metadataOwner }: MariadbConfig, modules: Modules): Fault[] {
  const able = Object.keys(modules)
    .filter((name) => modules[name]!.data.schema)
    .sort();
  if (metadataOwner === undefined || able.includes(metadataOwner)) return [];
  return [
    fault(
      "data.mariadb.metadataOwner",
      "must be a module with data.schema",
      metadataOwner,
      able.length === 0
        ? "No module has one; remove the key."
        : `Use one of: ${able.join(", ")}; or remove the key.`,
    ),
  ];
}
