import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import program from "../../infra/index";
import { bytesOf, configOf, root, run, runEnvironment, stacks, stackText } from "../support/harness";

/** As the engine hands a stack file over: every value as text. */
function engineConfig(text: string): Record<string, string> {
  const { config } = parse(text) as { config: Record<string, unknown> };
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}

describe("the program's entry", () => {
  afterEach(() => {
    pulumi.runtime.setAllConfig({});
  });

  for (const stack of stacks)
    it(`makes of the engine's ${stack} what the plan makes of the file`, async () => {
      pulumi.runtime.setAllConfig(engineConfig(stackText(stack)));
      const byEngine = await run(program, { stack });
      const byPlan = await runEnvironment(configOf(stack));
      expect(bytesOf(byEngine.nodes)).to.equal(bytesOf(byPlan.nodes));
    });

  it("fails with all faults in words, which the engine shows without a stack trace, and registers nothing", async () => {
    pulumi.runtime.setAllConfig({
      "aws:region": "nowhere",
      "ai-platform:profile": "dev",
      "ai-platform:modules": "{}",
    });
    let registered: unknown;
    let failure: unknown;
    try {
      registered = await run(program, { stack: "dev" });
    } catch (error) {
      failure = error;
    }
    expect(registered).to.equal(undefined);
    expect(pulumi.RunError.isInstance(failure)).to.equal(true);
    expect((failure as Error).message).to.contain('aws:region must be an AWS region; got "nowhere"');
  });

  it("is compiled by what Pulumi.yaml names, without checking types", () => {
    const project = parse(stackTextOf("Pulumi.yaml")) as {
      main: string;
      runtime: { options: { nodeargs: string } };
    };
    const code = `if (typeof require("./${project.main}") !== "function") process.exit(1)`;
    const { status, stderr } = spawnSync(process.execPath, [project.runtime.options.nodeargs, "-e", code], {
      cwd: root,
      encoding: "utf8",
      timeout: 60_000,
    });
    expect(status, stderr).to.equal(0);
  });
});

function stackTextOf(file: string): string {
  return readFileSync(join(root, file), "utf8");
}
