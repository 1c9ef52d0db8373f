import type { Outcome } from "../engine/operation";
import { nameIn, type Step } from "../engine/steps";
import { exitCodes } from "../operatorError";
import type { Report } from "../plan/report";
import type { ServiceResult } from "./aws/services";
import { type Lock, locksIn, lockText } from "./lock";

/**
 * What became of a deploy command: what `--json` prints, and what the text and the Markdown are made of. Fields may
 * be added; one that changes its meaning or goes raises `version`. docs/deploy.md describes it.
 */
export interface DeployReport {
  readonly version: 1;
  readonly command: string;
  readonly stack: string;
  readonly ending: Outcome["ending"] | "drift" | "rolledBack" | "paused";
  readonly exitCode: number;
  readonly seconds: number;
  readonly changes: readonly Change[];
  /** Resources that stay as they are. */
  readonly unchanged: number;
  readonly errors: readonly string[];
  readonly monthlyUsd?: { readonly before: number; readonly after: number };
  readonly policy?: Report["policy"];
  /** ECS services that do not run what they were told to. */
  readonly services?: readonly ServiceResult[];
  /** By module, the digest that its service was given; none for the bootstrap image. */
  readonly releases?: Readonly<Record<string, string>>;
  /** Who holds a stack that is locked, as far as the backend says. */
  readonly locks?: readonly Lock[];
}

export type ChangeKind = "create" | "update" | "replace" | "delete" | "other";

/** One resource; the engine's three steps of a replacement are one. */
export interface Change {
  readonly kind: ChangeKind;
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** Top-level properties. */
  readonly properties: readonly string[];
}

const kinds: Readonly<Record<string, ChangeKind>> = {
  create: "create",
  update: "update",
  replace: "replace",
  delete: "delete",
};

/** Parts of a replacement, which has a step of its own. */
const parts = ["create-replacement", "delete-replaced", "discard-replaced"];

export function changesOf(steps: readonly Step[]): Change[] {
  return steps
    .filter(({ op, real }) => real && !parts.includes(op))
    .map(({ op, urn, type, changed }) => {
      const kind = kinds[op] ?? "other";
      // Of what comes or goes, every property differs.
      const properties = kind === "update" || kind === "replace" ? changed : [];
      return { kind, type, name: nameIn(urn), urn, properties };
    });
}

export type Extra = Pick<DeployReport, "monthlyUsd" | "policy" | "releases" | "services">;

export function reportOf(command: string, stack: string, outcome: Outcome, extra: Extra = {}): DeployReport {
  const ending = outcome.ending === "succeeded" ? endingOf(extra.services ?? []) : outcome.ending;
  return {
    version: 1,
    command,
    stack,
    ending,
    exitCode: exitCodeOf(ending),
    seconds: Math.round(outcome.milliseconds / 1000),
    changes: changesOf(outcome.steps),
    unchanged: outcome.unchanged,
    errors: errorsOf(stack, outcome),
    ...(ending === "locked" ? { locks: locksIn(outcome.output) } : {}),
    ...extra,
  };
}

/** Of an update that went well, as ECS sees it: what it has not finished is late, and what it gave up has failed. */
function endingOf(services: readonly ServiceResult[]): DeployReport["ending"] {
  if (services.length === 0) return "succeeded";
  const states = new Set(services.map(({ verdict }) => verdict.state));
  const patient = [...states].every((state) => state === "waiting" || state === "paused");
  if (!patient) return "rolledBack";
  return states.has("waiting") ? "deadline" : "paused";
}

export function exitCodeOf(ending: DeployReport["ending"]): number {
  switch (ending) {
    case "succeeded":
    case "paused":
      // All that a machine can do is done.
      return exitCodes.ok;
    case "drift":
      return exitCodes.drift;
    case "locked":
      return exitCodes.locked;
    case "deadline":
      return exitCodes.deadline;
    case "failed":
    case "rolledBack":
      return exitCodes.failed;
  }
}

/** An engine that fails before its first step, as for a wrong passphrase, says why only in its output. */
function errorsOf(stack: string, { ending, errors, output }: Outcome): readonly string[] {
  if (ending === "locked") return [lockText(stack, locksIn(output), Date.now())];
  if (errors.length > 0 || ending !== "failed") return errors;
  const told = output.split("\n").filter((line) => line.startsWith("error: "));
  return told.length > 0 ? told.map((line) => line.slice("error: ".length)) : [output.trim()];
}
