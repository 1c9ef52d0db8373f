import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { root, stackText } from "../../../support/harness";

describe("plan --diff", function () {
  this.timeout(300_000);
  let folder: string;
  const file = () => join(folder, "Pulumi.dev.yaml");
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=Alex", "-c", "user.email=alex@example.com", ...args], {
      cwd: folder,
    });
  const plan = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, "dist/cli.js"), "plan", ...args],
      {
        cwd: folder,
        encoding: "utf8",
        env: { ...process.env, NO_COLOR: "1" },
      },
    );
    return { status, stdout, stderr };
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "diff-"));
    git("init", "--quiet");
    writeFileSync(join(folder, "Pulumi.yaml"), "name: ai-platform\nruntime: nodejs\n");
    writeFileSync(file(), "config:\n  ai-platform:profile: none\n");
    git("add", ".");
    git("commit", "--quiet", "-m", "what the program does not take");
    git("tag", "old");
    writeFileSync(file(), stackText("dev"));
    git("commit", "--quiet", "-am", "dev");
    writeFileSync(
      file(),
      readFileSync(file(), "utf8").replace("availabilityZones: 2", "availabilityZones: 3"),
    );
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("compares with the last commit, as text, Markdown, JSON and a page", () => {
    const { status, stdout } = plan("dev", "--diff");
    expect(status).to.equal(0);
    expect(stdout)
      .to.match(/^dev \(.+\n\nSince HEAD\n/)
      .and.match(/create +network +aws:ec2\/subnet:Subnet/);
    expect(plan("dev", "--diff", "--markdown").stdout).to.include("### Since HEAD");
    const { difference } = JSON.parse(plan("dev", "--diff", "--json").stdout) as {
      difference: { since: string };
    };
    expect(difference.since).to.equal("HEAD");
    expect(plan("dev", "--diff", "--html").stdout).to.include('id="difference-heading"');
  });

  for (const [revision, said] of [
    [
      "nowhere",
      "git does not tell what Pulumi.dev.yaml was in nowhere: invalid object name 'nowhere'. Name a revision",
    ],
    ["--all", "git does not tell what Pulumi.dev.yaml was in --all: "],
    ["old", "Pulumi.dev.yaml of old has 3 fault(s) by the rules of today"],
  ] as const)
    it(`says what is wrong with ${revision}`, () => {
      const { status, stdout, stderr } = plan("dev", `--diff=${revision}`);
      expect([status, stdout]).to.deep.equal([2, ""]);
      expect(stderr).to.include(said);
    });

  it("says so outside of git", () => {
    rmSync(join(folder, ".git"), { recursive: true });
    const { status, stderr } = plan("dev", "--diff");
    expect(status).to.equal(2);
    expect(stderr).to.match(/^git does not tell what Pulumi\.dev\.yaml was in HEAD: not a git repository/);
  });
});
