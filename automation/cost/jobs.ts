import type { Graph } from "../../simulator/graph";
import { unpriced, type Estimator, type EstimatorTable } from "./estimator";
import { parsedOf, recordOf, textOf } from "./read";
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

/**
 * Lambda asks a queue for messages all the time, on five connections and in quiet times on fewer; SQS lets each wait
 * 20 seconds for an answer.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
const pollsPerHour = (5 * 3600) / 20;

const queue: Estimator = (node, { graph, assumptions }) => {
  const { arn } = node.outputs;
  const names = (type: string, property: string) =>
    arn !== undefined && graph.ofType(type).some(({ inputs }) => inputs[property] === arn);
  if (names("aws:lambda/eventSourceMapping:EventSourceMapping", "eventSourceArn")) {
    if (node.inputs.fifoQueue !== true) return [unpriced("no price for queues that are not FIFO")];
    const quantity = (pollsPerHour * assumptions.hoursPerMonth) / million;
    return [{ item: "requests of Lambda for messages", quantity, price: "sqs.fifo", unverified: true }];
  }
  // What only collects what fails is asked by nobody.
  const collects = names("aws:cloudwatch/eventTarget:EventTarget", "arn") || takesDeadLetters(arn, graph);
  return collects
    ? []
    : [unpriced("the queue is billed by its requests, of which nothing here says how many")];
};

function takesDeadLetters(arn: unknown, graph: Graph): boolean {
  return graph
    .ofType("aws:sqs/queue:Queue")
    .some(
      ({ inputs }) =>
        arn !== undefined && recordOf(parsedOf(inputs.redrivePolicy)).deadLetterTargetArn === arn,
    );
}

export const jobEstimators: EstimatorTable = {
  "aws:scheduler/schedule:Schedule": schedule,
  "aws:sqs/queue:Queue": queue,
};
