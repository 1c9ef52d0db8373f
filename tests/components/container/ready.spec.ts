import { expect } from "chai";
import { build, noData } from "../../support/fixtures";
import { only } from "../../support/harness";
import { thing, urnOf } from "../data/servers";
import { newModule, type ModuleArgs } from "./newModule";

const backup = {
  schedule: "cron(0 2 * * ? *)",
  timezone: "Asia/Seoul",
  command: ["backup"],
  tasks: 1,
  retries: 3,
  maximumAgeMinutes: 30,
  enabled: true,
};

describe("a module whose data must be made first", () => {
  const cases: [string, string, ModuleArgs][] = [
    ["service", "aws:ecs/service:Service", {}],
    ["job", "aws:scheduler/schedule:Schedule", { kind: "job", routes: [], jobs: { backup } }],
    ["job beside its service", "aws:scheduler/schedule:Schedule", { jobs: { backup } }],
  ];
  for (const [title, type, change] of cases)
    it(`has no ${title} before`, async () => {
      const data = noData({ ready: [thing("planning-data")] });
      const { graph } = await build(() => newModule("planning", { ...change, data }));
      expect(only(graph, type).options.dependencies).to.include(urnOf("planning-data"));
    });
});
