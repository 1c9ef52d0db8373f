import { expect } from "chai";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { Rehearsal } from "../../automation/rehearse/rehearsal";
import { region, root, stackText } from "../support/harness";
import { deployed, ecsService, ecsTaskDefinition, theOne, whatRuns } from "./deploying";
import { needEngine } from "./support/needEngine";

const digest = `sha256:${"7".repeat(64)}`;
const elsewhere = "us-east-1";

describe("an environment that reads the shared stack", function () {
  this.timeout(900_000);
  let folder: string;
  let rehearsal: Rehearsal;
  let registry: string;
  const told: string[] = [];

  before(async function () {
    await needEngine(this);
    folder = mkdtempSync(join(tmpdir(), "reads-shared-"));
    copyFileSync(join(root, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
    copyFileSync(join(root, "Pulumi.prod.yaml"), join(folder, "Pulumi.prod.yaml"));
    const shared = readFileSync(join(root, "Pulumi.shared.yaml"), "utf8");
    // Elsewhere, or its registry could not be told from the environment's own.
    writeFileSync(
      join(folder, "Pulumi.shared.yaml"),
      shared.replace(`aws:region: ${region}`, `aws:region: ${elsewhere}`),
    );
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

  it("reads where the registry is", async () => {
    const { stdout } = await deployed(0, rehearsal, ["outputs", "shared", "--json"]);
    registry = (JSON.parse(stdout) as Record<string, string>).registry!;
    expect(registry).to.match(new RegExp(`^\\d{12}\\.dkr\\.ecr\\.${elsewhere}\\.amazonaws\\.com$`));
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
    const [account] = registry.split(".");
    expect(policies.join("\n")).to.contain(
      `arn:aws:ecr:${elsewhere}:${account}:repository/ai-platform/planning`,
    );
  });

  it("runs at its first release what was pushed to the registry of the shared stack", async () => {
    await deployed(0, rehearsal, ["release", "dev", "planning", digest]);
    expect(whatRuns(rehearsal, "planning")).to.contain(`${registry}/ai-platform/planning@${digest}`);
    const again = await deployed(0, rehearsal, ["up", "dev"]);
    expect(again.stdout).to.match(/^up dev: done; no changes/);
  });

  it("goes without the shared stack", async () => {
    await deployed(0, rehearsal, ["destroy", "dev", "--yes"]);
    expect(rehearsal.resources().map(({ type }) => type)).not.to.include(ecsService);
    const { stdout } = await deployed(0, rehearsal, ["up", "shared"]);
    expect(stdout).to.match(/^up shared: done; no changes/);
  });
});
