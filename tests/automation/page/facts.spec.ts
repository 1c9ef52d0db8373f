import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentsBeside, summaryOf } from "../../../automation/page/environments";
import { postureOf } from "../../../automation/page/posture";
import { principlesOf } from "../../../automation/page/principles";
import { statesOf } from "../../../automation/page/sections/posture";
import { driversOf } from "../../../automation/plan/drivers";
import { makePlan, type Plan } from "../../../automation/plan/makePlan";
import { reportOf } from "../../../automation/plan/report";
import { root, stackText } from "../../support/harness";

describe("the facts of the page", function () {
  this.timeout(120_000);
  let dev: Plan;
  let prod: Plan;
  before(async () => {
    dev = await makePlan({ stack: "dev", path: join(root, "Pulumi.dev.yaml") });
    prod = await makePlan({ stack: "prod", path: join(root, "Pulumi.prod.yaml") });
  });

  it("are strict in prod but for bare addresses, and relaxed in dev", () => {
    const posture = postureOf(prod);
    const egress = { ...posture.egress, mode: "strict" as const };
    expect(statesOf({ ...posture, egress }).egress).to.equal("strict");
    expect(statesOf(posture)).to.deep.equal({
      rules: "strict",
      doors: "strict",
      firewall: "strict",
      transit: "strict",
      egress: "relaxed",
      secrets: "strict",
      audit: "strict",
      backups: "strict",
    });
    const relaxed = statesOf(postureOf(dev));
    expect(relaxed).to.include({
      doors: "strict",
      firewall: "relaxed",
      egress: "relaxed",
      backups: "relaxed",
    });
    expect(relaxed).to.include({ secrets: "relaxed", audit: "relaxed", transit: "relaxed" });
  });

  it("are open where a rule that stops a deployment is broken, and where every name may be asked for", () => {
    const posture = postureOf(prod);
    const rules = { ...posture.rules, broken: 1, mandatory: 1 };
    const egress = { mode: "open", failOpen: false } as const;
    const transit = { ...posture.transit, betweenModules: false };
    expect(statesOf({ ...posture, rules, egress, transit })).to.include({
      rules: "open",
      egress: "open",
      transit: "relaxed",
    });
  });

  it("count what the graph has", () => {
    const posture = postureOf(prod);
    expect(posture.doors).to.deep.equal({ routes: 3, publicRoutes: 0, publicAddresses: 3 });
    expect(posture.keys).to.equal(prod.graph.ofType("aws:kms/key:Key").length).and.to.be.greaterThan(3);
    expect(posture.transit).to.deep.equal({
      loadBalancers: true,
      stores: ["MariaDB", "Qdrant", "S3"],
    });
    expect(posture.backups).to.deep.include({ mariadbDays: 35, qdrantDays: 14 });
    expect(posture.guards.on).to.deep.equal([]);
    expect(posture.guards.off).to.have.length(5);
  });

  it("tell how far the principles are met", () => {
    const { simple, developers, scale, cost, secure } = principlesOf(prod, 67);
    expect(simple).to.deep.equal({ lines: 67, resources: prod.graph.nodes.length, instances: 3 });
    expect(developers).to.include({ modules: 3, rollBack: 3, released: 3 });
    expect(developers.perModule).to.be.greaterThan(40);
    expect(scale).to.include({ min: 7, max: 40, scaled: 3 });
    expect(scale.nearest!.used / scale.nearest!.limit).to.equal(
      Math.max(...prod.quotas.map(({ used, limit }) => used / limit)),
    );
    expect(cost).to.deep.equal({
      monthlyUsd: prod.cost.total,
      budgetUsd: 2600,
      arm: 3,
      spot: 0,
      modules: 3,
    });
    expect(principlesOf(dev, 1).cost.spot).to.equal(3);
    expect(secure).to.include({ mandatory: 0, publicRoutes: 0 });
  });

  it("sum the estimate by what is paid for, the largest first", () => {
    const drivers = driversOf(reportOf(prod));
    const sum = drivers.reduce((total, { monthlyUsd }) => total + monthlyUsd, 0);
    expect(sum).to.be.closeTo(prod.cost.total, 0.01);
    const amounts = drivers.map(({ monthlyUsd }) => monthlyUsd);
    expect(amounts).to.deep.equal([...amounts].sort((a, b) => b - a));
    expect(drivers.map(({ field }) => field).join())
      .to.contain("modules.support")
      .and.not.contain("<name>");
  });

  it("set environments side by side, the faulty one as such and the shared stack not at all", async () => {
    const folder = mkdtempSync(join(tmpdir(), "beside-"));
    try {
      writeFileSync(
        join(folder, "Pulumi.prod.yaml"),
        "config:\n  ai-platform:profile: prod\n  nonsense: 1\n",
      );
      writeFileSync(join(folder, "Pulumi.shared.yaml"), "config:\n  ai-platform:delivery: {}\n");
      writeFileSync(join(folder, "Pulumi.dev.yaml"), stackText("dev"));
      const ref = { stack: "dev", path: join(folder, "Pulumi.dev.yaml") };
      const [first, second, ...more] = await environmentsBeside(ref, dev);
      expect(first).to.deep.equal(summaryOf(dev));
      expect(second).to.have.property("stack", "prod");
      expect(second).to.have.property("faults").that.is.greaterThan(0);
      expect(more).to.deep.equal([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
