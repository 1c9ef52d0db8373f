import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { checkShared } from "../infra/config/loadShared";
import type { SharedConfig } from "../infra/config/schema/shared";
import { parseStackFile } from "../infra/config/stackFile";
import { environmentsIn, stackKindOf } from "../infra/config/stackKind";
import { ConfigFaults } from "../infra/faults";
import { project } from "../infra/naming";
import type { StackRef } from "./project";

/** Whether a stack file says that it is the shared stack's; one that says nothing is judged as an environment's. */
export function isShared(ref: StackRef): boolean {
  const { config } = parseStackFile(readFileSync(ref.path, "utf8"));
  return stackKindOf(config, project) === "shared";
}

/** @throws ConfigFaults with the faults of the file itself and those of what it says. */
export function readSharedConfig(ref: StackRef): SharedConfig {
  const file = parseStackFile(readFileSync(ref.path, "utf8"));
  const environments = environmentsIn(dirname(ref.path), project);
  const { config, faults } = checkShared(file.config, { stack: ref.stack, project, environments });
  const all = [...file.faults, ...faults];
  if (config === undefined || all.length > 0) throw new ConfigFaults(all);
  return config;
}
