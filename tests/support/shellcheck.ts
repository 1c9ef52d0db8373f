import { spawnSync } from "node:child_process";
import { expect } from "chai";
import type { Context } from "mocha";

/** Has shellcheck read a script, and demands that it finds nothing; on a laptop without it the test is skipped, and says why. */
export function expectNothingOfShellcheck(test: Context, script: string, options: readonly string[]): void {
  const checked = spawnSync("shellcheck", ["--shell=bash", ...options, "-"], {
    input: script,
    encoding: "utf8",
  });
  if (checked.error && process.env.CI === undefined) {
    console.log(`skipped: shellcheck does not start (${checked.error.message})`);
    test.skip();
  }
  expect(checked.error).to.equal(undefined);
  expect(checked.stdout).to.equal("");
}
