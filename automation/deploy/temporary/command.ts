import type { Command } from "commander";
import pc from "picocolors";
import { nearest } from "../../../infra/config/nearest";
import { environmentsIn } from "../../../infra/config/stackKind";
import { project } from "../../../infra/naming";
import { exitCodes, OperatorError } from "../../operatorError";
import { findStack } from "../../project";
import { textOf } from "../../render/text";
import type * as actions from "../actions";
import type { Session, SessionOptions } from "../session";
import type { ReapOptions, ReapReport } from "./reap";
import { terminalWidth } from "../../terminal/width";

export interface TemporaryUpOptions {
  /** Stack whose file is copied. */
  readonly from?: string;
  /** Milliseconds. */
  readonly ttl?: number;
}

/** The session of `up`: both options make the environment first, or give it longer. */
export function openUp(
  act: typeof actions,
  stack: string,
  { from, ttl, timeout }: TemporaryUpOptions & SessionOptions,
): Promise<Session> {
  if (from === undefined && ttl === undefined) {
    findStack(stack, process.cwd(), (folder, stacks) =>
      notThere(stack, stacks, environmentsIn(folder, project)),
    );
    return act.openSession(stack, { timeout });
  }
  if (from === undefined || ttl === undefined)
    throw new OperatorError(
      "--from and --ttl go together: what is made from another stack must have an end, and nothing else gets one.",
    );
  return act.openTemporary(stack, { from, ttl, timeout });
}

/** Somebody who wants a new environment must not be led to one that the business runs on. */
export function notThere(
  stack: string,
  stacks: readonly string[],
  environments: Readonly<Record<string, string | undefined>>,
): string {
  const near = nearest(
    stack,
    stacks.filter((name) => environments[name] !== "prod"),
  );
  const there = near === undefined ? `There is: ${stacks.join(", ")}.` : `Did you mean ${near}?`;
  return `${there} For one that ends: --from <stack> --ttl 48h.`;
}

export function addReap(
  deploy: Command,
  load: () => Promise<typeof actions>,
  minutes: (text: string) => number,
): void {
  deploy
    .command("reap")
    .description("destroy the environments made with up --ttl whose time is over")
    .option("--dry-run", "only list them, and those that are not due")
    .option("--json", "as JSON, for programs (docs/deploy.md)")
    .option("--timeout <minutes>", "give up after so many minutes", minutes, 55)
    .action(async ({ json, ...options }: ReapOptions & { readonly json?: true }) => {
      const act = await load();
      print(act, await act.reap(options), json === true);
    });
}

function print(act: typeof actions, report: ReapReport, json: boolean): void {
  for (const { errors } of report.environments) for (const line of errors) process.stderr.write(`${line}\n`);
  const colour = report.exitCode === exitCodes.ok ? pc.green : pc.red;
  const table =
    report.environments.length === 0
      ? []
      : ["", textOf([act.reapSection(report, Date.now())], pc, terminalWidth())];
  const words = [colour(pc.bold(act.reapHeadline(report))), ...table].join("\n");
  process.stdout.write(`${json ? JSON.stringify(report, undefined, 2) : words}\n`);
  process.exitCode = report.exitCode;
}
