import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { runbooks } from "../../infra/alarms/runbooks";
import { root } from "../support/harness";
import { faultOf } from "./awsCalls";
import { expectNothingOfShellcheck } from "../support/shellcheck";

const folder = join(root, "docs/runbooks");
const read = (page: string) => readFileSync(join(folder, `${page}.md`), "utf8");
/** All that is to be typed, from the top to the end. */
const typed = (page: string) =>
  [...read(page).matchAll(/^ *```sh\n([^]*?)^ *```/gm)].map(([, text]) => text!).join("\n");
/** Words of `npx ai-platform deploy` that there are. */
const verbs = new Set(
  [
    ...readFileSync(join(root, "automation/deploy/command.ts"), "utf8").matchAll(
      /(?:usage: |\.command\()"(\S+)/g,
    ),
  ].map(([, verb]) => verb),
);

/** What a page calls and a test must not; everything else is the shell itself. */
const programs = ["aws", "npx", "npm", "curl", "jq", "sleep", "date"];

/** Types a page into a shell in which nothing but the shell is real; program and arguments of every call. */
function callsOf(page: string): readonly (readonly string[])[] {
  const place = mkdtempSync(join(tmpdir(), "runbook-"));
  try {
    for (const program of programs) {
      copyFileSync(join(__dirname, "stubs.sh"), join(place, program));
      chmodSync(join(place, program), 0o755);
    }
    const calls = join(place, "calls");
    writeFileSync(calls, "");
    const env = {
      PATH: `${place}:${process.env.PATH}`,
      CALLS: calls,
      STATE: "/dev/null",
      FACTS: "/dev/null",
    };
    const { stderr } = spawnSync("bash", ["-u"], { input: typed(page), cwd: place, env, encoding: "utf8" });
    expect(stderr, page).to.equal("");
    const lines = readFileSync(calls, "utf8").trimEnd().split("\n");
    return lines.filter((line) => line !== "").map((line) => line.split("\t"));
  } finally {
    rmSync(place, { recursive: true });
  }
}

describe("the runbooks of alarms", () => {
  // Its commands go to the nodes themselves, and its own spec reads them.
  for (const page of runbooks.filter((one) => one !== "qdrant-nodes"))
    describe(page, () => {
      it("says how to see, with commands that there are", () => {
        const calls = callsOf(page);
        const aws = calls.filter(([program]) => program === "aws").map(([, ...args]) => args);
        expect(aws).not.to.deep.equal([]);
        for (const args of aws) expect(faultOf(args), args.join(" ")).to.equal(undefined);
        for (const [program, , , verb] of calls.filter((call) => call[2] === "deploy"))
          expect(verbs, `${program} ${verb}`).to.include(verb);
      });

      it("names only commands of the deployment that there are", () => {
        for (const [, verb] of read(page).matchAll(/npx ai-platform deploy ([a-z-]+)/g))
          expect(verbs).to.include(verb);
      });

      it("leads to pages that there are, and says when to stop worrying", () => {
        for (const [, link] of read(page).matchAll(/\]\(([\w-]+\.md)/g))
          expect(existsSync(join(folder, link!)), link).to.equal(true);
      });

      it("has nothing that shellcheck warns of", function () {
        expectNothingOfShellcheck(this, typed(page), ["--severity=warning"]);
      });
    });
});
