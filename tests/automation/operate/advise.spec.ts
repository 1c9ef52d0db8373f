import { expect } from "chai";
import { advise, lastDays } from "../../../automation/operate/advise";
import { adviseShown } from "../../../automation/operate/adviseReport";
import { permissions } from "../../../automation/operate/permissions";
import { cellText } from "../../../automation/render/section";
import type { ApiOptions } from "../../../simulator/api/server";
import type { ApiMetric } from "../../../simulator/api/world";
import { closeRigs, MemoryWorld, rig, service } from "../../simulator/api/memoryWorld";
import { targetOf } from "./targets";

const now = new Date("2026-11-22T08:30:00Z");
const { from, to } = lastDays(now);
const asked = { timezone: "UTC", now, estimate: () => Promise.resolve(new Map([["manufacturing", 25]])) };
const group = (module: string) => `targetgroup/${module}/0123456789abcdef`;
const groupArn = (module: string) =>
  `arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:${group(module)}`;

const every = (seconds: number, value: (time: number) => number) =>
  new Map(
    Array.from({ length: (to - from) / 1000 / seconds }, (_, at): [number, number] => {
      const time = from / 1000 + at * seconds;
      return [time, value(time)];
    }),
  );

const use = (module: string, name: string, percent: number): ApiMetric => ({
  namespace: "AWS/ECS",
  name,
  dimensions: { ClusterName: "ai-platform-dev", ServiceName: module },
  statistic: "Maximum",
  period: 300,
  points: every(300, () => percent),
});

/** Of a load balancer: it always counts healthy targets, and requests where there are any. */
const balanced = (module: string, requests: (hour: number) => number): ApiMetric[] => {
  const dimensions = { LoadBalancer: "app/shared/1", TargetGroup: group(module) };
  const hourOf = (time: number) => new Date(time * 1000).getUTCHours();
  const common = { namespace: "AWS/ApplicationELB", dimensions, period: 3600 };
  return [
    { ...common, name: "HealthyHostCount", statistic: "Average", points: new Map() },
    {
      ...common,
      name: "RequestCount",
      statistic: "Sum",
      points: every(3600, (time) => requests(hourOf(time))),
    },
  ];
};

describe("advise", () => {
  after(closeRigs);
  let world: MemoryWorld;
  const modules = ["manufacturing", "planning", "support"];
  const target = targetOf("dev", ({ planning }) => {
    planning!.size = { cpu: 2048, memoryMiB: 8192 };
  });
  beforeEach(() => {
    world = new MemoryWorld();
    world.running = modules.map((name) => ({
      ...service(name, { state: "completed" }),
      targetGroup: groupArn(name),
    }));
    world.observed.metrics = [
      ...modules.flatMap((name) => [use(name, "CPUUtilization", 20), use(name, "MemoryUtilization", 20)]),
      ...balanced("planning", (hour) => (hour >= 8 && hour < 18 ? 10 : 0)),
      ...balanced("manufacturing", () => 0),
    ];
    world.observed.savingsPlan = { hourlyUsd: 0.05, monthlyUsd: 12, percent: 20 };
  });

  const advised = async (options: ApiOptions = {}) => advise(await rig(world, options), target, asked);

  it("says what is too large, idle, awake at night, and bought too dear", async () => {
    const { advice } = await advised();
    const kinds = advice.map(({ kind, module }) => `${kind} ${module ?? "-"}`).sort();
    expect(kinds).to.deep.equal([
      "idle manufacturing",
      "savings plan -",
      "schedule planning",
      "size planning",
    ]);
    const saved = advice.map(({ savesUsd }) => savesUsd);
    expect(saved).to.deep.equal([...saved].sort((a, b) => b - a));
  });

  it("asks AWS for nothing beyond the permissions that it names", async () => {
    const clients = await rig(world);
    await advise(clients, target, asked);
    const allowed = permissions.advise.map((permission) => permission.split(":")[1]);
    expect(allowed).to.have.members([...new Set(clients.calls)]);
  });

  it("says nothing of requests that nobody counts", async () => {
    // No metric of the load balancer names the target group.
    const { advice } = await advised();
    expect(advice.some(({ module }) => module === "support")).to.equal(false);
    world.observed.metrics.push(...balanced("support", () => 0));
    expect((await advised()).advice.some(({ module }) => module === "support")).to.equal(true);
  });

  it("says nothing of requests to a module that others call", async () => {
    const calling = targetOf("dev", ({ support }) => {
      support!.calls = ["manufacturing"];
    });
    const { advice } = await advise(await rig(world), calling, asked);
    expect(advice.some(({ kind }) => kind === "idle")).to.equal(false);
  });

  it("goes on without bills where those are refused, and says so", async () => {
    const refuse = {
      GetSavingsPlansPurchaseRecommendation: { type: "AccessDeniedException", message: "no" },
    };
    const report = await advised({ refuse });
    expect(report.savingsPlansUnread).to.contain("ce:GetSavingsPlansPurchaseRecommendation");
    expect(report.advice.map(({ kind }) => kind))
      .to.include("size")
      .and.not.include("savings plan");
    expect(adviseShown(report).sections[0]!.note).to.contain("Savings Plans: AWS refuses this");
  });

  it("is shown with what to write", async () => {
    const { headline, sections } = adviseShown(await advised());
    expect(headline).to.match(/^dev: 4 piece\(s\) of advice, up to [\d,.]+ USD a month less$/);
    const size = sections.find(({ rows }) => cellText(rows[0]![0]!).startsWith("size:"));
    expect(size!.title).to.equal("Below ai-platform:modules, planning, in Pulumi.dev.yaml");
    expect(adviseShown({ version: 1, stack: "dev", advice: [] })).to.deep.equal({
      headline: "dev: nothing to advise",
      sections: [],
    });
  });
});
