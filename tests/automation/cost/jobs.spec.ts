import { costs, node, type Fields } from "./cases";

describe("cost of queues and schedules", () => {
  const schedule = (inputs: Fields) => node("aws:scheduler/schedule:Schedule", inputs);
  const item = "invocations of the schedule";

  costs("a schedule by its invocations", [schedule({ scheduleExpression: "rate(1 minute)" })], {
    usd: { [item]: (730 * 60) / 1e6 },
    unverified: [item],
  });
  costs(
    "no guess at how long its tasks run, only how often",
    [schedule({ scheduleExpression: "cron(0 3 * * ? *)", target: { ecsParameters: {} } })],
    {
      usd: { [item]: 730 / 24 / 1e6 },
      notPriced: ["tasks of the schedule: 30 a month, for as long as each runs"],
    },
  );
  costs(
    "nothing for a schedule that is off",
    [schedule({ scheduleExpression: "rate(1 day)", state: "DISABLED" })],
    {},
  );
  costs(
    "nothing a month for one moment",
    [schedule({ scheduleExpression: "at(2026-12-01T03:00:00)", target: { ecsParameters: {} } })],
    {},
  );
  costs("no guess at another expression", [schedule({ scheduleExpression: "every day" })], {
    notPriced: ["how often the schedule runs is not read from its expression"],
  });
  costs("no guess at the requests of a queue", [node("aws:sqs/queue:Queue")], {
    notPriced: ["the queue is billed by its requests, of which nothing here says how many"],
  });

  const queue = (inputs: Fields = {}) => node("aws:sqs/queue:Queue", inputs, { arn: "arn:queue" });
  const mapping = node("aws:lambda/eventSourceMapping:EventSourceMapping", { eventSourceArn: "arn:queue" });
  const target = node("aws:cloudwatch/eventTarget:EventTarget", { arn: "arn:queue" });
  const polls = "requests of Lambda for messages";
  costs(
    "what Lambda asks a queue, whether there are messages or not",
    [queue({ fifoQueue: true }), mapping, target],
    {
      usd: { [polls]: (5 * 180 * 730 * 0.5) / 1e6 },
      unverified: [polls],
    },
  );
  costs("no guess at what Lambda asks a queue of another kind", [queue(), mapping], {
    notPriced: ["no price for queues that are not FIFO"],
  });
  costs("nothing for a queue that collects events", [queue(), target], {});
  costs(
    "nothing for a queue that collects dead letters",
    [
      queue(),
      node(
        "aws:sqs/queue:Queue",
        { redrivePolicy: JSON.stringify({ deadLetterTargetArn: "arn:queue" }) },
        { arn: "arn:other" },
        "other",
      ),
    ],
    {},
  );
});
