import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../support/harness";

/** What a shell is offered after these words; the last one is being typed. */
function offered(words: readonly string[], cwd = root): string[] {
  const { stdout } = spawnSync(process.execPath, [join(root, "dist/cli.js"), "complete", "--", ...words], {
    cwd,
    encoding: "utf8",
    timeout: 60_000,
  });
  // The last line tells the shell what to do with the others.
  return stdout
    .trimEnd()
    .split("\n")
    .slice(0, -1)
    .map((line) => line.split("\t")[0]!);
}

describe("completion", () => {
  it("offers commands, and what belongs to one", () => {
    expect(offered([""])).to.include.members(["plan", "deploy", "scan", "rehearse"]);
    expect(offered(["deploy", "rel"])).to.deep.equal(["release"]);
    expect(offered(["plan", "prod", "--ag"])).to.deep.equal(["--against"]);
  });

  it("offers the stacks that have a file, and the modules of the one that was typed", () => {
    expect(offered(["plan", ""])).to.deep.equal(["dev", "prod", "shared", "staging"]);
    expect(offered(["deploy", "release", "dev", ""])).to.deep.equal(["planning", "manufacturing", "support"]);
    expect(offered(["deploy", "rollback", "prod", "pl"])).to.deep.equal(["planning"]);
  });

  it("offers no stacks and says nothing outside of a project", () => {
    expect(offered(["plan", ""], tmpdir())).to.deep.equal([]);
    expect(offered(["deploy", "release", "dev", ""], tmpdir())).to.deep.equal([]);
  });

  for (const shell of ["bash", "zsh", "fish"])
    it(`writes a script for ${shell}`, () => {
      const { stdout, status } = spawnSync(process.execPath, [join(root, "dist/cli.js"), "complete", shell], {
        encoding: "utf8",
      });
      expect(status).to.equal(0);
      expect(stdout).to.include("ai-platform complete -- ");
    });
});
