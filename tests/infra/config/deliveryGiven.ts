import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkShared, type KnownEnvironments } from "../../../infra/config/loadShared";
import type { SharedConfig } from "../../../infra/config/schema/shared";
import { parseStackFile } from "../../../infra/config/stackFile";
import { faultText } from "../../../infra/faults";
import { project } from "../../../infra/naming";
import { root } from "../../support/harness";

export const environments: KnownEnvironments = { dev: "dev", staging: "staging", prod: "prod" };
export const sharedOptions = { stack: "shared", project, environments };
export const sharedText = readFileSync(join(root, "Pulumi.shared.yaml"), "utf8");

/** Keys of the project's shared file, changed below `delivery` by paths such as `modules.planning.folder`. */
export function sharedKeys(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const keys = structuredClone(parseStackFile(sharedText).config) as Record<string, unknown>;
  for (const [path, value] of Object.entries(changes)) {
    const parts = path.split(".");
    let at = keys["ai-platform:delivery"] as Record<string, unknown>;
    for (const part of parts.slice(0, -1)) at = (at[part] ??= {}) as Record<string, unknown>;
    if (value === undefined) Reflect.deleteProperty(at, parts.at(-1)!);
    else at[parts.at(-1)!] = value;
  }
  return keys;
}

export function sharedFaults(changes: Readonly<Record<string, unknown>> = {}): string[] {
  return checkShared(sharedKeys(changes), sharedOptions).faults.map(faultText);
}

/** @throws Error with the faults, when there are any. */
export function sharedConfig(changes: Readonly<Record<string, unknown>> = {}): SharedConfig {
  const { config, faults } = checkShared(sharedKeys(changes), sharedOptions);
  if (config === undefined || faults.length > 0) throw new Error(faults.map(faultText).join("\n"));
  return config;
}
