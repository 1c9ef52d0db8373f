import { Command } from "commander";
import { version } from "../package.json";
import { addCompletion } from "./completion";
import { addDeployCommand } from "./deploy/command";
import { addEngineCommand } from "./engine/command";
import { addExportCommand } from "./export/command";
import { addOperateCommands } from "./operate/command";
import { addPlanCommand } from "./plan/command";
import { addRehearseCommand } from "./rehearse/command";
import { addScaffoldCommands } from "./scaffold/command";
import { addScanCommand } from "./scan/command";

/** Every command of the project, below one name. */
export function createProgram(): Command {
  const program = new Command("ai-platform")
    .description("A company's AI modules on AWS ECS")
    .version(version)
    .showSuggestionAfterError()
    .exitOverride()
    .addHelpText(
      "after",
      `
Begin with: ai-platform plan dev
Then:       ai-platform new module              a module, with what it costs
            ai-platform plan dev --diff         what the change does
            ai-platform deploy up dev           on AWS; docs/deploy.md
TAB completes: source <(ai-platform complete bash)   also zsh, fish, powershell`,
    );
  program.commandsGroup("Without AWS:");
  addPlanCommand(program);
  addScaffoldCommands(program);
  addScanCommand(program);
  addRehearseCommand(program);
  addExportCommand(program);
  program.commandsGroup("On AWS:");
  addDeployCommand(program);
  addOperateCommands(program);
  program.commandsGroup("This tool:");
  addEngineCommand(program);
  addCompletion(program);
  return program;
}
