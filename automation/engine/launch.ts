import { spawn } from "node:child_process";
import { delimiter, dirname } from "node:path";
import { engineVersion, findEngine } from "./find";

/** `npx pulumi`: hands everything over to the CLI that this project is pinned to. */
async function launch(): Promise<void> {
  const engine = await findEngine();
  if (!engine) {
    process.stderr.write(
      `There is no Pulumi CLI ${engineVersion} here. npx ai-platform engine install gets it.\n`,
    );
    process.exitCode = 1;
    return;
  }
  // The language hosts stand beside the CLI, which looks for them on PATH.
  const path = [dirname(engine.binary), process.env.PATH].join(delimiter);
  const child = spawn(engine.binary, process.argv.slice(2), {
    stdio: "inherit",
    env: { ...process.env, PATH: path },
  });
  // A terminal sends Ctrl-C to both; the CLI decides what it means and this process outlives it.
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code) => {
    process.exitCode = code ?? 1;
  });
}

void launch();
