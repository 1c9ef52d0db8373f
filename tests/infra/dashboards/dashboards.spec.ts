import { expect } from "chai";
import fc from "fast-check";
import { type ModuleFacts, moduleRows } from "../../../infra/dashboards/module";
import { platformRows } from "../../../infra/dashboards/platform";
import { columns, layOut, type PlacedWidget, type Row, text } from "../../../infra/dashboards/widgets";

const region = "ap-northeast-2";

const facts: ModuleFacts = {
  name: "planning",
  environment: "test",
  owner: "planning-team@example.com",
  region,
  cluster: "ai-platform-test",
  service: "planning",
  targets: { loadBalancer: "app/one/1", groups: ["targetgroup/a/1"] },
  queue: undefined,
  logGroup: "/ai-platform/test/modules/planning",
  slo: false,
  aiProviders: [],
};

const titles = (rows: readonly Row[]) =>
  rows
    .filter(({ widgets }) => widgets.length > 0)
    .map(({ widgets }) => widgets.map(({ properties }) => properties.title ?? "text"));

describe("the layout of a dashboard", () => {
  const overlap = (one: PlacedWidget, other: PlacedWidget) =>
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height;

  it("fills every row from edge to edge, and lets nothing overlap", () => {
    const row = fc.record({ height: fc.integer({ min: 1, max: 12 }), count: fc.integer({ min: 0, max: 8 }) });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
        const placed = layOut(
          rows.map(({ height, count }) => ({
            height,
            widgets: Array.from({ length: count }, () => text("")),
          })),
        );
        expect(placed).to.have.length(rows.reduce((sum, { count }) => sum + count, 0));
        for (const [index, one] of placed.entries()) {
          expect(one.x + one.width).to.be.at.most(columns);
          expect(one.width).to.be.at.least(1);
          for (const other of placed.slice(index + 1)) expect(overlap(one, other)).to.equal(false);
        }
        const filled = rows.filter(({ count }) => count > 0).length;
        expect(placed.filter(({ x, width }) => x + width === columns)).to.have.length(filled);
      }),
    );
  });
});

describe("the dashboard of a module", () => {
  it("goes from its calls to its tasks to what it wrote", () => {
    expect(titles(moduleRows(facts))).to.deep.equal([
      ["text"],
      ["Calls", "Failures", "Time to the first byte", "Healthy tasks"],
      ["CPU", "Memory"],
      ["Errors"],
    ]);
  });

  it("shows of a worker its queue, and of a module with jobs only what it wrote", () => {
    const worker = { ...facts, targets: undefined, queue: "planning-queue" };
    expect(titles(moduleRows(worker))[1]).to.deep.equal([
      "CPU",
      "Memory",
      "Messages that wait",
      "Oldest message",
    ]);
    const job = { ...facts, targets: undefined, service: undefined };
    expect(titles(moduleRows(job))).to.deep.equal([["text"], ["Errors"]]);
  });

  it("shows its calls to AI services by provider", () => {
    const row = moduleRows({ ...facts, aiProviders: ["openai", "aws.bedrock"] })[3]!;
    expect(titles([row])).to.deep.equal([
      ["Calls to AI services", "Tokens", "Cost of AI services", "Latency of AI services"],
    ]);
    const dimensions = ["Module", "planning", "Provider"];
    expect(row.widgets[2]!.properties.metrics).to.deep.equal(
      ["openai", "aws.bedrock"].map((provider) => [
        ...["ai-platform/test/AI", "CostUsd", ...dimensions, provider],
        { stat: "Sum", label: provider },
      ]),
    );
  });

  it("draws the objective where there is one, and both revisions of a release", () => {
    const slo = { availabilityPercent: 99, latency: { seconds: 2, percent: 95 } };
    const targets = { loadBalancer: "app/one/1", groups: ["targetgroup/a/1", "targetgroup/b/2"] };
    const latency = moduleRows({ ...facts, slo, targets })[1]!.widgets[2]!.properties;
    expect(latency.annotations).to.deep.equal({ horizontal: [{ value: 2, label: "objective" }] });
    expect(latency.metrics).to.deep.include([
      ...["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", "app/one/1"],
      ...["TargetGroup", "targetgroup/b/2", { stat: "p95", label: "95 % (2)" }],
    ]);
  });
});

describe("the dashboard of the platform", () => {
  const platform = {
    environment: "test",
    region,
    cluster: "ai-platform-test",
    loadBalancers: ["app/one/1"],
    services: { planning: "planning" },
    mariadb: true,
    qdrant: true,
    aiUsage: true,
  };

  it("goes from the door to the databases", () => {
    expect(titles(platformRows(platform)).flat()).to.include.members([
      ...["Calls at the API", "CPU of modules", "CPU of MariaDB", "Nodes of Qdrant that are ready"],
    ]);
  });

  it("shows all calls to AI services where any are counted", () => {
    const [calls] = platformRows(platform)[3]!.widgets[0]!.properties.metrics as { expression: string }[][];
    expect(calls![0]!.expression).to.equal(
      `SEARCH('{"ai-platform/test/AI",Module,Provider} MetricName="LatencyMs"', 'SampleCount')`,
    );
    const shown = JSON.stringify(titles(platformRows({ ...platform, aiUsage: false })));
    expect(shown).not.to.match(/AI/);
  });

  it("has nothing of databases that the environment has not", () => {
    const shown = JSON.stringify(titles(platformRows({ ...platform, mariadb: false, qdrant: false })));
    expect(shown).not.to.match(/MariaDB|Qdrant/);
  });

  it("finds the nodes of Qdrant whatever they are called", () => {
    const [ready] = platformRows(platform).at(-1)!.widgets[0]!.properties.metrics as {
      expression: string;
    }[][];
    expect(ready![0]!.expression).to.equal(
      `SEARCH('Namespace="ai-platform/Qdrant" MetricName="Ready" Environment="test"', 'Minimum')`,
    );
  });
});
