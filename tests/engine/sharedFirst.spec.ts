import { expect } from "chai";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { Rehearsal } from "../../automation/rehearse/rehearsal";
import { region, root, stackText } from "../support/harness";
import { deployed, ecsService, ecsTaskDefinition, theOne, whatRuns } from "./deploying";
import { needEngine } from "./support/needEngine";

const digest = `sha256:${"7".repeat(64)}`;
const repository = "aws:ecr/repository:Repository";

describe("an environment that reads the shared stack", function () {
  this.timeout(900_000);
  let folder: string;
  let rehearsal: Rehearsal;
  const told: string[] = [];
  /** Of the repository that the shared stack has made for planning. */
  const made = (property: string) =>
    String(theOne(rehearsal, repository, "delivery-planning").computed[property]);

  before(async function () {
    await needEngine(this);
    folder = mkdtempSync(join(tmpdir(), "reads-shared-"));
    copyFileSync(join(root, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
    for (const stack of ["prod", "shared"])
      copyFileSync(join(root, `Pulumi.${stack}.yaml`), join(folder, `Pulumi.${stack}.yaml`));
    const dev = parseDocument(stackText("dev"));
    dev.setIn(["config", "ai-platform:shared"], "example-org/ai-platform/shared");
    const path = join(folder, "Pulumi.dev.yaml");
    writeFileSync(path, dev.toString());
    const own = join(folder, "rehearsal");
    mkdirSync(own);
    rehearsal = await Rehearsal.open(
      { stack: "dev", path },
      { region, folder: own, tell: (line) => told.push(line) },
    );
  });
  after(() => {
    rehearsal?.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  it("is rehearsed after that, of which one line tells", () => {
    expect(told).to.have.length(1);
    expect(told[0]).to.match(/^dev reads shared, brought up first: \d+ created \(.+\)$/);
    expect(rehearsal.cloud.resources()).not.to.be.empty;
    expect(rehearsal.resources()).to.deep.equal([]);
  });

  it("comes up before any image exists, and may pull what will be there", async () => {
    await deployed(0, rehearsal, ["up", "dev"]);
    expect(whatRuns(rehearsal, "planning")).to.contain("public.ecr.aws/docker/library/python");
    expect(rehearsal.cloud.parameters.names()).to.deep.equal([]);
    const { executionRoleArn } = theOne(rehearsal, ecsTaskDefinition, "planning").inputs;
    const policies = rehearsal
      .resources()
      .filter(({ inputs }) => String(executionRoleArn).endsWith(`/${String(inputs.role)}`))
      .map(({ inputs }) => JSON.stringify(inputs.policy));
    expect(policies.join("\n")).to.contain(made("arn"));
  });

  it("runs at its first release what was pushed to the registry of the shared stack", async () => {
    await deployed(0, rehearsal, ["release", "dev", "planning", digest]);
    expect(whatRuns(rehearsal, "planning")).to.contain(`${made("repositoryUrl")}@${digest}`);
    const again = await deployed(0, rehearsal, ["up", "dev"]);
    expect(again.stdout).to.match(/^up dev: done; no changes/);
  });

  it("goes without the shared stack", async () => {
    await deployed(0, rehearsal, ["destroy", "dev", "--yes"]);
    expect(rehearsal.resources().map(({ type }) => type)).not.to.include(ecsService);
    expect(made("arn")).to.contain("repository/ai-platform/planning");
    await deployed(0, rehearsal, ["up", "shared"]);
  });
});
