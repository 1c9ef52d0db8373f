import { containerNames } from "./taskContainers";

/** Characters of all overrides of a task, the JSON around them included. */
export const longestOverrides = 8192;

/** What `RunTask` is told in place of the image's own command. */
export function overridesOf(command: readonly string[]) {
  return { containerOverrides: [{ name: containerNames.application, command: [...command] }] };
}
