import { z } from "zod";
import { scheduleExpression, timezone } from "./scaling";
import { boolean, integer } from "./scalars";

export const jobSchema = z.strictObject({
  schedule: scheduleExpression().describe("When, as cron(…) or rate(…)."),
  timezone: timezone().describe("Time zone of the schedule, for example Asia/Seoul."),
  command: z.array(z.string().min(1).max(2048)).min(1).max(50).describe("Command in the module's image, without a shell."),
  tasks: integer(1, 10).describe("Tasks that start at each time."),
  retries: integer(0, 185).describe("How often a start that AWS refuses is tried again. A job that fails is not started again."),
  maximumAgeMinutes: integer(1, 1440).describe("Minutes after which a start is given up."),
  enabled: boolean().describe("False keeps the job and starts nothing."),
});
export type JobConfig = z.output<typeof jobSchema>;

export const queueSchema = z.strictObject({
  visibilitySeconds: integer(0, 43_200).describe("Seconds that a message is hidden from others after it was taken; longer than the work on one."),
  receives: integer(1, 1000).describe("How often a message is taken before it goes to the dead-letter queue."),
  // A dead letter keeps the date of the message, and its queue keeps it for 14 days from then.
  retentionDays: integer(1, 13).describe("Days that a message waits at most."),
});
export type QueueConfig = z.output<typeof queueSchema>;
