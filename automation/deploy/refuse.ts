import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { suggestion } from "../../infra/config/nearest";
import { isObject } from "../../infra/config/raw";
import { parseStackFile } from "../../infra/config/stackFile";
import { environmentsIn } from "../../infra/config/stackKind";
import { project } from "../../infra/naming";
import { OperatorError } from "../operatorError";
import { findStack } from "../project";
import { isShared } from "../stackFiles";

/**
 * For what is done to a module where it runs.
 * @throws OperatorError for the shared stack, before anything else is asked.
 */
export function refuseShared(command: string, given: string): void {
  const ref = findStack(given, process.cwd());
  if (!isShared(ref)) return;
  const environments = Object.keys(environmentsIn(dirname(ref.path), project));
  throw new OperatorError(
    `${command} is for what an environment runs, and ${ref.stack} is the shared stack, which runs nothing. Name an environment instead: ${environments.join(", ")}.`,
  );
}

/**
 * What is wrong with the file itself is told later, with all that is wrong.
 * @throws OperatorError for a module that the file of the stack does not have, before the backend is opened.
 */
export function refuseModule(given: string, module: string): void {
  const { stack, path } = findStack(given, process.cwd());
  const modules = parseStackFile(readFileSync(path, "utf8")).config[`${project}:modules`];
  if (!isObject(modules) || Object.hasOwn(modules, module)) return;
  throw new OperatorError(`${stack} has no module ${module}. ${suggestion(module, Object.keys(modules))}`);
}
