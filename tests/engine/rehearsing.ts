import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Outcome, OperationKind } from "../../automation/engine/operation";
import type { Step } from "../../automation/engine/steps";
import { resourceText } from "../../automation/engine/steps";
import { Rehearsal, type RehearsalOptions } from "../../automation/rehearse/rehearsal";
import { region, root, type StackName } from "../support/harness";

/** Generous, because a loaded machine is no fault; a test that needs it has hung. */
export const deadline = 240_000;

/** A rehearsal of one of the real stack files in a folder of its own; `rehearsal.close()` and the folder are the caller's to end. */
export async function rehearse(
  stack: StackName | "shared",
  options: Partial<RehearsalOptions> = {},
): Promise<Rehearsal> {
  const folder = mkdtempSync(join(tmpdir(), `rehearsal-${stack}-`));
  return Rehearsal.open({ stack, path: join(root, `Pulumi.${stack}.yaml`) }, { region, folder, ...options });
}

export function end(rehearsal: Rehearsal | undefined): void {
  rehearsal?.close();
  if (rehearsal) rmSync(rehearsal.folder, { recursive: true, force: true });
}

/** Runs the operation and demands that it succeeds. */
export async function succeed(rehearsal: Rehearsal, kind: OperationKind): Promise<Outcome> {
  const outcome = await rehearsal.operate(kind, { deadline });
  expect(outcome.ending, [...outcome.errors, outcome.output].join("\n")).to.equal("succeeded");
  console.log(`      ${summary(outcome)}`);
  return outcome;
}

/** `up: 176 create, 4.1 s`: what a run took, for whoever reads the log. */
export function summary({ kind, counts, milliseconds }: Outcome): string {
  const parts = Object.entries(counts).map(([op, count]) => `${count} ${op}`);
  return `${kind}: ${parts.join(", ")}, ${(milliseconds / 1000).toFixed(1)} s`;
}

/** `update aws:ecs/service:Service planning`, sorted. */
export function told(steps: readonly Step[]): string[] {
  return steps.map(({ op, urn }) => `${op} ${resourceText(urn)}`).sort();
}
