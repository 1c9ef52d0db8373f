import { expect } from "chai";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Rehearsal } from "../../automation/rehearse/rehearsal";
import { journalIn } from "../../automation/rehearse/simulatedAws";
import { reportIn } from "../automation/deploy/runCli";
import { deploy, deployed, lock, locks } from "./deploying";
import { end, rehearse, succeed } from "./rehearsing";
import { needEngine } from "./support/needEngine";

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;

describe("deploy refuses", function () {
  this.timeout(900_000);
  let rehearsal: Rehearsal;
  let nowhere: string;
  const journal = () => readFileSync(journalIn(rehearsal.folder), "utf8");

  before(async function () {
    await needEngine(this);
    nowhere = mkdtempSync(join(tmpdir(), "no-engine-"));
    rehearsal = await rehearse("dev");
  });
  after(() => {
    end(rehearsal);
    rmSync(nowhere, { recursive: true, force: true });
  });

  /** Refused without a trace: on standard error a few lines, nothing on standard output, nothing in AWS. */
  async function refused(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const before = journal();
    const { stdout, stderr } = await deployed(2, rehearsal, args, { env });
    expect(stdout).to.equal("");
    expect(stderr).to.not.match(/^\s+at |internal error/m);
    expect(journal()).to.equal(before);
    expect(locks(rehearsal)).to.deep.equal([]);
    return stderr;
  }

  it("a stack file with faults, all of them, before the engine is asked", async () => {
    let good = "";
    rehearsal.edit((text) => {
      good = text;
      return text.replace("routes: [/planning]", "rutes: [/planning]").replace("cpu: 512", "cpu: 300");
    });
    for (const command of ["preview", "up"]) {
      const stderr = await refused([command, "dev"]);
      expect(stderr).to.match(
        /^the stack configuration has 4 fault\(s\):\n( {2}modules\.planning\..+\n){3} {2}edge\.clients\..+\n$/,
      );
    }
    rehearsal.edit(() => good);
  });

  it("a stack that has no file, with the nearest that has", async () => {
    const said = /^there is no stack deve in .+ Did you mean dev\?/;
    expect(await refused(["preview", "deve"])).to.match(said);
    expect(await refused(["up", "deve"]))
      .to.match(said)
      .and.contain("For one that ends: --from <stack> --ttl 48h.");
  });

  it("a stack that the backend does not have, with the line that makes it", async () => {
    const empty = join(nowhere, "state");
    mkdirSync(empty);
    const stderr = await refused(["up", "dev"], { PULUMI_BACKEND_URL: `file://${empty}` });
    expect(stderr)
      .to.match(/^the backend has no stack dev yet\./)
      .and.contain("npx pulumi stack init dev --secrets-provider=");
  });

  it("a backend that is not there, in the engine's own words", async () => {
    const stderr = await refused(["up", "dev"], { PULUMI_BACKEND_URL: `file://${nowhere}/none` });
    expect(stderr)
      .to.match(/^error: .+\nThe backend cannot be opened: check PULUMI_BACKEND_URL, .+\n$/)
      .and.contain(`${nowhere}/none`);
  });

  it("to work without the CLI, and says how to get it", async () => {
    const stderr = await refused(["up", "dev"], {
      PATH: dirname(process.execPath),
      PULUMI_HOME: nowhere,
    });
    expect(stderr).to.match(
      /^there is no Pulumi CLI 3\.\d+\.\d+ here\. npx ai-platform engine install gets it\.\n$/,
    );
  });

  it("a release before the first up, of what is no digest, and of what is no module", async () => {
    expect(await refused(["release", "dev", "planning", digest])).to.equal(
      "planning is not deployed yet. Run deploy up first; its first image can follow.\n",
    );
    expect(await refused(["release", "dev", "planning", "v1.2"])).to.match(
      /^"v1\.2" is no image digest: .+\n$/,
    );
    expect(await refused(["release", "dev", "planing", digest])).to.equal(
      "dev has no module planing. Did you mean planning?\n",
    );
    expect(await refused(["rollback", "dev", "planing"])).to.contain("Did you mean planning?");
    expect(rehearsal.cloud.parameters.names()).to.deep.equal([]);
  });

  for (const command of ["preview", "up", "drift"])
    it(`${command} with a wrong passphrase, in a sentence`, async () => {
      const before = journal();
      const { status, stderr } = await deploy(rehearsal, [command, "dev"], {
        env: { PULUMI_CONFIG_PASSPHRASE: "wrong" },
      });
      expect(status, stderr).to.be.oneOf([2, 4]);
      expect(stderr).to.contain("incorrect passphrase");
      expect(stderr).to.not.match(/^\s+at |internal error|stdout:|CommandError/m);
      expect(stderr.trim().split("\n").length, stderr).to.be.at.most(2);
      expect(journal()).to.equal(before);
    });

  it("to work on a stack that somebody holds, and says who and since when", async () => {
    const before = journal();
    lock(rehearsal, "dev");
    for (const command of [
      ["up", "dev"],
      ["refresh", "dev"],
      ["destroy", "dev", "--yes"],
    ]) {
      const { stdout, stderr } = await deployed(5, rehearsal, [...command, "--json"]);
      expect(stderr).to.match(
        /^dev is locked by\n {2}alex@elsewhere \(process 4711\) since \d{4}-\S+Z, 2 h /m,
      );
      expect(stderr).to.contain("npx ai-platform deploy unlock dev --yes");
      expect(JSON.parse(stdout)).to.deep.include({ ending: "locked", exitCode: 5, changes: [] });
    }
    expect(journal()).to.equal(before);
    expect(locks(rehearsal)).to.have.length(1);
  });
});

describe("deploy destroy of prod", function () {
  this.timeout(900_000);
  let rehearsal: Rehearsal;

  before(async function () {
    await needEngine(this);
    rehearsal = await rehearse("prod");
    await succeed(rehearsal, "up");
  });
  after(() => end(rehearsal));

  it("is refused, also to somebody who means it, and names what is protected", async () => {
    const before = rehearsal.cloud.resources();
    const result = await deployed(4, rehearsal, ["destroy", "prod", "--yes", "--json"]);
    const report = reportIn(result);
    expect(report).to.deep.include({ ending: "failed", changes: [] });
    const why = ": it is protected, so nothing of prod was deleted";
    expect(report.errors.at(-1)).to.include("data.deletion: disposable");
    expect(report.errors.slice(0, -1)).to.deep.equal(
      [
        "aws:backup/vault:Vault data-backups",
        "aws:cognito/userPool:UserPool edge",
        ...[0, 1, 2].map((node) => `aws:ebs/volume:Volume data-qdrant-${node}`),
        "aws:kms/key:Key audit",
        "aws:kms/key:Key keys-data",
        "aws:kms/key:Key keys-logs",
        "aws:rds/instance:Instance data-mariadb",
        ...["report", "trail"].map((what) => `aws:s3/bucket:Bucket audit-${what}`),
      ].map((resource) => `${resource}${why}`),
    );
    expect(result.stderr).to.equal(report.errors.map((line) => `${line}\n`).join(""));
    expect(rehearsal.cloud.resources()).to.deep.equal(before);
  });
});
