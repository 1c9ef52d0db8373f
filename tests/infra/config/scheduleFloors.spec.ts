import { expect } from "chai";
import { quotaUse } from "../../../infra/config/quotaUse";
import type { ModuleConfig } from "../../../infra/config/schema/module";
import { moduleConfig } from "../../support/fixtures";
import { configOf } from "../../support/harness";
import { ruleTable } from "./ruleTable";

const at = { at: "cron(0 22 * * ? *)", timezone: "Asia/Seoul" };
const night = (min: number) => ({
  "modules.planning.scaling.schedules": { night: { ...at, min, max: 4 } },
});

ruleTable("floors of production hold at night too", [
  {
    trap: "one task at night is one point of failure",
    says: "modules.planning.scaling.schedules.night.min must be at least 2 in prod; got 1. Callers do not sleep; write 2.",
    wrong: night(1),
    right: night(2),
    stack: "prod",
  },
]);

ruleTable("a check inside the container", [
  {
    trap: "ECS kills a task whose model loads longer than it waits, over and over",
    says: "modules.planning.health.graceSeconds must be at most 450 with health.command: ECS waits 300 seconds and bears 10 failed checks, one each intervalSeconds (15); got 451. Lower it, or check less often.",
    wrong: { "modules.planning.health": { command: ["ready"], graceSeconds: 451 } },
    right: { "modules.planning.health": { command: ["ready"], graceSeconds: 450 } },
  },
]);

describe("addresses that modules may take", () => {
  const used = (change: Parameters<typeof moduleConfig>[0]) => {
    const config = configOf("dev");
    const of = (modules: Readonly<Record<string, ModuleConfig>>) =>
      quotaUse({ ...config, modules }).find(({ path }) => path === "network.cidr")!.used;
    return of({ one: moduleConfig(change) }) - of({});
  };
  const schedules = { noon: { ...at, min: 1, max: 30 } };
  const job = { schedule: "rate(1 day)", timezone: "UTC", command: ["x"], tasks: 3 };
  const jobs = { report: { ...job, retries: 0, maximumAgeMinutes: 60, enabled: true } };
  const table: readonly (readonly [
    what: string,
    change: Parameters<typeof moduleConfig>[0],
    tasks: number,
  ])[] = [
    ["twice the most tasks", { scaling: { min: 1, max: 10 } }, 20],
    ["twice those of a schedule, where they are more", { scaling: { min: 1, max: 10, schedules } }, 60],
    ["the tasks of jobs beside them", { scaling: { min: 1, max: 10 }, jobs }, 23],
    ["the tasks of jobs alone in a module without a service", { kind: "job", jobs }, 3],
    [
      "none on the company's own servers",
      { capacity: { kind: "external" }, scaling: { min: 1, max: 10 } },
      0,
    ],
  ];
  for (const [what, change, tasks] of table)
    it(`are ${what}`, () => {
      expect(used(change)).to.equal(tasks);
    });
});
