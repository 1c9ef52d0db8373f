import { expect } from "chai";
import { idleAdvice } from "../../../automation/operate/advice/idle";
import { tasksHourUsd } from "../../../automation/operate/advice/price";
import { savingsPlanAdvice } from "../../../automation/operate/advice/savingsPlan";
import { quietHours, scheduleAdvice } from "../../../automation/operate/advice/schedule";
import { leastPoints, percentile, sizeAdvice } from "../../../automation/operate/advice/size";
import { pricesOf } from "../../../automation/cost/prices";
import { moduleOf } from "./targets";

const hour = 3_600_000;
const prices = pricesOf("ap-northeast-2");

describe("the price of tasks", () => {
  const size = { cpu: 1024, memoryMiB: 2048, architecture: "arm64" as const };
  const costs = { savingsPlanPercent: 0, spotDiscountPercent: 60 };
  const of = (tasks: number, spotPercent: number, onDemandBase = 0) =>
    tasksHourUsd(prices, costs, size, tasks, { spotPercent, onDemandBase })!;

  it("is that of the price book, by tasks, Spot and Savings Plan", () => {
    const one = prices.get("fargate.arm.vcpu")!.usd + 2 * prices.get("fargate.arm.memory")!.usd;
    expect(of(1, 0)).to.be.closeTo(one, 1e-9);
    expect(of(4, 100)).to.be.closeTo(one * 4 * 0.4, 1e-9);
    expect(of(4, 50, 2)).to.be.closeTo(one * (2 + 1 + 0.4), 1e-9);
    const planned = tasksHourUsd(prices, { ...costs, savingsPlanPercent: 20 }, size, 1, {
      spotPercent: 0,
      onDemandBase: 0,
    });
    expect(planned).to.be.closeTo(one * 0.8, 1e-9);
  });

  it("is unknown in a region without prices", () => {
    const where = { spotPercent: 0, onDemandBase: 0 };
    expect(tasksHourUsd(pricesOf("eu-north-1"), costs, size, 1, where)).to.equal(undefined);
  });
});

describe("advice on a size", () => {
  const advised = (
    size: object,
    cpu: number,
    memory: number,
    scaling: object = { min: 1, max: 1 },
    points = leastPoints,
  ) => {
    const { module, moduleConfig, config } = moduleOf("planning", "dev", ({ planning }) => {
      planning!.size = size;
      planning!.scaling = scaling;
      planning!.capacity = { kind: "fargate", spotPercent: 0 };
    });
    const flat = (value: number) => Array.from({ length: points }, () => value);
    const use = { cpu: flat(cpu), memory: flat(memory) };
    return sizeAdvice({ module, config: moduleConfig, use, prices, costs: config.costs });
  };
  const fixed = { min: 1, max: 1 };
  const table: readonly (readonly [string, object, number, number, object, string | undefined])[] = [
    ["half of it idle", { cpu: 2048, memoryMiB: 8192 }, 20, 20, fixed, "{ cpu: 1024, memoryMiB: 2048 }"],
    ["memory alone idle", { cpu: 1024, memoryMiB: 8192 }, 60, 20, fixed, "{ cpu: 1024, memoryMiB: 2048 }"],
    ["just right", { cpu: 1024, memoryMiB: 2048 }, 50, 60, fixed, undefined],
    ["out of memory", { cpu: 1024, memoryMiB: 2048 }, 50, 97, fixed, "{ cpu: 1024, memoryMiB: 3072 }"],
    ["out of CPU", { cpu: 1024, memoryMiB: 2048 }, 99, 50, fixed, "{ cpu: 2048, memoryMiB: 4096 }"],
    ["out of CPU, but scaled by it", { cpu: 1024, memoryMiB: 2048 }, 99, 50, { min: 1, max: 4 }, undefined],
    ["memory at 85 %, above the aim only", { cpu: 1024, memoryMiB: 2048 }, 50, 85, fixed, undefined],
    ["the smallest", { cpu: 512, memoryMiB: 1024 }, 1, 1, fixed, undefined],
  ];
  for (const [what, size, cpu, memory, scaling, right] of table)
    it(`for ${what} is ${right ?? "none"}`, () => {
      const advice = advised(size, cpu, memory, scaling);
      expect(advice?.yaml).to.deep.equal(right === undefined ? undefined : [`size: ${right}`]);
      if (advice !== undefined) expect(advice.key).to.equal("modules.planning.size");
    });

  it("aims below what scaling aims at, or there would be more tasks", () => {
    const scaling = { min: 1, max: 4, cpuPercent: 30 };
    expect(advised({ cpu: 2048, memoryMiB: 4096 }, 25, 20, scaling)).to.equal(undefined);
    expect(advised({ cpu: 2048, memoryMiB: 4096 }, 25, 20)!.yaml[0]).to.contain("cpu: 1024");
  });

  it("tells the money of the least number of tasks", () => {
    const one = advised({ cpu: 2048, memoryMiB: 8192 }, 20, 20)!;
    const three = advised({ cpu: 2048, memoryMiB: 8192 }, 20, 20, { min: 3, max: 3 })!;
    expect(one.savesUsd).to.be.greaterThan(1);
    expect(three.savesUsd).to.be.closeTo(3 * one.savesUsd, 1e-6);
    expect(advised({ cpu: 1024, memoryMiB: 2048 }, 50, 97)!.savesUsd).to.be.lessThan(0);
  });

  it("says nothing of less than three days", () => {
    expect(advised({ cpu: 2048, memoryMiB: 8192 }, 20, 20, fixed, leastPoints - 1)).to.equal(undefined);
  });

  it("takes the 99th percentile as the smallest value that holds", () => {
    const hundred = Array.from({ length: 100 }, (_, at) => at + 1);
    expect(percentile(hundred, 99)).to.equal(99);
    expect(percentile([5], 99)).to.equal(5);
    expect(percentile([], 99)).to.equal(0);
  });
});

