import type { Service } from "@pulumi/aws/ecs";
import type * as pulumi from "@pulumi/pulumi";
import { type AlarmArgs, createAlarm } from "../../infra/alarms/createAlarm";
import { createEventAlarm } from "../../infra/alarms/createEventAlarm";
import type { ModuleConfig } from "../../infra/config/schema/module";
import { logGroupName } from "../../infra/naming";
import { failedDeployments, restartedTasks } from "./alarmEvents";
import type { ContainerModuleArgs } from "./ContainerModule";
import { callsWithoutLogs, tasksThatAre } from "./healthMetrics";
import type { Routing } from "./routing";
import { targetsOf, type WatchedTargets } from "./targetMetrics";

type Watched = Omit<AlarmArgs, "module" | "what">;

/** What CloudWatch calls what runs. */
export interface WatchedService {
  readonly cluster: pulumi.Input<string>;
  readonly logGroup: string;
  readonly routing: Pick<Routing, "loadBalancerSuffix" | "targetGroups"> | undefined;
  /** Where its calls are counted; a load balancer of its own counts none. */
  readonly targets: Omit<WatchedTargets, "period"> | undefined;
}

/** What an alarm of a service watches, by the last part of its name. Errors and latency have the release's alarms. */
export function serviceAlarms(
  name: string,
  module: Pick<ModuleConfig, "logRouter" | "protocol" | "scaling">,
  { cluster, logGroup, routing, targets }: WatchedService,
): Readonly<Record<string, Watched>> {
  return {
    cpu: use("CPUUtilization", "CPU", name, cluster),
    memory: use("MemoryUtilization", "memory", name, cluster),
    ...(routing === undefined ? {} : targetAlarms(name, module, routing)),
    // A log router takes the lines elsewhere.
    ...(targets === undefined || module.logRouter !== false
      ? {}
      : {
          logs: {
            severity: "warning",
            description: `${name} has answered many calls for an hour and logged nothing.`,
            runbook: "silent-logs",
            metricQueries: callsWithoutLogs({ ...targets, period: 3600 }, logGroup),
            comparisonOperator: "GreaterThanOrEqualToThreshold",
            threshold: 1,
            evaluationPeriods: 1,
            treatMissingData: "notBreaching",
          },
        }),
  };
}

/** Of all its tasks together. Above what scaling aims at, and for longer than scaling takes. */
function use(metricName: string, what: string, name: string, cluster: pulumi.Input<string>): Watched {
  return {
    severity: "warning",
    description: `The tasks of ${name} have used more than 90 % of their ${what} for 15 minutes.`,
    runbook: "module-resources",
    namespace: "AWS/ECS",
    metricName,
    dimensions: { ClusterName: cluster, ServiceName: name },
    statistic: "Average",
    period: 300,
    evaluationPeriods: 3,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 90,
    // No task runs: other alarms tell of that, where it is not meant.
    treatMissingData: "notBreaching",
  };
}

/** A module that sleeps at times has no healthy task then. */
const sleeps = ({ schedules }: ModuleConfig["scaling"]) =>
  Object.values(schedules).some(({ min }) => min === 0);

function targetAlarms(
  name: string,
  module: Pick<ModuleConfig, "protocol" | "scaling">,
  routing: NonNullable<WatchedService["routing"]>,
): Readonly<Record<string, Watched>> {
  const targets = { ...routing, protocol: module.protocol };
  return {
    ...(sleeps(module.scaling)
      ? {}
      : {
          healthy: {
            severity: "critical",
            description: `${name} has no healthy task, or its load balancer says nothing of any.`,
            runbook: "unhealthy-tasks",
            metricQueries: tasksThatAre("HealthyHostCount", targets),
            comparisonOperator: "LessThanThreshold",
            threshold: 1,
            // The newest minutes may not be there yet, and count as none.
            evaluationPeriods: 5,
            treatMissingData: "breaching",
            duringDeploys: "muted",
          },
        }),
    unhealthy: {
      severity: "warning",
      description: `A task of ${name} has not answered its load balancer for 15 minutes.`,
      runbook: "unhealthy-tasks",
      metricQueries: tasksThatAre("UnHealthyHostCount", targets),
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      // The newest minutes may not be there yet, and count as none.
      evaluationPeriods: 15,
      datapointsToAlarm: 12,
      treatMissingData: "notBreaching",
      duringDeploys: "muted",
    },
  };
}

export function createAlarms(
  name: string,
  args: ContainerModuleArgs,
  { service, routing }: { readonly service: Service; readonly routing: Routing | undefined },
  tags: Record<string, string>,
  parent: pulumi.Resource,
): void {
  const { alarms, owner, platform, scope } = args;
  const module = { owner, tags };
  const watched = serviceAlarms(name, args, {
    cluster: platform.cluster.name,
    logGroup: logGroupName(scope.environment, "modules", name),
    routing,
    targets: targetsOf(args, routing),
  });
  for (const [what, alarm] of Object.entries(watched))
    createAlarm(`${name}-${what}`, { what: `${name}-${what}`, module, ...alarm }, alarms, parent);
  createEventAlarm(
    `${name}-restarts`,
    {
      what: `${name}-restarts`,
      module,
      severity: "warning",
      description: `Tasks of ${name} ended by themselves three times in 15 minutes, or never started.`,
      runbook: "task-restarts",
      pattern: platform.cluster.arn.apply((arn) => restartedTasks(arn, name)),
      events: 3,
      period: 900,
    },
    platform.eventLog,
    alarms,
    parent,
  );
  createEventAlarm(
    `${name}-deployments`,
    {
      what: `${name}-deployments`,
      module,
      severity: "warning",
      description: `A deployment of ${name} failed; the revision before it goes on.`,
      runbook: "failed-deployments",
      pattern: service.id.apply((arn) => failedDeployments(arn)),
      events: 1,
      period: 300,
    },
    platform.eventLog,
    alarms,
    parent,
  );
}
