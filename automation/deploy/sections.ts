import { policySection } from "../plan/sections";
import { money, type Section } from "../render/section";
import { duration } from "../terminal/progress";
import { describeFailure } from "./aws/describeFailure";
import type { Change, ChangeKind, DeployReport } from "./report";

/** The most dangerous first. */
const order: readonly ChangeKind[] = ["delete", "replace", "update", "create", "other"];

const past: Readonly<Record<ChangeKind, string>> = {
  delete: "deleted",
  replace: "replaced",
  update: "updated",
  create: "created",
  other: "otherwise changed",
};

const endings: Readonly<Record<DeployReport["ending"], string>> = {
  succeeded: "done",
  failed: "FAILED",
  locked: "locked",
  deadline: "stopped before its end",
  drift: "there is drift",
  paused: "waits for approval",
  rolledBack: "FAILED, ECS does not run what it was told to",
};

/** What a preview would do, and what drift has been done. */
const future: Readonly<Record<ChangeKind, string>> = {
  delete: "to delete",
  replace: "to replace",
  update: "to update",
  create: "to create",
  other: "to change otherwise",
};
const drifted: Readonly<Record<ChangeKind, string>> = { ...past, delete: "gone", update: "changed" };

/** One line that says it all. */
export function headline({ command, stack, ending, changes, unchanged, seconds }: DeployReport): string {
  const words = command === "preview" ? future : command === "drift" ? drifted : past;
  const counts = order
    .map((kind) => ({ kind, count: changes.filter((change) => change.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${words[kind]}`);
  const what = counts.length === 0 ? "no changes" : counts.join(", ");
  return `${command} ${stack}: ${endings[ending]}; ${what}, ${unchanged} unchanged (${duration(seconds * 1000)})`;
}

/** Makes a text stand out, as far as the form of the output can. */
export type Strong = (text: string) => string;

export function sections(report: DeployReport, strong: Strong): Section[] {
  return [
    ...(report.changes.length > 0 ? [changes(report.changes, strong)] : []),
    ...(report.monthlyUsd ? [cost(report.monthlyUsd)] : []),
    ...(report.policy ? [policySection(report.policy)] : []),
  ];
}

/** What went wrong, in lines for standard error. */
export function troubles({ errors, services = [] }: DeployReport): string[] {
  return [...errors, ...services.flatMap(describeFailure)];
}

function changes(all: readonly Change[], strong: Strong): Section {
  const loud = (kind: ChangeKind) => kind === "replace" || kind === "delete";
  return {
    title: "Changes",
    columns: [{ heading: "" }, { heading: "resource" }, { heading: "name" }, { heading: "properties" }],
    rows: [...all]
      .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
      .map(({ kind, type, name, properties }) => [
        loud(kind) ? strong(kind) : kind,
        type,
        name,
        properties.join(", "),
      ]),
  };
}

function cost({ before, after }: NonNullable<DeployReport["monthlyUsd"]>): Section {
  // Sums of the same parts in another order differ in what no price has.
  const cents = Math.round((after - before) * 100);
  const difference = `${cents < 0 ? "−" : "+"}${money(Math.abs(cents) / 100)}`;
  return {
    title: "Cost",
    columns: ["deployed", "then", "difference"].map((heading) => ({ heading, align: "right" as const })),
    rows: [[money(before), money(after), difference]],
    note: "USD a month, both estimated by today's prices and the assumptions of the stack file.",
  };
}
