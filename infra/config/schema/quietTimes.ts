import { z } from "zod";
import { severities } from "../../alarms/alarm";
import { scheduleName } from "./names";
import { integer, text } from "./scalars";
import { timezone } from "./scaling";

/** Five fields, unlike the schedules of other services, and only these characters in each. */
const muteExpression = () =>
  text(
    /^cron\([\d*,-]+ [\d*,-]+ [\d*,-]+ [\w*,-]+ [\w*,-]+\)$/,
    "must be a time that comes back",
    "Write it as cron(minutes hours day-of-month month day-of-week), for example cron(0 2 * * SUN).",
  );

const quietTimeSchema = z.strictObject({
  at: muteExpression().describe("When it begins, as cron(…)."),
  timezone: timezone().describe("Time zone of `at`, for example Asia/Seoul."),
  minutes: integer(1, 15 * 24 * 60).describe("How long it lasts."),
  severities: z
    .array(z.enum(severities))
    .min(1)
    .max(severities.length)
    .describe("Alarms of these severities tell nobody."),
});
export type QuietTimeConfig = z.output<typeof quietTimeSchema>;

export const quietTimesSchema = z.record(scheduleName, quietTimeSchema);
