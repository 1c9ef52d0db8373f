import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect } from "chai";

const scripts = join(__dirname, "../../.github/scripts");

/** Answers a listing with $FOUND, and writes down every other call with the body that it was given. */
const gh = `#!/usr/bin/env bash
if [[ " $* " == *" --jq "* ]]; then printf '%s' "$FOUND"; exit; fi
printf '%s\\n' "$*" >> "$FOLDER/calls"
for word in "$@"; do
  if [[ -n $body || $word == body=@* ]]; then cp "\${word#body=@}" "$FOLDER/body"; fi
  body=""; if [[ $word == --body-file ]]; then body=1; fi
done
`;

describe("the scripts of the workflows", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "scripts-"));
    writeFileSync(join(folder, "gh"), gh, { mode: 0o755 });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function run(script: string, args: readonly string[], report: string, found: string) {
    const file = join(folder, "report");
    writeFileSync(file, report);
    writeFileSync(join(folder, "calls"), "");
    writeFileSync(join(folder, "body"), "");
    execFileSync(join(scripts, script), [...args, file], {
      stdio: ["ignore", "ignore", "inherit"],
      env: {
        PATH: [folder, process.env.PATH].join(delimiter),
        FOLDER: folder,
        TMPDIR: folder,
        FOUND: found,
        PULL_REQUEST: "7",
        GITHUB_SERVER_URL: "https://github.example",
        GITHUB_REPOSITORY: "org/repo",
        GITHUB_RUN_ID: "1",
      },
    });
    const calls = readFileSync(join(folder, "calls"), "utf8").replace(/\S*\/tmp\.\w+/g, "FILE");
    return { calls: calls.split("\n").slice(0, -1), body: readFileSync(join(folder, "body"), "utf8") };
  }

  describe("comment.sh", () => {
    it("writes the first comment of its name", () => {
      const { calls, body } = run("comment.sh", ["preview of dev"], "## dev\n", "");
      expect(calls).to.deep.equal([
        "api --silent --method POST repos/{owner}/{repo}/issues/7/comments --field FILE",
      ]);
      expect(body).to.equal("<!-- ai-platform: preview of dev -->\n## dev\n");
    });

    it("replaces the comment that is there", () => {
      expect(run("comment.sh", ["plan"], "## dev\n", "11\n12\n").calls).to.deep.equal([
        "api --silent --method PATCH repos/{owner}/{repo}/issues/comments/11 --field FILE",
      ]);
    });

    it("cuts what GitHub would refuse", () => {
      const { body } = run("comment.sh", ["plan"], "x".repeat(70_000), "");
      expect(body.length).to.be.within(60_000, 65_000);
      expect(body).to.match(/Cut short here; the summary of the run has all of it\.\n$/);
    });
  });

  describe("drift-issue.sh", () => {
    it("opens an issue when there is drift", () => {
      const { calls, body } = run("drift-issue.sh", ["dev", "3"], "~ bucket", "");
      expect(calls).to.deep.equal(["issue create --title Drift in dev --body-file FILE"]);
      expect(body).to.equal(
        "What runs in dev is not what was deployed, as of https://github.example/org/repo/actions/runs/1." +
          "\n\n~~~~text\n~ bucket\n~~~~\n",
      );
    });

    it("updates the issue that is open", () => {
      expect(run("drift-issue.sh", ["dev", "3"], "~ bucket", "5\n").calls).to.deep.equal([
        "issue edit 5 --body-file FILE",
      ]);
    });

    it("closes it when the drift is gone", () => {
      expect(run("drift-issue.sh", ["dev", "0"], "", "5\n").calls).to.deep.equal([
        "issue close 5 --comment No drift any more: https://github.example/org/repo/actions/runs/1",
      ]);
    });

    it("does nothing when there was none", () => {
      expect(run("drift-issue.sh", ["dev", "0"], "", "").calls).to.deep.equal([]);
    });
  });
});
