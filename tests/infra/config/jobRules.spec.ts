import { expect } from "chai";
import { textsOf } from "./given";
import { ruleTable } from "./ruleTable";

const job = (change: object = {}) => ({
  schedule: "cron(0 2 * * ? *)",
  timezone: "Asia/Seoul",
  command: ["python3", "-m", "report"],
  ...change,
});
const jobs = (change: object) => ({ "modules.planning.jobs": { report: job(change) } });
const worker = (queue: object) => ({
  "modules.convert": { owner: "a@example.com", kind: "worker", routes: [], queue },
});
/** The JSON around the four parts takes 63 characters. */
const longCommand = (last: number) => [
  ...Array.from({ length: 3 }, () => "x".repeat(2048)),
  "x".repeat(last),
];

ruleTable("rules of jobs", [
  {
    trap: "AWS refuses the schedule when the rest of the stack is half made",
    says: 'modules.planning.jobs.report.schedule must have hours of 0 to 23 in its cron; got "cron(0 24 * * ? *)". The second field cannot be 24.',
    wrong: jobs({ schedule: "cron(0 24 * * ? *)" }),
    right: jobs({ schedule: "cron(0 23 * * ? *)" }),
  },
  {
    says: 'modules.planning.jobs.report.schedule must have a unit that goes with its number; got "rate(1 hours)". Write rate(1 hour).',
    wrong: jobs({ schedule: "rate(1 hours)" }),
    right: jobs({ schedule: "rate(1 hour)" }),
  },
  {
    says: 'modules.planning.jobs.report.timezone must be a time zone that there is; got "Asia/Soul". Write a name of the IANA time zone database, for example Asia/Seoul, or UTC.',
    wrong: jobs({ timezone: "Asia/Soul" }),
    right: jobs({ timezone: "UTC" }),
  },
  {
    trap: "RunTask refuses longer overrides at night, when the job should start",
    says: "modules.planning.jobs.report.command must have at most 8192 characters as the JSON that starts the task; got 8193. Put the longer part into the image, and name it here.",
    wrong: jobs({ command: longCommand(1986) }),
    right: jobs({ command: longCommand(1985) }),
  },
]);

ruleTable("rules of a worker's queue", [
  {
    trap: "two tasks work on one message at the same time",
    says: "modules.convert.queue.visibilitySeconds must be at least longestResponseSeconds (300); got 299. A message that is still worked on would be given to another task as well: raise it, or lower longestResponseSeconds.",
    wrong: worker({ visibilitySeconds: 299 }),
    right: worker({ visibilitySeconds: 300 }),
  },
  {
    trap: "a message that cannot be worked on is lost without a word",
    says: "modules.convert.queue.retentionDays must be longer than queue.receives times queue.visibilitySeconds (86400 seconds); got 1. SQS would drop a message before it becomes a dead letter: raise it, or lower one of them.",
    wrong: worker({ visibilitySeconds: 43_200, receives: 2, retentionDays: 1 }),
    right: worker({ visibilitySeconds: 43_200, receives: 2, retentionDays: 2 }),
  },
]);

describe("the keys of jobs and queues", () => {
  it("say no time but of a queue that is a worker's", () => {
    expect(textsOf({ "modules.planning.queue": { visibilitySeconds: 1 } })).to.deep.equal([]);
  });

  it("leave a dead letter a day at least", () => {
    expect(textsOf(worker({ retentionDays: 14 }))[0]).to.match(
      /^modules\.convert\.queue\.retentionDays .*13/,
    );
  });
});
