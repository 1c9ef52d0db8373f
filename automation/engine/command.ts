import type { Command } from "commander";
import { projectFolder } from "../project";
import { progressOn } from "../terminal/progress";
import { installEngine } from "./install";

export function addEngineCommand(program: Command): void {
  program
    .command("engine")
    .description("the Pulumi CLI that this project is pinned to")
    .command("install")
    .description("find it, download it, or build it with Go")
    .action(async () => {
      await installEngine(projectFolder(process.cwd()), progressOn());
    });
}
