import { githubCronFaults } from "../../../delivery/githubCron";
import { fault, type Fault } from "../../../faults";
import { scheduleFault } from "../../../schedules";
import type { DeliveryConfig } from "../../schema/delivery";

/** What the schema's pattern cannot see: numbers that no clock shows, and what only the other clock knows. */
export function careFaults({ care, pipelines }: DeliveryConfig): Fault[] {
  return Object.entries(care).flatMap(([key, cron]) => {
    const path = `delivery.care.${key}`;
    const wrong = scheduleFault(`cron(${cron})`);
    if (wrong !== undefined) return [fault(path, wrong.rule, cron, wrong.fix)];
    const [, , dayOfMonth, , dayOfWeek] = cron.split(" ");
    return (dayOfMonth === "?") === (dayOfWeek === "?")
      ? [
          fault(
            path,
            "must have a question mark for either the day of the month or the day of the week",
            cron,
            'Write "0 21 * * ? *" for every day, or "0 18 ? * SUN *" for Sundays.',
          ),
        ]
      : pipelines === "github-actions"
        ? githubCronFaults(path, cron)
        : [];
  });
}
