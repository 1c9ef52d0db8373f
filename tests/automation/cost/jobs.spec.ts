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
});
