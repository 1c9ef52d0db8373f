import type { Deployment, Service, Task } from "@aws-sdk/client-ecs";
import { expect } from "chai";
import { alarmDescription } from "../../../infra/alarms/alarm";
import { moduleOfAlarm, severityIn } from "../../../automation/operate/alarms";
import {
  type ModuleFacts,
  moduleStatus,
  statusReport,
  statusShown,
} from "../../../automation/operate/statusReport";

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const task = (healthStatus: Task["healthStatus"], second = 0, image = `r/planning@${digest("a")}`): Task => ({
  startedAt: new Date(second * 1000),
  healthStatus,
  containers: [{ name: "app", image }],
});
const service = (given: Partial<Service> = {}, primary: Partial<Deployment> = {}): Service => ({
  desiredCount: 2,
  runningCount: 2,
  pendingCount: 0,
  deployments: [{ status: "PRIMARY", rolloutState: "COMPLETED", ...primary }],
  ...given,
});
const facts = (given: Partial<ModuleFacts> = {}): ModuleFacts => ({
  module: "planning",
  kind: "service",
  service: service(),
  tasks: [task("HEALTHY"), task("HEALTHY", 1)],
  released: { digest: digest("a") },
  keptImage: false,
  paused: false,
  alarms: [],
  ...given,
});
const rings = (severity: "critical" | "warning") => ({ what: "planning-cpu", severity, description: "" });

describe("the status of a module", () => {
  const table: readonly (readonly [string, Partial<ModuleFacts>, string, RegExp | undefined])[] = [
    ["runs as it should", {}, "ok", undefined],
    ["is not there", { service: undefined, tasks: [] }, "missing", /no service/],
    ["has only jobs", { kind: "job", service: undefined, tasks: [] }, "jobs only", undefined],
    ["sleeps", { service: service({ desiredCount: 0, runningCount: 0 }), tasks: [] }, "asleep", undefined],
    ["lost a task", { service: service({ runningCount: 1 }) }, "unhealthy", /^1 of 2 tasks run$/],
    [
      "starts its tasks",
      { service: service({ runningCount: 0 }, { rolloutState: "IN_PROGRESS" }) },
      "deploying",
      undefined,
    ],
    [
      "could not be deployed",
      { service: service({}, { rolloutState: "FAILED", rolloutStateReason: "tasks failed to start" }) },
      "unhealthy",
      /^tasks failed to start$/,
    ],
    ["has a sick task", { tasks: [task("UNHEALTHY"), task("HEALTHY")] }, "unhealthy", /^1 of 2 tasks fail/],
    ["rings", { alarms: [rings("critical")] }, "unhealthy", /critical alarm planning-cpu/],
    ["warns", { alarms: [rings("warning")] }, "ok", undefined],
    ["waits for a person", { paused: true }, "waits", /deploy approve/],
    ["runs another image", { released: { digest: digest("b") } }, "ok", /not what is released/],
    [
      "keeps another image on purpose",
      { released: { digest: digest("b") }, keptImage: true },
      "ok",
      undefined,
    ],
    ["was never released", { released: undefined }, "ok", undefined],
  ];
  for (const [what, given, state, why] of table)
    it(`that ${what} is ${state}`, () => {
      const status = moduleStatus(facts(given));
      expect(status.state).to.equal(state);
      if (why === undefined) expect(status.why).to.deep.equal([]);
      else expect(status.why.join("\n")).to.match(why);
    });

  it("tells the image of the newest task", () => {
    const tasks = [task("HEALTHY", 9, `r@${digest("c")}`), task("HEALTHY", 3)];
    expect(moduleStatus(facts({ tasks })).runs).to.equal(digest("c"));
    expect(moduleStatus(facts({ tasks: [task("HEALTHY", 1, "busybox:1")] }))).not.to.have.property("runs");
  });
});

describe("the status of an environment", () => {
  const of = (modules: Partial<ModuleFacts>[], alarms: ReturnType<typeof rings>[] = []) =>
    statusReport("dev", "ap-northeast-2", modules.map(facts), alarms);

  it("is healthy with warnings, and not with anything worse", () => {
    expect(of([{}], [rings("warning")]).healthy).to.equal(true);
    expect(of([{}], [rings("critical")]).healthy).to.equal(false);
    expect(of([{}, { service: undefined }]).healthy).to.equal(false);
  });

  it("is shown with what to look at", () => {
    const shown = statusShown(
      of([{}, { module: "support", service: undefined, tasks: [] }], [rings("warning")]),
    );
    expect(shown.headline).to.equal("dev: NOT HEALTHY (1 missing, 1 ok; 1 alarm(s) ring)");
    expect(shown.sections.map(({ title }) => title)).to.deep.equal([
      "Modules",
      "To look at",
      "Alarms that ring",
    ]);
    expect(shown.sections[1]!.rows).to.deep.equal([["support", "ECS has no service of this module"]]);
    expect(shown.sections[0]!.rows[1]![1]).to.deep.equal({ alarm: "missing" });
  });
});

describe("an alarm", () => {
  it("belongs to the module with the longest name that fits", () => {
    const modules = ["shop", "shop-web"];
    expect(moduleOfAlarm("shop-web-cpu", modules)).to.equal("shop-web");
    expect(moduleOfAlarm("shop-cpu", modules)).to.equal("shop");
    expect(moduleOfAlarm("shopping", modules)).to.equal(undefined);
  });

  it("tells its severity as the platform writes it", () => {
    const words = { severity: "critical", description: "warning: no", runbook: "task-restarts" } as const;
    const text = alarmDescription(words, { owner: "a@example.com", runbooks: undefined });
    expect(severityIn(text)).to.equal("critical");
    expect(severityIn("made by hand")).to.equal(undefined);
  });
});
