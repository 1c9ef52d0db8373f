import { checkConfig, type LoadOptions } from "../../../infra/config/load";
import { parseStackFile } from "../../../infra/config/stackFile";
import { faultText } from "../../../infra/faults";
import { project } from "../../../infra/naming";
import { profiles } from "../../../stacks/profiles";
import { stackText, type StackName } from "../../support/harness";

/** Values by their path in a stack file, `undefined` to take a key out: `network.cidr`, `modules.planning.port`. */
export type Changes = Readonly<Record<string, unknown>>;

/** The keys of a real stack file with changes. */
export function given(changes: Changes, stack: StackName = "dev"): Record<string, unknown> {
  const keys = structuredClone(parseStackFile(stackText(stack)).config) as Record<string, unknown>;
  for (const [path, value] of Object.entries(changes)) {
    const [first = "", ...rest] = path.split(".");
    const names = [first.includes(":") ? first : `${project}:${first}`, ...rest];
    const last = names.pop()!;
    const at = names.reduce<Record<string, unknown>>(
      (object, name) => (object[name] ??= {}) as Record<string, unknown>,
      keys,
    );
    if (value === undefined) Reflect.deleteProperty(at, last);
    else at[last] = value;
  }
  return keys;
}

/** What an operator reads about a real stack file with changes. */
export function textsOf(
  changes: Changes,
  stack: StackName = "dev",
  options: Partial<LoadOptions> = {},
): string[] {
  return checkConfig(given(changes, stack), { stack, project, profiles, ...options }).faults.map(faultText);
}
