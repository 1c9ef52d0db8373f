import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { profileNames } from "../../infra/config/schema/environment";
import { environmentsIn } from "../../infra/config/stackKind";
import { project as projectName } from "../../infra/naming";
import { makePlan } from "../plan/makePlan";
import { reportOf, type Report } from "../plan/report";
import type { StackRef } from "../project";
import { money } from "../render/section";

/** One system that the program can make, in a folder of `examples/`. */
export interface Example {
  readonly name: string;
  /** Path of its page below the project's folder. */
  readonly page: string;
  readonly stacks: readonly StackRef[];
}

/** By name. A folder without stack files stands for those of the project itself. */
export function examplesIn(project: string): Example[] {
  return readdirSync(join(project, "examples"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const own = stacksIn(join(project, "examples", name));
      const stacks = own.length > 0 ? own : stacksIn(project);
      return { name, page: `examples/${name}/README.md`, stacks };
    });
}

/** Of environments, in the order in which a change goes through them. */
function stacksIn(folder: string): StackRef[] {
  const order: readonly string[] = profileNames;
  return Object.keys(environmentsIn(folder, projectName))
    .map((stack) => ({ stack, path: join(folder, `Pulumi.${stack}.yaml`) }))
    .sort((a, b) => order.indexOf(a.stack) - order.indexOf(b.stack));
}

/** The pages of the examples by path, each with its costs made anew; all else in them stays. */
export async function examplePages(project: string): Promise<Readonly<Record<string, string>>> {
  const pages: Record<string, string> = {};
  for (const { page, stacks } of examplesIn(project)) {
    const path = join(project, page);
    if (!existsSync(path)) throw new Error(`${page} is missing`);
    const reports: Report[] = [];
    for (const ref of stacks) reports.push(reportOf(await makePlan(ref)));
    pages[page] = withCosts(readFileSync(path, "utf8"), costsText(reports), page);
  }
  return pages;
}

const begin = "<!-- cost:begin -->";
const end = "<!-- cost:end -->";

function withCosts(source: string, costs: string, page: string): string {
  const [before, rest = ""] = source.split(begin);
  const [, after] = rest.split(end);
  if (after === undefined) throw new Error(`${page} has no place for its costs: ${begin} and ${end}`);
  return `${before}${begin}\n\n${costs}\n\n${end}${after}`;
}

/** What each module and each tier around them costs in each environment; no amount stands in two rows. */
function costsText(reports: readonly Report[]): string {
  const modules = reports.flatMap(({ resources }) => resources.modules.map(({ module }) => module));
  const tiers = reports.flatMap(({ resources }) => resources.tiers.map(({ tier }) => tier));
  const rows = [
    ...[...new Set(modules)].map((name) => [`\`${name}\``, ...amounts(reports, { module: name })]),
    ...[...new Set(tiers)]
      .sort()
      .filter((tier) => reports.some((report) => linesOf(report, { tier }).length > 0))
      .map((tier) => [tier, ...amounts(reports, { tier })]),
  ];
  const total = ["**together**", ...reports.map(({ cost }) => `**${money(cost.monthlyUsd)}**`)];
  const { region } = reports[0]!;
  return [
    table([["USD/month", ...reports.map(({ stack }) => stack)], ...rows, total]),
    `By the plan's own estimate: list prices of ${region}, each module at its least number of tasks, traffic as the profile assumes it.${notPricedText(reports)}`,
  ].join("\n\n");
}

/** A module with all that is there for it, or what a tier has besides that. */
type Row = { readonly module: string } | { readonly tier: string };

const linesOf = ({ cost }: Report, row: Row) =>
  cost.lines.filter(({ tier, module }) =>
    "module" in row ? module === row.module : module === undefined && tier === row.tier,
  );

function amounts(reports: readonly Report[], row: Row): string[] {
  return reports.map((report) => {
    const lines = linesOf(report, row);
    const usd = lines.reduce((sum, { monthlyUsd }) => sum + monthlyUsd, 0);
    return lines.length === 0 ? "" : money(usd);
  });
}

/** What may well cost money and has no amount: each reason once. */
function notPricedText(reports: readonly Report[]): string {
  const names = new Map<string, Set<string>>();
  for (const { name, reason } of reports.flatMap(({ cost }) => cost.notPriced))
    names.set(reason, (names.get(reason) ?? new Set()).add(`\`${name}\``));
  const told = [...names].map(([reason, of]) => `${[...of].join(", ")}: ${reason}`);
  return told.length === 0 ? "" : `\n\nNot in it: ${told.join("; ")}.`;
}

/** A Markdown table as Prettier writes it; the first row is the heading. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, at) => Math.max(3, ...rows.map((row) => row[at]!.length)));
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const padded = (row: readonly string[]) =>
    line(row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))));
  const rule = line(widths.map((width, at) => (at === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)));
  const [heading, ...others] = rows.map(padded);
  return [heading, rule, ...others].join("\n");
}
