import { startMinutes } from "../../../backups";
import { fault, type Fault } from "../../../faults";
import type { BackupsConfig, DataConfig, MariadbConfig } from "../../schema/data";
import { earlier, longer, type Window, windowOf, windowsOverlap } from "./windows";

export function backupFaults(backups: BackupsConfig, { mariadb }: DataConfig): Fault[] {
  const { dailyDays, monthlyDays } = backups;
  return [
    ...(mariadb ? timeFaults(backups, mariadb) : []),
    ...(monthlyDays !== false && monthlyDays <= dailyDays
      ? [
          fault(
            "data.backups.monthlyDays",
            `must be more than dailyDays (${dailyDays})`,
            monthlyDays,
            "The daily backups reach back as far; write more, or false.",
          ),
        ]
      : []),
  ];
}

const hour = 60;

/**
 * RDS takes no backup in the hour before its own windows, or in them.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
 */
function timeFaults({ time }: BackupsConfig, { backupWindow, maintenanceWindow }: MariadbConfig): Fault[] {
  const starts: Window = { start: windowOf(`${time}-${time}`).start, minutes: startMinutes };
  // RDS's own backup may outlast its window.
  const taken = {
    backupWindow: longer(earlier(windowOf(backupWindow), hour), hour),
    maintenanceWindow: earlier(windowOf(maintenanceWindow), hour),
  };
  const texts = { backupWindow, maintenanceWindow };
  return (["backupWindow", "maintenanceWindow"] as const)
    .filter((key) => windowsOverlap(starts, taken[key]))
    .map((key) =>
      fault(
        "data.backups.time",
        `must leave an hour between it and data.mariadb.${key} (${texts[key]})`,
        time,
        "A backup starts up to an hour after this time, and RDS takes none then; move one of them.",
      ),
    );
}
