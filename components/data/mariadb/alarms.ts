import type { Instance } from "@pulumi/aws/rds";
import type * as pulumi from "@pulumi/pulumi";
import { type AlarmArgs, createAlarm } from "../../../infra/alarms/createAlarm";
import { createEventAlarm } from "../../../infra/alarms/createEventAlarm";
import type { MariadbConfig } from "../../../infra/config/schema/data";
import { databaseMemory, sharedConnections } from "../../../infra/connections";
import type { MariadbArgs } from "./Mariadb";

const gib = 2 ** 30;

type Watched = Pick<
  AlarmArgs,
  "comparisonOperator" | "description" | "metricName" | "severity" | "statistic" | "threshold"
> & {
  /** Five minutes each. */
  readonly evaluationPeriods: number;
};

/**
 * What an alarm of the server watches, by the last part of its name. RDS enlarges the storage by itself while less than
 * a tenth of it is free, up to `maxStorageGiB` and at most every six hours, so that what stays below did not help.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
 * There is no replica, and so no lag; the standby in another zone writes at the same time.
 */
export function serverAlarms({
  instanceClass,
  storageGiB,
}: Pick<MariadbConfig, "instanceClass" | "storageGiB">): Readonly<Record<string, Watched>> {
  const free = (percent: number, severity: AlarmArgs["severity"], evaluationPeriods: number): Watched => ({
    severity,
    description: `Less than ${percent} % of the storage that MariaDB began with is free.`,
    metricName: "FreeStorageSpace",
    statistic: "Minimum",
    comparisonOperator: "LessThanThreshold",
    threshold: (storageGiB * gib * percent) / 100,
    evaluationPeriods,
  });
  return {
    storage: free(10, "warning", 6),
    "full-storage": free(5, "critical", 1),
    connections: {
      severity: "warning",
      description: "MariaDB has more than 90 % of the connections that all modules may hold together.",
      metricName: "DatabaseConnections",
      statistic: "Maximum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: Math.floor(sharedConnections(instanceClass)! * 0.9),
      evaluationPeriods: 1,
    },
    processor: {
      severity: "warning",
      description: "MariaDB has used more than 90 % of its CPU for 15 minutes.",
      metricName: "CPUUtilization",
      statistic: "Average",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 90,
      evaluationPeriods: 3,
    },
    "free-memory": {
      severity: "warning",
      description: "Less than 5 % of MariaDB's memory has been free for 15 minutes.",
      metricName: "FreeableMemory",
      statistic: "Maximum",
      comparisonOperator: "LessThanThreshold",
      threshold: Math.floor(databaseMemory(instanceClass)! / 20),
      evaluationPeriods: 3,
    },
  };
}

/**
 * What RDS tells of a server in trouble, as an event pattern.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html
 */
export function serverTroubles(serverArn: string) {
  return {
    source: ["aws.rds"],
    "detail-type": ["RDS DB Instance Event"],
    resources: [serverArn],
    detail: { EventCategories: ["deletion", "failover", "failure", "low storage"] },
  };
}

export function createAlarms(
  name: string,
  args: MariadbArgs,
  server: Instance,
  parent: pulumi.Resource,
): void {
  const { alarms, eventLog } = args;
  for (const [what, watched] of Object.entries(serverAlarms(args)))
    createAlarm(
      `${name}-${what}`,
      {
        what: `mariadb-${what}`,
        runbook: "mariadb-server",
        namespace: "AWS/RDS",
        dimensions: { DBInstanceIdentifier: server.identifier },
        period: 300,
        // A server that restarts says nothing for a while; its events do.
        treatMissingData: "missing",
        ...watched,
      },
      alarms,
      parent,
    );
  createEventAlarm(
    `${name}-events`,
    {
      what: "mariadb-events",
      severity: "critical",
      description: "MariaDB was deleted, failed, went over to its standby, or has no storage left.",
      runbook: "mariadb-server",
      pattern: server.arn.apply(serverTroubles),
      events: 1,
      period: 300,
    },
    eventLog,
    alarms,
    parent,
  );
}
