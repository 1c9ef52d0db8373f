import { expect } from "chai";
import { cost, planEstimate, usdByModule } from "../../../automation/operate/cost";
import { type ActualCosts, costReport, costShown, monthsAt } from "../../../automation/operate/costReport";
import { cellText } from "../../../automation/render/section";
import { closeRigs, MemoryWorld, rig } from "../../simulator/api/memoryWorld";
import { targetOf } from "./targets";

const tags = (module?: string, prefix = "") => ({
  [`${prefix}Project`]: "ai-platform",
  [`${prefix}Environment`]: "dev",
  ...(module === undefined ? {} : { [`${prefix}Module`]: module }),
});

describe("the months of a bill", () => {
  const table: readonly (readonly [string, object])[] = [
    ["2026-11-16T08:00:00Z", { last: "2026-10-01", current: "2026-11-01", end: "2026-11-17", over: 0.5 }],
    ["2026-01-01T00:00:00Z", { last: "2025-12-01", current: "2026-01-01", end: "2026-01-02", over: 0 }],
    ["2026-03-31T23:59:59Z", { last: "2026-02-01", current: "2026-03-01", end: "2026-04-01", over: 30 / 31 }],
  ];
  for (const [now, months] of table)
    it(`are known on ${now}`, () => {
      expect(monthsAt(new Date(now))).to.deep.equal(months);
    });
});

describe("the report of costs", () => {
  const months = monthsAt(new Date("2026-11-16T08:00:00Z"));
  const report = (actual: Partial<ActualCosts>) =>
    costReport(
      "dev",
      months,
      { last: new Map(), current: new Map(), calls: 2, ...actual },
      new Map([
        ["", 50],
        ["planning", 100],
      ]),
    );

  it("compares each module with its plan, and this month with the days that are over", () => {
    const { rows, total, askedUsd } = report({
      last: new Map([["planning", 110]]),
      current: new Map([
        ["planning", 40],
        ["gone", 5],
      ]),
    });
    expect(rows).to.deep.equal([
      { module: "", lastUsd: 0, currentUsd: 0, estimatedUsd: 50 },
      { module: "gone", lastUsd: 0, currentUsd: 5, estimatedUsd: 0 },
      {
        module: "planning",
        lastUsd: 110,
        currentUsd: 40,
        estimatedUsd: 100,
        lastPercent: 10,
        currentPercent: -20,
      },
    ]);
    expect(total).to.include({ lastUsd: 110, currentUsd: 45, estimatedUsd: 150, lastPercent: -27 });
    expect(askedUsd).to.equal(0.02);
  });

  it("says what to do where nothing is billed under the tags", () => {
    const { sections } = costShown(report({}));
    expect(sections[1]!.rows.flat().map(cellText).join(" ")).to.contain("account.costTags: true");
    expect(sections[0]!.note).to.contain("Cost Explorer took 0.02 USD for this answer (0.01 a request).");
    expect(costShown(report({ last: new Map([["", 1]]) })).sections).to.have.length(1);
  });
});

describe("cost", () => {
  after(closeRigs);
  const options = {
    now: new Date("2026-11-16T08:00:00Z"),
    estimate: () => Promise.resolve(new Map([["planning", 60]])),
  };

  it("adds what resources and calls of Bedrock cost, of this environment alone", async () => {
    const world = new MemoryWorld();
    const [last, current] = ["2026-10-01", "2026-11-01"];
    world.observed.costs = [
      { month: last, tags: tags("planning"), usd: 30 },
      { month: last, tags: tags("planning", "iamPrincipal/"), usd: 2 },
      { month: last, tags: tags(), usd: 7 },
      { month: current, tags: tags("planning"), usd: 12 },
      { month: current, tags: tags("support"), usd: 3 },
      { month: current, tags: { ...tags("planning"), Environment: "prod" }, usd: 1000 },
      { month: "2026-09-01", tags: tags("planning"), usd: 1000 },
    ];
    const { costs, calls } = await rig(world);
    const report = await cost(costs, targetOf(), options);
    const row = (name: string) => report.rows.find(({ module }) => module === name)!;
    expect(row("planning")).to.include({ lastUsd: 32, currentUsd: 12 });
    expect(row("support")).to.include({ lastUsd: 0, currentUsd: 3 });
    expect(row("")).to.include({ lastUsd: 7, currentUsd: 0 });
    expect(row("planning").estimatedUsd).to.equal(60);
    // Two pages of resources, one of calls.
    expect(calls).to.deep.equal(["GetCostAndUsage", "GetCostAndUsage", "GetCostAndUsage"]);
    expect(report.askedUsd).to.equal(0.03);
  });

  it("does not pay for a second question where no module calls Bedrock", async () => {
    const { costs, calls } = await rig(new MemoryWorld());
    const target = targetOf("dev", (modules) => {
      for (const module of Object.values(modules)) module.aiProviders = [];
    });
    const report = await cost(costs, target, options);
    expect(calls).to.have.length(1);
    expect(report.total).to.include({ lastUsd: 0, currentUsd: 0 });
  });

  it("takes the plan's estimate, module by module", async () => {
    const usd = await planEstimate(targetOf());
    expect([...usd.keys()]).to.include.members(["", "manufacturing", "planning", "support"]);
    expect(usd.get("planning")).to.be.greaterThan(1);
  });

  it("keeps dollar signs in the names of tags apart from those in values", () => {
    const group = (key: string) => ({ Keys: [key], Metrics: { UnblendedCost: { Amount: "1.5" } } });
    const usd = usdByModule([
      { Groups: [group("Module$planning"), group("Module$"), group("Module$planning")] },
    ]);
    expect([...usd]).to.deep.equal([
      ["planning", 3],
      ["", 1.5],
    ]);
  });
});
