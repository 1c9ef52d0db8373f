import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readConfig } from "../../../automation/plan/makePlan";
import { policyFindings } from "../../../automation/plan/policy";
import { makeSharedPlan } from "../../../automation/plan/sharedPlan";
import { sharedHeadline, sharedOverview, sharedReportOf } from "../../../automation/plan/sharedSections";
import { OperatorError } from "../../../automation/operatorError";
import { isShared } from "../../../automation/stackFiles";
import { ConfigFaults } from "../../../infra/faults";
import { region, root } from "../../support/harness";

const ref = (stack: string, folder = root) => ({ stack, path: join(folder, `Pulumi.${stack}.yaml`) });

describe("the plan of the shared stack", () => {
  it("says what is made, in which order modules are released, and what is done by hand", async () => {
    const plan = await makeSharedPlan(ref("shared"));
    const report = sharedReportOf(plan);
    expect(sharedHeadline(report)).to.equal(
      `shared (shared by all environments, ${region}): ${plan.graph.nodes.length} resources, not priced`,
    );
    expect(report.environments).to.deep.equal([
      { environment: "dev", approval: false },
      { environment: "prod", approval: true },
    ]);
    expect(report.modules.map(({ module }) => module)).to.deep.equal([
      "manufacturing",
      "planning",
      "support",
    ]);
    const services = Object.fromEntries(
      report.resources.services.map(({ service, resources }) => [service, resources]),
    );
    expect(services).to.include({ codeconnections: 1, sns: 3 });
    expect(report.manualSteps[0]).to.include("The connection to GitHub is PENDING");
    expect(report.policy.findings).to.deep.equal(policyFindings(plan.graph, "protected"));
    const titles = (withTree: boolean) => sharedOverview(report, withTree).map(({ title }) => title);
    expect(titles(false)).to.deep.equal(["Services", "Order of release", "Modules", "Policy", "By hand"]);
    expect(titles(true)).to.deep.equal([...titles(false), "Resources"]);
  });

  it("tells the faults of its file", async () => {
    const folder = mkdtempSync(join(tmpdir(), "shared-"));
    try {
      const broken = ref("shared", folder);
      writeFileSync(
        broken.path,
        "config:\n  aws:region: ap-northeast-2\n  ai-platform:delivery: { owner: 5 }\n",
      );
      const error = await makeSharedPlan(broken).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(ConfigFaults);
      expect((error as Error).message).to.include("delivery.owner");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("is no plan of an environment, and commands for those say so", () => {
    expect([isShared(ref("shared")), isShared(ref("dev"))]).to.deep.equal([true, false]);
    expect(() => readConfig(ref("shared")))
      .to.throw(OperatorError)
      .with.property(
        "message",
        "shared is the shared stack, and this is for environments. Name an environment, or look at it by: npx ai-platform plan shared",
      );
  });
});
