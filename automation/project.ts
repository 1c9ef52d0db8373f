import { existsSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { stackOfFile } from "../infra/config/stackFile";
import { suggestion } from "../infra/config/nearest";
import { OperatorError } from "./operatorError";

/** A stack file and the stack that it describes. */
export interface StackRef {
  readonly stack: string;
  readonly path: string;
}

/** The nearest folder with a Pulumi.yaml, from here upwards. */
export function projectFolder(from: string): string {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "Pulumi.yaml"))) return folder;
    if (dirname(folder) === folder)
      throw new OperatorError(`no Pulumi.yaml in ${resolve(from)} or above. Run this inside the project.`);
  }
}

/**
 * `prod`, or the path of a stack file.
 * @throws OperatorError when there is no such file, with the stacks that there are, or what else the caller advises.
 */
export function findStack(
  given: string,
  from: string,
  advice: (folder: string, stacks: readonly string[]) => string = (_, stacks) => suggestion(given, stacks),
): StackRef {
  const stack = stackOfFile(given);
  if (stack !== undefined) {
    const path = resolve(from, given);
    if (existsSync(path)) return { stack, path };
    throw new OperatorError(`there is no file ${given}.`);
  }
  if (/[\\/]|\.ya?ml$/.test(given))
    throw new OperatorError(`${given} is not a stack file. Its name must be Pulumi.<stack>.yaml.`);
  const folder = projectFolder(from);
  const path = join(folder, `Pulumi.${given}.yaml`);
  if (existsSync(path)) return { stack: given, path };
  throw new OperatorError(`there is no stack ${given} in ${folder}. ${advice(folder, stacksIn(folder))}`);
}

/** Every stack that has a file in a folder, by name. */
export function stacksIn(folder: string): string[] {
  return stackRefsIn(folder).map(({ stack }) => stack);
}

/** The same, with their files. */
export function stackRefsIn(folder: string): StackRef[] {
  return readdirSync(folder)
    .flatMap((file): StackRef[] => {
      const stack = stackOfFile(file);
      return stack === undefined ? [] : [{ stack, path: join(folder, file) }];
    })
    .sort((a, b) => (a.stack < b.stack ? -1 : 1));
}
