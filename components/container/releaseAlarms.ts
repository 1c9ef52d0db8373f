import type { MetricAlarm } from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import { type AlarmArgs, createAlarm } from "../../infra/alarms/createAlarm";
import { alarmMinutes } from "../../infra/trafficShift";
import type { ContainerModuleArgs } from "./ContainerModule";
import type { Routing } from "./routing";
import { errorShare, slowest, targetsOf } from "./targetMetrics";

/** Seconds of one number; the load balancer has none for less. */
const period = 60;

/** What rolls a release back. Their names are known beforehand, so that the service can have them without a circle. */
export function createReleaseAlarms(
  name: string,
  args: ContainerModuleArgs,
  routing: Routing | undefined,
  tags: Record<string, string>,
  parent: pulumi.Resource,
): MetricAlarm[] {
  const targets = targetsOf(args, routing);
  if (targets === undefined) return [];
  const watched = { ...targets, period };
  const alarm = (
    what: string,
    own: Pick<AlarmArgs, "description" | "runbook" | "threshold" | "metricQueries">,
  ) =>
    createAlarm(
      `${name}-release-${what}`,
      {
        what: `${name}-release-${what}`,
        module: { owner: args.owner, tags },
        severity: "critical",
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: alarmMinutes,
        datapointsToAlarm: alarmMinutes - 1,
        // Nobody calls: then there is nothing to say against the release.
        treatMissingData: "notBreaching",
        ...own,
      },
      args.alarms,
      parent,
    );
  // Switched off, one stays: ECS keeps what it is not told, and no switch goes without the name of an alarm.
  const { errorPercent, responseSeconds } = args.release.alarms || { errorPercent: 100 };
  return [
    alarm("errors", {
      description: `More than ${errorPercent} % of the answers of ${name} are errors.`,
      runbook: "module-errors",
      threshold: errorPercent,
      metricQueries: errorShare(watched),
    }),
    ...(responseSeconds === undefined
      ? []
      : [
          alarm("latency", {
            description: `${name} takes more than ${responseSeconds} s to begin its answer.`,
            runbook: "module-latency",
            threshold: responseSeconds,
            metricQueries: slowest(watched),
          }),
        ]),
  ];
}
