import { Command } from "commander";
import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OperatorError } from "../../../automation/operatorError";
import { addPlanCommand } from "../../../automation/plan/command";
import { root, stackText } from "../../support/harness";

/** The bundle, as `npx ai-platform` runs it. */
function printed(...args: readonly string[]): string {
  const { stdout } = spawnSync(process.execPath, [join(root, "dist/cli.js"), "plan", ...args], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  return stdout;
}

/** Why `plan` is refused, in this process. */
async function refusal(...args: readonly string[]): Promise<Error & { readonly code?: string }> {
  const program = new Command("ai-platform").exitOverride().configureOutput({ writeErr: () => undefined });
  addPlanCommand(program);
  try {
    await program.parseAsync(["node", "ai-platform", "plan", ...args]);
  } catch (error) {
    return error as Error;
  }
  throw new Error(`plan ${args.join(" ")} was not refused`);
}

describe("plan --html", function () {
  this.timeout(120_000);
  let folder: string;
  let dev: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "html-"));
    dev = join(folder, "Pulumi.dev.yaml");
    writeFileSync(join(folder, "Pulumi.yaml"), "name: ai-platform\n");
    writeFileSync(dev, stackText("dev"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("prints one page and nothing else, in English unless another language is asked for", () => {
    expect(printed(dev, "--html")).to.match(/^<!DOCTYPE html>\n<html lang="en">[^]*<\/html>\n$/);
    expect(printed(dev, "--html", "--language", "ko")).to.match(/^<!DOCTYPE html>\n<html lang="ko">/);
  });

  it("is for environments", async () => {
    const error = await refusal(join(root, "Pulumi.shared.yaml"), "--html");
    expect(error).to.be.instanceOf(OperatorError);
    expect(error.message).to.equal(
      "--html is for environments, and shared is the shared stack. Leave it out.",
    );
  });

  it("alone has a language", async () => {
    const error = await refusal(dev, "--language", "ko");
    expect(error).to.be.instanceOf(OperatorError);
    expect(error.message).to.match(/^--language is for the page of --html\. Add --html/);
  });

  const table: readonly (readonly [args: readonly string[], code: string, says: RegExp])[] = [
    [["--html", "--language", "fr"], "commander.invalidArgument", /Allowed choices are en, ko/],
    [["--html", "--json"], "commander.conflictingOption", /--html.*--json/],
    [["--html", "--markdown"], "commander.conflictingOption", /--html.*--markdown/],
  ];
  for (const [args, code, says] of table)
    it(`refuses ${args.join(" ")}`, async () => {
      const error = await refusal(dev, ...args);
      expect(error.code).to.equal(code);
      expect(error.message).to.match(says);
    });
});
