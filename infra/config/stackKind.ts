import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fault, type Fault } from "../faults";
import type { KnownEnvironments } from "./loadShared";
import { profileNames } from "./schema/environment";
import { parseStackFile, stackOfFile } from "./stackFile";

/** What a stack file describes: one environment, or what is built once and used by all of them. */
export type StackKind = "environment" | "shared";

/** By the keys of a stack file; a fault where they do not say it. */
export function stackKindOf(given: Readonly<Record<string, unknown>>, project: string): StackKind | Fault {
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
  return fault(
    "",
    `must have ${profile} or ${delivery}`,
    undefined,
    `Write ${profile}: dev for an environment, or describe the shared stack below ${delivery}.`,
  );
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
        if (config[`${project}:delivery`] !== undefined) return [];
        return [[stack, profileNames.find((name) => name === config[`${project}:profile`])]];
      }),
  );
}
