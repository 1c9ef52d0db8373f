import { expect } from "chai";
import { type Running, runningOf } from "../../../automation/plan/running";
import { runningSections, tasksText } from "../../../automation/plan/runningSections";
import { cellText } from "../../../automation/render/section";
import { loadConfig } from "../../../infra/config/load";
import { parseStackFile } from "../../../infra/config/stackFile";
import { project } from "../../../infra/naming";
import { profiles } from "../../../stacks/profiles";
import { soundFiles } from "../../support/damage";
import { configOf, modulesOf } from "../../support/harness";

/** The stack file that says everything about how modules run. */
const every = runningOf(
  loadConfig(parseStackFile(soundFiles.get("modules")!).config, { stack: "shop", project, profiles }),
);
const usual = ["CPU 60%", "memory 75%"];

describe("how modules run", () => {
  const rolling = { release: "rolling", rollsBackOn: ["failed starts"], calls: [] };
  const expected: Running["modules"] = [
    {
      module: "ai-gateway",
      kind: "service",
      runsOn: "fargate",
      tasks: { min: 2, max: 2 },
      spotPercent: 0,
      scalesBy: [],
      ...rolling,
    },
    {
      module: "conversion",
      kind: "worker",
      runsOn: "fargate",
      tasks: { min: 1, max: 3 },
      spotPercent: 50,
      scalesBy: [...usual, "20 waiting a task"],
      ...rolling,
      calls: ["ai-gateway"],
    },
    {
      module: "plant",
      kind: "service",
      runsOn: "external",
      tasks: { min: 1, max: 4 },
      scalesBy: usual,
      ...rolling,
    },
    {
      module: "shop",
      kind: "service",
      runsOn: "fargate",
      tasks: { min: 2, max: 6 },
      spotPercent: 50,
      scalesBy: [
        ...usual,
        "8 in flight",
        "OpenBaskets 12.5",
        "forecast (shown only)",
        "morning 2-6",
        "night 0",
      ],
      release: "canary 20% for 10 min, bake 15 min, smoke test, approval",
      rollsBackOn: ["errors 2.5%", "10 s"],
      calls: ["ai-gateway", "conversion", "stock"],
    },
    {
      module: "stock",
      kind: "service",
      runsOn: "pool general",
      tasks: { min: 1, max: 4 },
      spotPercent: 50,
      scalesBy: usual,
      ...rolling,
    },
    {
      module: "vision",
      kind: "service",
      runsOn: "managed instances, 1 GPU l4 or a10g",
      tasks: { min: 1, max: 4 },
      spotPercent: 100,
      scalesBy: usual,
      ...rolling,
      rollsBackOn: ["failed starts", "errors 10%"],
    },
  ];
  for (const module of expected)
    it(`is told of ${module.module}`, () => {
      expect(every.modules.find((one) => one.module === module.module)).to.deep.equal(module);
    });

  it("is told of every module, in order", () => {
    expect(every.modules.map(({ module }) => module)).to.deep.equal(expected.map(({ module }) => module));
  });

  it("tells jobs and pools, and who is on a pool", () => {
    expect(every.jobs).to.deep.equal([
      {
        module: "shop",
        job: "report",
        schedule: "cron(0 6 ? * MON *)",
        timezone: "Asia/Seoul",
        command: ["python3", "report.py"],
        tasks: 2,
        enabled: true,
      },
    ]);
    expect(every.pools).to.deep.equal([
      {
        pool: "general",
        instanceTypes: ["m7g.large", "m7g.xlarge"],
        min: 1,
        max: 12,
        spotPercent: 50,
        modules: ["stock"],
      },
    ]);
  });

  const words: readonly (readonly [what: string, module: object, part: object])[] = [
    ["a fixed number", { scaling: { min: 3, max: 3 } }, { scalesBy: [], tasks: { min: 3, max: 3 } }],
    [
      "one aim less",
      { scaling: { memoryPercent: false, predictive: "scale" } },
      { scalesBy: ["CPU 60%", "forecast"] },
    ],
    ["at once", { release: { strategy: "blue-green" } }, { release: "blue-green, bake 10 min" }],
    [
      "in steps",
      { release: { strategy: "linear", stepPercent: 25, stepMinutes: 15 } },
      { release: "linear by 25% for 15 min, bake 10 min" },
    ],
    ["unwatched", { release: { strategy: "canary", alarms: false } }, { rollsBackOn: [] }],
    [
      "a module of jobs, which has no service",
      {
        kind: "job",
        routes: [],
        jobs: { sync: { schedule: "rate(1 day)", timezone: "UTC", command: ["sync"] } },
      },
      { tasks: { min: 0, max: 0 }, scalesBy: [], rollsBackOn: [] },
    ],
  ];
  for (const [what, module, part] of words)
    it(`is told in words: ${what}`, () => {
      const config = configOf("dev", (given) => {
        modulesOf(given).extra = { owner: "a@example.com", routes: ["/extra"], ...module };
      });
      const extra = runningOf(config).modules.find((one) => one.module === "extra")!;
      expect(extra).to.deep.include(part);
      expect("release" in extra).to.equal(extra.kind !== "job");
    });
});

describe("the sections on how modules run", () => {
  const titles = (running: Running) => runningSections(running).map(({ title }) => title);

  it("are those that there is something for", () => {
    expect(titles(every)).to.deep.equal([
      "How modules run",
      "How a new revision takes over",
      "Jobs",
      "Pools of instances",
    ]);
    expect(titles({ modules: [], jobs: [], pools: [] })).to.deep.equal(["How modules run"]);
  });

  it("put what is long on several lines, and say once whose it is", () => {
    const [runs] = runningSections(every);
    expect(runs!.rows.filter(([module]) => module === "shop" || module === "")).to.deep.equal([
      ["shop", "service", "fargate", "CPU 60%, memory 75%, 8 in flight", "ai-gateway conversion stock"],
      ["", "", "", "OpenBaskets 12.5, forecast (shown only)", ""],
      ["", "", "", "morning 2-6, night 0", ""],
    ]);
    const many = { ...every.modules[1]!, scalesBy: [], calls: Array.from({ length: 30 }, (_, i) => `m${i}`) };
    const rows = runningSections({ modules: [many], jobs: [], pools: [] })[0]!.rows;
    expect(rows[0]!.slice(0, 4)).to.deep.equal(["conversion", "worker", "fargate", "fixed"]);
    const callees = rows.map((row) => cellText(row[4]!));
    expect(callees.join(" ").split(" ")).to.deep.equal(many.calls);
    for (const text of callees) expect(text.length).to.be.at.most(40);
  });

  it("say of releases, jobs and pools what an operator looks for", () => {
    const [, releases, jobs, pools] = runningSections(every);
    expect(releases!.rows).to.deep.include([
      "shop",
      "canary 20% for 10 min, bake 15 min, smoke test, approval",
      "errors 2.5%, 10 s",
    ]);
    expect(jobs!.rows).to.deep.equal([
      ["shop", "report", "cron(0 6 ? * MON *)", "Asia/Seoul", "2", "python3 report.py"],
    ]);
    expect(pools!.rows).to.deep.equal([["general", "m7g.large m7g.xlarge", "1-12", "50%", "stock"]]);
    const off = { ...every, jobs: every.jobs.map((job) => ({ ...job, enabled: false })) };
    expect(runningSections(off)[2]!.rows[0]![2]).to.equal("off");
  });

  it("write a fixed number of tasks as one", () => {
    expect(tasksText({ tasks: { min: 2, max: 2 } })).to.equal("2");
    expect(tasksText({ tasks: { min: 2, max: 10 } })).to.equal("2-10");
  });
});
