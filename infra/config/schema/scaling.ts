import { z } from "zod";
import { quotas } from "../../aws/quotas";
import { scheduleName } from "./names";
import { integer, number, optionalPart, text } from "./scalars";

/** Six fields, one of the two days being `?`, as EventBridge Scheduler and Application Auto Scaling want them. */
export const scheduleExpression = () =>
  text(
    /^(cron\(\S+ \S+ (\? \S+ [^\s?]+|[^\s?]+ \S+ \?) \S+\)|rate\([1-9]\d* (minutes?|hours?|days?)\))$/,
    "must be a schedule",
    "Write it as cron(minutes hours day-of-month month day-of-week year) with ? for one of the days, or rate(1 hour).",
  );

/** Whether there is such a zone, the rules ask: a pattern cannot. */
export const timezone = () =>
  text(/^[A-Za-z]+([/_+-][A-Za-z0-9]+)*$/, "must be a time zone", "Write it as Asia/Seoul or UTC.");

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html */
const dimensionName = () =>
  text(
    /^(?!:)(?=.*\S)[\x20-\x7e]{1,255}$/,
    "must be the name of a dimension",
    "Use 1 to 255 ASCII characters, and no colon at the start.",
  );

export const scalingSchema = z.strictObject({
  min: integer(1, quotas.tasksPerService).describe("Tasks at least. Only a schedule goes to 0, and from its first time on the schedules say how many."),
  max: integer(1, quotas.tasksPerService).describe("Tasks at most. Equal to `min` turns scaling off."),
  cpuPercent: optionalPart(integer(10, 95)).describe("Average CPU use to aim at, or false."),
  memoryPercent: optionalPart(integer(10, 95)).describe("Average memory use to aim at, or false."),
  requestsInFlight: integer(1, 10_000)
    .optional()
    .describe("Requests that a task works on at the same time, to aim at: requests a second times seconds to the first byte of the answer."),
  queueDepthPerTask: integer(1, 100_000).optional().describe("Waiting messages for each task of a worker, to aim at."),
  metric: z
    .strictObject({
      namespace: text(/^[^:].{0,254}$/, "must be a namespace", "Use up to 255 characters, and no colon at the start.").describe(
        "Namespace of the metric in CloudWatch.",
      ),
      name: z.string().min(1).max(255).describe("Name of the metric."),
      dimensions: z.record(dimensionName(), z.string().min(1).max(1024)).describe("Dimensions by name."),
      statistic: z.enum(["Average", "Maximum", "Minimum", "SampleCount", "Sum"]).describe("How the values of a minute become one."),
      target: number(0.001, 1_000_000_000).describe("Value to aim at. It must fall when there are more tasks."),
    })
    .optional()
    .describe("Any CloudWatch metric to follow."),
  schedules: z
    .record(
      scheduleName,
      z.strictObject({
        at: scheduleExpression().describe("When, as cron(…) or rate(…)."),
        timezone: timezone().describe("Time zone of `at`, for example Asia/Seoul."),
        min: integer(0, quotas.tasksPerService).describe("Tasks at least from then on."),
        max: integer(0, quotas.tasksPerService).describe("Tasks at most from then on."),
      }),
    )
    .describe("Times at which the bounds change."),
  predictive: z
    .enum(["off", "forecast", "scale"])
    .describe("Predictive scaling on CPU: `forecast` only shows in CloudWatch what it would do, `scale` does it as well."),
  scaleOutSeconds: integer(0, 3600).describe("Seconds between two steps to more tasks."),
  scaleInSeconds: integer(0, 3600).describe("Seconds between two steps to fewer tasks."),
});
export type ScalingConfig = z.output<typeof scalingSchema>;
