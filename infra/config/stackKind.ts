import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fault, type Fault } from "../faults";
import type { KnownEnvironments } from "./loadShared";
import { nearest, suggestion } from "./nearest";
import { profileNames } from "./schema/environment";
import { parseStackFile, stackOfFile } from "./stackFile";

/** What a stack file describes: one environment, or what is built once and used by all of them. */
export type StackKind = "environment" | "shared";

type Given = Readonly<Record<string, unknown>>;

/** By the keys of a stack file; a fault where they do not say it. */
export function stackKindOf(given: Given, project: string): StackKind | Fault {
  const [profile, delivery] = [`${project}:profile`, `${project}:delivery`];
  const has = (key: string) => given[key] !== undefined && given[key] !== null;
  if (has(profile) && has(delivery))
    return fault(
      "",
      `must not have both ${profile} and ${delivery}`,
      undefined,
      "The first makes it the file of an environment, the other that of the shared stack: move one of them into a file of its own.",
    );
  if (has(profile)) return "environment";
  if (has(delivery)) return "shared";
  const meant = misspelt(given, project);
  return fault(
    "",
    `must have ${profile} or ${delivery}`,
    meant === undefined ? undefined : `${project}:${meant}`,
    meant === undefined
      ? `Write ${profile}: dev for an environment, or describe the shared stack below ${delivery}.`
      : suggestion(`${project}:${meant}`, [profile, delivery]),
  );
}

/** The keys that say the kind. */
const telling = ["profile", "delivery"];

/** Without the namespace, in which all names would be near to each other. */
function misspelt(given: Given, project: string): string | undefined {
  return Object.keys(given)
    .filter((key) => key.startsWith(`${project}:`))
    .map((key) => key.slice(project.length + 1))
    .find((name) => !telling.includes(name) && nearest(name, telling) !== undefined);
}

/**
 * Of the faults that a file has as an environment's, those that it has in any case: where it does not say its kind,
 * that was a guess.
 */
export function besidesKind(faults: readonly Fault[], given: Given, project: string): Fault[] {
  const guessed = [...telling, misspelt(given, project)];
  if (given[`${project}:modules`] === undefined) guessed.push("modules");
  return faults.filter(({ path }) => !guessed.includes(path));
}

/** The environments that have a stack file in a folder. A file that is wrong elsewhere still names its profile. */
export function environmentsIn(folder: string, project: string): KnownEnvironments {
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .flatMap((file) => {
        const stack = stackOfFile(file);
        if (stack === undefined) return [];
        const { config } = parseStackFile(readFileSync(join(folder, file), "utf8"));
        if (stackKindOf(config, project) === "shared") return [];
        return [[stack, profileNames.find((name) => name === config[`${project}:profile`])]];
      }),
  );
}
