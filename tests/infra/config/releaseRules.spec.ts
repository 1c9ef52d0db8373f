import { ruleTable } from "./ruleTable";

const path = "modules.planning.release";
const released = (strategy: string, more: object = {}) => ({ [path]: { strategy, ...more } });
const smokeTest = { path: "/health", status: 200 };
const rolling = "Its tasks get traffic one by one; use blue-green, canary or linear, or write false.";
const look = "An alarm needs that long to see an error; raise it, or write alarms: false.";
const worker = { "modules.planning.routes": [], "modules.planning.kind": "worker", "edge.clients": {} };

ruleTable("rules of releases", [
  {
    trap: "nobody would ever ask the new revision",
    says: `${path}.smokeTest must be false with rolling; got {"path":"/health","status":200}. ${rolling}`,
    wrong: released("rolling", { smokeTest }),
    right: released("blue-green", { smokeTest }),
  },
  {
    trap: "nobody would ever be asked",
    says: `${path}.approvalMinutes must be false with rolling; got 60. ${rolling}`,
    wrong: released("rolling", { approvalMinutes: 60 }),
    right: released("canary", { approvalMinutes: 60 }),
  },
  {
    trap: "there is no traffic to move",
    says: `${path}.strategy must be rolling in a module without paths; got "blue-green". ECS moves traffic at the load balancer of the API; give the module a path, or remove the key.`,
    wrong: { ...worker, ...released("blue-green") },
    right: { ...worker, ...released("rolling") },
  },
  {
    trap: "a shift runs every task twice",
    says: "modules.planning.scaling.max must be at most 2500 with linear, schedules included; got 2501. Two revisions run side by side, and a service has so many tasks at most; lower it, or use rolling.",
    wrong: {
      ...released("linear"),
      "modules.planning.data.schema": false,
      "modules.planning.scaling": { min: 1, max: 2501 },
      "network.cidr": "10.0.0.0/16",
    },
    right: {
      ...released("linear"),
      "modules.planning.data.schema": false,
      "modules.planning.scaling": { min: 1, max: 2500 },
      "network.cidr": "10.0.0.0/16",
    },
  },
  ...(["canary", "linear"] as const).map((strategy) => ({
    says: `${path}.stepPercent must be less than 100 with ${strategy}; got 100. All at once is blue-green; lower it, or write that.`,
    wrong: released(strategy, { stepPercent: 100 }),
    right: released(strategy, { stepPercent: 99 }),
  })),
  {
    trap: "the old revision is gone before an alarm can speak",
    says: `${path}.bakeMinutes must be at least 3 with alarms; got 2. ${look}`,
    wrong: released("blue-green", { alarms: { errorPercent: 5 }, bakeMinutes: 2 }),
    right: released("blue-green", { alarms: false, bakeMinutes: 2 }),
  },
  {
    trap: "everybody follows the canary before an alarm can speak",
    says: `${path}.stepMinutes must be at least 3 with alarms; got 2. ${look}`,
    wrong: released("canary", { alarms: { errorPercent: 5 }, stepMinutes: 2 }),
    right: released("canary", { alarms: { errorPercent: 5 }, stepMinutes: 3 }),
  },
  {
    says: `${path}.stepMinutes must let a release end within 1440 minutes, and this takes 1594: 33 times stepMinutes and bakeMinutes (10); got 48. Lower it, or bakeMinutes, or take larger steps.`,
    wrong: released("linear", { stepPercent: 3, stepMinutes: 48, bakeMinutes: 10 }),
    right: released("linear", { stepPercent: 3, stepMinutes: 43, bakeMinutes: 10 }),
  },
  {
    says: `${path}.stepMinutes must let a release end within 1440 minutes, and this takes 1441: 1 times stepMinutes and bakeMinutes (1); got 1440. Lower it, or bakeMinutes, or take larger steps.`,
    wrong: released("canary", { alarms: false, stepMinutes: 1440, bakeMinutes: 1 }),
    right: released("canary", { alarms: false, stepMinutes: 1440, bakeMinutes: 0 }),
  },
]);