describe("the quiet hours", () => {
  const from = Date.UTC(2026, 10, 1);
  const period = { from, to: from + 14 * 24 * hour };
  const busyAt = (...hours: number[]) =>
    new Map(
      Array.from({ length: 14 }, (_, day) =>
        hours.map((at): [number, number] => [from + (day * 24 + at) * hour, 1]),
      ).flat(),
    );

  it("are the longest run without a request on any day, over midnight too", () => {
    const office = busyAt(9, 10, 11, 12, 13, 14, 15, 16, 17);
    expect(quietHours(office, period, "UTC")).to.deep.equal({ from: 18, hours: 15 });
    expect(quietHours(office, period, "Asia/Seoul")).to.deep.equal({ from: 3, hours: 15 });
    const once = new Map([...office, [from + 3 * 24 * hour + 2 * hour, 1]]);
    expect(quietHours(once, period, "UTC")).to.deep.equal({ from: 18, hours: 8 });
  });

  it("are none without any request, and before the period nothing counts", () => {
    expect(quietHours(new Map(), period, "UTC")).to.equal(undefined);
    expect(quietHours(new Map([[from - hour, 5]]), period, "UTC")).to.equal(undefined);
    expect(quietHours(new Map([[from, 0]]), period, "UTC")).to.equal(undefined);
  });
});

describe("advice on a schedule", () => {
  const scaling = (given: object) =>
    moduleOf("planning", "dev", ({ planning }) => {
      planning!.scaling = given;
    }).moduleConfig.scaling;
  const advised = (hours: number, given: object = { min: 1, max: 4 }, least = 0) =>
    scheduleAdvice({
      module: "planning",
      scaling: scaling(given),
      quiet: { from: 20, hours },
      timezone: "Asia/Seoul",
      least,
      taskHourUsd: 0.1,
    });

  it("writes two schedules, and wakes an hour before the first request", () => {
    const advice = advised(11)!;
    expect(advice.yaml).to.deep.equal([
      "scaling:",
      "  schedules:",
      "    evening: { at: cron(0 20 * * ? *), timezone: Asia/Seoul, min: 0, max: 0 }",
      "    morning: { at: cron(0 6 * * ? *), timezone: Asia/Seoul, min: 1, max: 4 }",
    ]);
    expect(advice.savesUsd).to.be.closeTo((0.1 * 10 * 365) / 12, 1e-9);
    expect(advice.why).to.contain(
      "from 20:00 to 7:00 Asia/Seoul on any day, and a request then finds no task",
    );
  });

  it("writes what the stack file takes", () => {
    const { yaml } = advised(11)!;
    expect(yaml[2]).to.contain("evening: { at: cron(0 20 * * ? *), timezone: Asia/Seoul, min: 0, max: 0 }");
    const schedules = {
      evening: { at: "cron(0 20 * * ? *)", timezone: "Asia/Seoul", min: 0, max: 0 },
      morning: { at: "cron(0 6 * * ? *)", timezone: "Asia/Seoul", min: 1, max: 4 },
    };
    expect(scaling({ min: 1, max: 4, schedules }).schedules).to.deep.equal(schedules);
  });

  it("is none for short nights, what is scheduled already, and the least number of tasks", () => {
    expect(advised(4)).to.equal(undefined);
    expect(advised(11, { min: 2, max: 4 }, 2)).to.equal(undefined);
    expect(advised(11, { min: 3, max: 4 }, 2)!.yaml[2]).to.contain("min: 2, max: 2");
    const schedules = { noon: { at: "cron(0 12 * * ? *)", timezone: "UTC", min: 1, max: 2 } };
    expect(advised(11, { min: 1, max: 4, schedules })).to.equal(undefined);
  });
});

describe("advice on what is idle", () => {
  it("is worth the whole module, and none where a request came", () => {
    expect(idleAdvice("planning", new Map(), 42)).to.include({ key: "modules.planning", savesUsd: 42 });
    expect(idleAdvice("planning", new Map([[1, 0]]), 42)).not.to.equal(undefined);
    expect(idleAdvice("planning", new Map([[1, 1]]), 42)).to.equal(undefined);
  });
});

describe("advice on a Savings Plan", () => {
  it("is what AWS recommends, and none where that is nothing", () => {
    const summary = {
      HourlyCommitmentToPurchase: "0.1234",
      EstimatedMonthlySavingsAmount: "31.5",
      EstimatedSavingsPercentage: "17.9",
    };
    expect(savingsPlanAdvice(summary)).to.deep.include({
      savesUsd: 31.5,
      yaml: ["ai-platform:costs: { savingsPlanPercent: 17 }"],
    });
    expect(savingsPlanAdvice({ ...summary, HourlyCommitmentToPurchase: "0" })).to.equal(undefined);
    expect(savingsPlanAdvice(undefined)).to.equal(undefined);
  });
});
