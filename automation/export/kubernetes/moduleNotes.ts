import type { ModuleConfig } from "../../../infra/config/schema/module";
import { hasNetworkLoadBalancer, hasService, isRouted } from "../../../infra/moduleKinds";
import { isScaled } from "../../../infra/scaling";
import { metricsOf } from "./autoscaler";
import { cronOf } from "./cron";
import { startsAfter } from "./pod";
import { companionsOf } from "./resources";
import type { Workload } from "./workload";

/** What of one module Kubernetes has no plain field for. */
export function moduleNotes(workload: Workload): string[] {
  const { config } = workload;
  return [
    ...(hasService(config)
      ? [...checkNotes(workload), ...scalingNotes(config), ...releaseNotes(config)]
      : []),
    ...capacityNotes(config),
    ...containerNotes(workload),
    ...jobNotes(config),
  ];
}

function checkNotes({ config, targets, task }: Workload): string[] {
  const { healthCheck } = task.application;
  return [
    ...(targets === undefined && healthCheck === undefined
      ? ["Nothing asks whether it works, as on ECS: set health.command, or write a probe."]
      : []),
    ...(hasNetworkLoadBalancer(config)
      ? [
          `Its Network Load Balancer for ${config.allowedCidrs.join(", ")} does not come along. The NetworkPolicy lets these in; what stands in front, and keeps the addresses of callers, is your choice.`,
        ]
      : []),
  ];
}

function scalingNotes({ scaling }: ModuleConfig): string[] {
  if (!isScaled(scaling)) return [];
  const { min, max, requestsInFlight, queueDepthPerTask, metric, predictive, schedules } = scaling;
  const grows = max > min;
  const lost = [
    ...(requestsInFlight === undefined ? [] : [`requestsInFlight ${requestsInFlight}`]),
    ...(queueDepthPerTask === undefined ? [] : [`queueDepthPerTask ${queueDepthPerTask}`]),
    ...(metric === undefined ? [] : [`metric ${metric.namespace} ${metric.name} at ${metric.target}`]),
    ...(predictive === "off" ? [] : [`predictive ${predictive}`]),
  ];
  const times = Object.entries(schedules)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, one]) => `${name} ${one.at} ${one.timezone}: ${one.min} to ${one.max}`);
  const fixed = metricsOf(scaling).length === 0 ? ` Until then ${min} pod(s) run.` : "";
  return [
    ...(grows && lost.length > 0
      ? [`Scaling by ${lost.join(", ")} needs metrics from outside, for example KEDA.${fixed}`]
      : []),
    ...(times.length > 0
      ? [`Scaling by the clock (${times.join("; ")}) needs, for example, KEDA's cron scaler.`]
      : []),
  ];
}

function releaseNotes(config: ModuleConfig): string[] {
  const { strategy, alarms, smokeTest, approvalMinutes } = config.release;
  const shifts = strategy !== "rolling";
  const lost = [
    ...(shifts ? [strategy] : []),
    ...(alarms === false || !isRouted(config) ? [] : ["rollback by alarms"]),
    ...(shifts && smokeTest !== false ? [`smoke test of ${smokeTest.path}`] : []),
    ...(shifts && approvalMinutes !== false ? ["approval"] : []),
  ];
  return lost.length === 0
    ? []
    : [`Its releases lose ${lost.join(", ")}: Argo Rollouts or Flagger have such things.`];
}

function capacityNotes({ capacity, ephemeralStorageGiB }: ModuleConfig): string[] {
  const { kind, pool, spotPercent, gpuNames, constraints = [], placement = [] } = capacity;
  const expressions = constraints.filter((text) => text !== "distinct-instances");
  const packing = placement.filter((name) => !name.startsWith("spread-"));
  return [
    ...(kind === "external"
      ? [
          "Runs on the company's own servers: label those nodes and add the label to nodeSelector. It has no Service, since nothing calls it on ECS.",
        ]
      : []),
    ...(pool === undefined ? [] : [`Runs on the pool ${pool}: make nodes of that kind, and select them.`]),
    ...(kind === "gpu"
      ? [
          `Needs nodes with GPUs${gpuNames === undefined ? "" : ` (${gpuNames.join(" or ")})`}, the device plugin of NVIDIA, and a toleration where such nodes have a taint.`,
        ]
      : []),
    ...(spotPercent > 0 && pool === undefined && kind !== "external"
      ? [`${spotPercent} % of the tasks may be on Spot: choose it by the nodes of your cluster.`]
      : []),
    ...(expressions.length === 0
      ? []
      : [`Constraints on instances are ECS's own: ${expressions.join("; ")}. Write them as nodeAffinity.`]),
    ...(packing.length === 0 ? [] : [`Placement ${packing.join(", ")} is the scheduler's own choice.`]),
    ...(ephemeralStorageGiB > 20 ? [`Nodes need ${ephemeralStorageGiB} GiB of disk for each pod.`] : []),
  ];
}

function containerNotes({ config, task }: Workload): string[] {
  const { container, logRouter, tracing, sidecars } = config;
  const ulimits = Object.entries(container.ulimits).map(([name, limit]) => `${name} ${limit}`);
  const essential = Object.keys(sidecars)
    .filter((name) => sidecars[name]!.essential)
    .sort();
  const after = companionsOf(task)
    .filter(startsAfter)
    .map(({ name }) => name);
  return [
    ...(ulimits.length === 0
      ? []
      : [`ulimits (${ulimits.sort().join(", ")}) are those of the node's container runtime.`]),
    ...(logRouter === false
      ? []
      : ["Its log router (FireLens) stays: give its output to the log agent of your cluster."]),
    ...(tracing
      ? ["The collector sends traces to X-Ray, with the rights of the ServiceAccount; its image knows ECS."]
      : []),
    ...(essential.length === 0
      ? []
      : [`A task ends with ${essential.join(", ")}; in a pod that container alone starts again.`]),
    ...(after.length === 0
      ? []
      : [`${after.join(", ")} waits for the module on ECS; here both start together, in a job before it.`]),
  ];
}

function jobNotes({ jobs }: ModuleConfig): string[] {
  const all = Object.entries(jobs).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    ...all.flatMap(([name, { schedule }]) => {
      const { cron, note } = cronOf(schedule);
      if (note === undefined) return [];
      return [`Job ${name}, ${schedule}: ${note}.${cron === undefined ? " It is suspended." : ""}`];
    }),
    ...(all.length === 0
      ? []
      : ["Nobody is told when a job fails: watch kube_job_status_failed, or what your cluster has for it."]),
  ];
}
