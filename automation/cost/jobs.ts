import { unpriced, type Estimator, type EstimatorTable } from "./estimator";
import { recordOf, textOf } from "./read";
import { runsPerMonth } from "./schedule";

const million = 1_000_000;

/** What the schedule starts is billed as long as it runs, which no resource says. */
const schedule: Estimator = (node, { assumptions }) => {
  if (node.inputs.state === "DISABLED") return [];
  const runs = runsPerMonth(textOf(node.inputs.scheduleExpression) ?? "", assumptions.hoursPerMonth);
  if (runs === undefined) return [unpriced("how often the schedule runs is not read from its expression")];
  const task = recordOf(node.inputs.target).ecsParameters !== undefined;
  return [
    // The 14 million that an account has without pay are not taken off.
    { item: "invocations of the schedule", quantity: runs / million, price: "scheduler.invocations" },
    ...(task && runs > 0
      ? [unpriced(`tasks of the schedule: ${Math.round(runs)} a month, for as long as each runs`)]
      : []),
  ];
};

const queue: Estimator = () => [
  unpriced("the queue is billed by its requests, of which nothing here says how many"),
];

export const jobEstimators: EstimatorTable = {
  "aws:scheduler/schedule:Schedule": schedule,
  "aws:sqs/queue:Queue": queue,
};
