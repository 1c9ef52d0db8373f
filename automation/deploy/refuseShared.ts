import { dirname } from "node:path";
import { environmentsIn } from "../../infra/config/stackKind";
import { project } from "../../infra/naming";
import { OperatorError } from "../operatorError";
import { isShared } from "../plan/sharedPlan";
import { findStack } from "../project";

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
