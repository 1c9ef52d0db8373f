import { z } from "zod";
import { integer, number, optionalPart } from "./scalars";

/** A budget of AWS takes ten notifications, and an action tells of itself besides. */
const percents = () => z.array(integer(1, 1000)).max(4);

const stopSchema = z.strictObject({
  atPercent: integer(1, 1000).describe("Percent of a budget that are spent when the module's calls to AI services are stopped."),
  approval: z
    .enum(["automatic", "manual"])
    .describe("`manual` waits until a person approves, docs/runbooks/budget.md says how; `automatic` waits for nobody."),
});

export const budgetSchema = z.strictObject({
  monthlyUsd: optionalPart(number(1, 100_000_000)).describe(
    "US dollars that the environment may cost in a month, or false. The plan is refused while its estimate is above.",
  ),
  covers: z
    .enum(["environment", "account"])
    .describe(
      "What counts: `environment` is what carries its tags, once they are activated for billing; `account` is all of the account, for an environment that has one of its own.",
    ),
  actualPercents: percents().min(1).describe("At which percents of what was spent somebody is told, for every budget."),
  forecastPercents: percents().describe("At which percents of what the month will come to somebody is told."),
  stopAiCalls: optionalPart(stopSchema).describe(
    "Take the right to call AI services from the modules of a budget when so much is spent, or false.",
  ),
});
export type BudgetConfig = z.output<typeof budgetSchema>;
