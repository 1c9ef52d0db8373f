import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { OpType, Stack } from "@pulumi/pulumi/automation";
import type { Outcome } from "../../../automation/engine/operation";
import type { Step } from "../../../automation/engine/steps";

export const urnOf = (type: string, name: string): string =>
  `urn:pulumi:dev::ai-platform::ai-platform:container:ContainerModule$${type}::${name}`;

export const step = (op: OpType, type: string, name: string, changed: readonly string[] = []): Step => ({
  op,
  urn: urnOf(type, name),
  type,
  real: true,
  changed,
});

/** A success without a change, but for what is given. */
export const outcome = (given: Partial<Outcome> = {}): Outcome => ({
  kind: "up",
  ending: "succeeded",
  steps: [],
  unchanged: 0,
  counts: {},
  errors: [],
  output: "",
  milliseconds: 4200,
  ...given,
});

/** What the engine tells of a replacement that makes the new one first. */
export const replacement = (type: string, name: string, changed: readonly string[]): Step[] => [
  step("create-replacement", type, name, changed),
  step("replace", type, name, changed),
  step("delete-replaced", type, name, changed),
];

/** A stack whose CLI is a script, in a folder that is the caller's to end. */
export function stackRunBy(folder: string, script: string, more: object = {}): Stack {
  const command = join(folder, "pulumi");
  writeFileSync(command, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const workspace = { pulumiCommand: { command }, workDir: folder, envVars: {} };
  return { name: "prod", workspace, ...more } as unknown as Stack;
}

/** A stack whose state is as given. */
export function stackHolding(folder: string, deployment: object, more: object = {}): Stack {
  const file = join(folder, "state.json");
  writeFileSync(file, JSON.stringify({ version: 3, deployment }));
  return stackRunBy(folder, `[ "$1 $2" = "stack export" ] && cat ${file}`, more);
}
