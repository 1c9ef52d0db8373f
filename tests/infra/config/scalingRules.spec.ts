import { expect } from "chai";
import { textsOf, type Changes } from "./given";
import { ruleTable } from "./ruleTable";

const scaling = (change: object): Changes => ({
  "modules.planning.scaling": change,
  "platform.containerInsights": "enabled",
});
const worker = (change: object, insights = "enabled"): Changes => ({
  "modules.work": { owner: "a@example.com", kind: "worker", scaling: change },
  "platform.containerInsights": insights,
});
const night = { at: "cron(0 21 * * ? *)", timezone: "Asia/Seoul", min: 0, max: 0 };
const morning = { at: "cron(0 7 * * ? *)", timezone: "Asia/Seoul", min: 1, max: 2 };
const schedules = (change: object) => scaling({ min: 1, max: 2, schedules: { night, morning, ...change } });
const metric = (name: string, namespace = "AWS/ECS") => ({
  metric: { namespace, name, dimensions: { ServiceName: "planning" }, statistic: "Average", target: 50 },
});
const path = "modules.planning.scaling.";
const idle = "Nothing follows it where min and max are the same: raise max, or remove the key.";
const twice =
  "Two aims for one metric pull the number of tasks to and fro: write cpuPercent or memoryPercent: false, or remove metric.";

ruleTable("rules of the bounds of scaling", [
  {
    says: `${path}max must be at least scaling.min (3); got 2. Raise max or lower min.`,
    wrong: scaling({ min: 3, max: 2 }),
    right: scaling({ min: 3, max: 3 }),
  },
  {
    trap: "a module that never scales, whatever its bounds say",
    says: `${path}max must be scaling.min (1) where nothing is followed; got 2. Nothing would ever change the number of tasks: give it a cpuPercent or another aim.`,
    wrong: scaling({ min: 1, max: 2, cpuPercent: false, memoryPercent: false }),
    right: scaling({ min: 1, max: 1, cpuPercent: false, memoryPercent: false }),
  },
]);

ruleTable("rules of what scaling follows", [
  ...(
    [
      ["requestsInFlight", 5],
      ["metric", metric("Open", "Own").metric],
    ] as const
  ).map(([key, value]) => ({
    says: `${path}${key} needs room to scale; got ${JSON.stringify(value).slice(0, 80)}${JSON.stringify(value).length > 80 ? "…" : ""}. ${idle}`,
    wrong: scaling({ min: 2, max: 2, [key]: value }),
    right: scaling({ min: 2, max: 3, [key]: value }),
  })),
  {
    says: `modules.work.scaling.queueDepthPerTask needs room to scale; got 5. ${idle}`,
    wrong: worker({ min: 1, max: 1, queueDepthPerTask: 5 }),
    right: worker({ min: 1, max: 2, queueDepthPerTask: 5 }),
  },
  {
    trap: "a metric that nobody counts, so that the alarm never has data",
    says: "modules.work.scaling.requestsInFlight needs routes; got 5. The load balancer counts them; a module that only others call can follow cpuPercent or a metric of its own.",
    wrong: worker({ requestsInFlight: 5 }),
    right: scaling({ requestsInFlight: 5 }),
  },
  {
    says: `${path}queueDepthPerTask needs kind: worker; got 5. Only a worker has a queue; remove the key.`,
    wrong: scaling({ queueDepthPerTask: 5 }),
    right: worker({ queueDepthPerTask: 5 }),
  },
  {
    trap: "a queue that grows for ever, because the running tasks are not counted",
    says: "modules.work.scaling.queueDepthPerTask needs platform.containerInsights; got 5. Container Insights counts the running tasks: write containerInsights: enabled.",
    wrong: worker({ queueDepthPerTask: 5 }, "disabled"),
    right: worker({ queueDepthPerTask: 5 }, "enhanced"),
  },
  {
    trap: "two policies that pull against each other",
    says: `${path}metric must not be followed twice; got "CPUUtilization". ${twice}`,
    wrong: scaling(metric("CPUUtilization")),
    right: scaling({ ...metric("CPUUtilization"), cpuPercent: false }),
  },
  {
    says: `${path}metric must not be followed twice; got "MemoryUtilization". ${twice}`,
    wrong: scaling(metric("MemoryUtilization")),
    right: scaling({ ...metric("MemoryUtilization"), memoryPercent: false }),
  },
]);

