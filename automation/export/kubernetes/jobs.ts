import type { ICronJob } from "kubernetes-models/batch/v1";
import type { JobConfig } from "../../../infra/config/schema/jobs";
import { cronOf } from "./cron";
import { annotations, labelsOf } from "./labels";
import { jobPod } from "./pod";
import type { Values } from "./values";
import type { Workload } from "./workload";

/** What stands in for a schedule that cannot be told; the job is suspended then. */
const neverAsked = "0 0 1 1 *";

/** The module's jobs, by name. */
export function cronJobs(namespace: string, workload: Workload, values: Values): ICronJob[] {
  return Object.entries(workload.config.jobs)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([job, config]) => cronJob(namespace, workload, { job, config }, values));
}

function cronJob(
  namespace: string,
  workload: Workload,
  { job, config }: { readonly job: string; readonly config: JobConfig },
  values: Values,
): ICronJob {
  const { module } = workload;
  const { schedule, timezone, tasks, enabled, maximumAgeMinutes, command } = config;
  const { cron } = cronOf(schedule);
  const labels = labelsOf(module, "job");
  return {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: {
      // Module and job may both have hyphens, but no two at once.
      name: `${module}--${job}`,
      namespace,
      labels,
      annotations: {
        [annotations.owner]: workload.config.owner,
        ...(cron === undefined ? { [annotations.schedule]: schedule } : {}),
      },
    },
    spec: {
      schedule: cron ?? neverAsked,
      timeZone: timezone,
      suspend: !enabled || cron === undefined,
      // EventBridge Scheduler does not keep two runs apart either.
      concurrencyPolicy: "Allow",
      startingDeadlineSeconds: maximumAgeMinutes * 60,
      jobTemplate: {
        metadata: { labels },
        spec: {
          completions: tasks,
          parallelism: tasks,
          // A job that fails is not started again.
          backoffLimit: 0,
          template: { metadata: { labels }, spec: jobPod(workload, command, values) },
        },
      },
    },
  };
}
