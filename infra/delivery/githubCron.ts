import { ConfigFaults, fault, type Fault } from "../faults";

/**
 * A cron of AWS as GitHub takes it: five fields without a year, a star for a question mark, and days of the week
 * from 0 instead of 1.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#schedule
 * @throws ConfigFaults for what only AWS can say.
 */
export function githubCron(path: string, cron: string): string {
  const faults = githubCronFaults(path, cron);
  if (faults.length > 0) throw new ConfigFaults(faults);
  const [minutes, hours, dayOfMonth, month, dayOfWeek] = cron.split(" ");
  const days = dayOfWeek!.replace(
    /(^|[,-])(\d)/g,
    (_, before: string, day: string) => `${before}${Number(day) - 1}`,
  );
  return [minutes, hours, dayOfMonth, month, days].join(" ").replaceAll("?", "*");
}

/** What of a cron, which is one to AWS, GitHub does not know. */
export function githubCronFaults(path: string, cron: string): Fault[] {
  const [, , dayOfMonth, , dayOfWeek, year] = cron.split(" ");
  return year !== "*" || /[LW]/.test(dayOfMonth!) || /L$|#/.test(dayOfWeek!)
    ? [
        fault(
          path,
          "must be a cron that GitHub knows as well, for its workflows",
          cron,
          "Do without L, W and #, and write * for the year.",
        ),
      ]
    : [];
}