ruleTable("rules of forecasts", [
  {
    says: `${path}predictive needs scaling.cpuPercent; got "forecast". It foresees CPU use; give it an aim.`,
    wrong: scaling({ predictive: "forecast", cpuPercent: false }),
    right: scaling({ predictive: "forecast", cpuPercent: 50 }),
  },
  {
    says: `${path}predictive needs room to scale; got "scale". Raise scaling.max, or write predictive: off.`,
    wrong: scaling({ predictive: "scale", min: 2, max: 2 }),
    right: scaling({ predictive: "scale", min: 2, max: 3 }),
  },
  {
    trap: "a forecast that undoes what the clock has set",
    says: `${path}predictive must not be scale beside schedules; got "scale". A forecast and a schedule both raise the least number of tasks ahead of time, and the later one wins: write forecast, or take the schedules out.`,
    wrong: scaling({ predictive: "scale", schedules: { night, morning } }),
    right: scaling({ predictive: "forecast", schedules: { night, morning } }),
  },
]);

ruleTable("rules of schedules", [
  {
    says: `${path}schedules.noon.max must be at least schedules.noon.min (3); got 2. Raise max or lower min.`,
    wrong: schedules({ noon: { ...morning, at: "cron(0 12 * * ? *)", min: 3, max: 2 } }),
    right: schedules({ noon: { ...morning, at: "cron(0 12 * * ? *)", min: 2, max: 2 } }),
  },
  {
    trap: "a module that never comes back from the night",
    says: `${path}schedules.night.max must not be 0 in every schedule; got 0. Nothing would start the module again: write a schedule with tasks.`,
    wrong: scaling({ schedules: { night } }),
    right: scaling({ schedules: { night, morning } }),
  },
  {
    trap: "bounds that nothing moves between",
    says: `${path}schedules.morning.max must be schedules.morning.min (1) where nothing is followed; got 2. Nothing would change the number of tasks between the two: make them the same, or raise scaling.max above scaling.min and give it an aim.`,
    wrong: scaling({ min: 1, max: 1, schedules: { morning } }),
    right: scaling({ min: 1, max: 1, schedules: { morning: { ...morning, max: 1 } } }),
  },
  {
    says: `${path}schedules.other.at must differ from night; got "cron(0 21 * * ? *)". Both say how many tasks run at one time; keep one.`,
    wrong: schedules({ other: { ...night, min: 1, max: 1 } }),
    right: schedules({ other: { ...night, timezone: "UTC", min: 1, max: 1 } }),
  },
  {
    says: `${path}schedules.other.at must have hours of 0 to 23 in its cron; got "cron(0 24 * * ? *)". The second field cannot be 24.`,
    wrong: schedules({ other: { ...morning, at: "cron(0 24 * * ? *)" } }),
    right: schedules({ other: { ...morning, at: "cron(0 23 * * ? *)" } }),
  },
  {
    says: `${path}schedules.other.timezone must be a time zone that there is; got "Asia/Soul". Write a name of the IANA time zone database, for example Asia/Seoul, or UTC.`,
    wrong: schedules({ other: { ...morning, timezone: "Asia/Soul" } }),
    right: schedules({ other: { ...morning, timezone: "Asia/Tokyo" } }),
  },
]);

describe("rules of scaling", () => {
  it("leave alone what a module of jobs says, for it has no service", () => {
    const jobs = { report: { schedule: "rate(1 day)", timezone: "UTC", command: ["report"] } };
    const changes = {
      "modules.batch": { owner: "a@example.com", kind: "job", jobs, scaling: { min: 1, max: 5 } },
    };
    expect(textsOf(changes)).to.deep.equal([]);
  });
});
