import type { Finding } from "../../policy/rule";
import { money, type Section } from "../render/section";
import { budgetSections } from "./budget";
import { doorSections } from "./doorSections";
import { driversOf } from "./drivers";
import { keepingSections } from "./keepingSections";
import type { Report, TreeNode } from "./report";
import { runningSections, tasksText } from "./runningSections";

const right = "right" as const;

/** One line that says it all. */
export function headline({ stack, profile, region, resources, cost }: Report): string {
  const price = `about ${money(cost.monthlyUsd)} USD a month`;
  return `${stack} (profile ${profile}, ${region}): ${resources.total} resources, ${price}`;
}

/** What an operator wants to know first. */
export function overview(report: Report): Section[] {
  return [
    tiers(report),
    modules(report),
    ...budgetSections(report.cost.budgets),
    ...runningSections(report.running),
    ...keepingSections(report.keeping),
    ...doorSections(report.edge),
    drivers(report),
    nearestQuotas(report),
    policySection(report.policy),
    ...handwork(report),
  ];
}

function tiers({ resources }: Report): Section {
  return {
    title: "Tiers",
    columns: [
      { heading: "tier" },
      { heading: "resources", align: right },
      { heading: "USD/month", align: right },
    ],
    rows: resources.tiers.map((tier) => [tier.tier, String(tier.resources), money(tier.monthlyUsd)]),
  };
}

function modules({ resources }: Report): Section {
  return {
    title: "Modules",
    columns: [
      { heading: "module" },
      { heading: "tasks", align: right },
      { heading: "spot", align: right },
      { heading: "vCPU", align: right },
      { heading: "GiB", align: right },
      { heading: "keeps" },
      { heading: "resources", align: right },
      { heading: "USD/month", align: right },
    ],
    rows: resources.modules.map((module) => [
      module.module,
      tasksText(module),
      module.tasks.spotPercent === undefined ? "-" : `${module.tasks.spotPercent}%`,
      String(module.cpu / 1024),
      String(module.memoryMiB / 1024),
      module.keeps.join(" "),
      String(module.resources),
      money(module.monthlyUsd),
    ]),
    note: "Priced at the least number of tasks, with the module's own keys, secrets, bucket and logs.",
  };
}

/** How many of the largest amounts are shown without being asked. */
const shownDrivers = 8;

function drivers(report: Report): Section {
  const { cost } = report;
  const unpriced = cost.notPriced.length === 0 ? "" : ` ${cost.notPriced.length} unpriced.`;
  return {
    title: "Where the money goes",
    columns: [{ heading: "what" }, { heading: "USD/month", align: right }, { heading: "changed by" }],
    rows: driversOf(report)
      .slice(0, shownDrivers)
      .map(({ item, monthlyUsd, field }) => [item, money(monthlyUsd), field]),
    note: `Indicative: list prices read ${cost.pricesRead} or later, without tax.${unpriced} --costs shows all lines and assumptions.`,
  };
}

/** Quotas above this share are worth a line each. */
const tightShare = 0.5;

/** Those that are tight, or else the one that is met first, so that the room left is always seen. */
function nearestQuotas(report: Report): Section {
  const share = ({ used, limit }: Report["quotas"][number]) => used / limit;
  const nearest = [...report.quotas].sort((a, b) => share(b) - share(a));
  const tight = nearest.filter((quota) => share(quota) > tightShare);
  return {
    ...quotas({ ...report, quotas: tight.length > 0 ? tight : nearest.slice(0, 1) }),
    title: "Nearest quota",
  };
}

export function quotas({ quotas: uses }: Report): Section {
  return {
    title: "Quotas",
    columns: [
      { heading: "used", align: right },
      { heading: "of", align: right },
      { heading: "what" },
      { heading: "changed by" },
    ],
    rows: uses.map(({ name, used, limit, path }) => [String(used), String(limit), name, path]),
  };
}

/** One line when all is well; else what each broken rule says, and what to do, once for all its resources. */
/** What breaks a rule, each problem once. */
export function policySection({ rules, findings }: Report["policy"]): Section {
  if (findings.length === 0)
    return { title: "Policy", columns: [{ heading: "" }], rows: [[`all ${rules} rules hold`]] };
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = [finding.rule, finding.message, finding.fix].join("\n");
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return {
    title: "Policy",
    columns: [
      { heading: "level" },
      { heading: "rule" },
      { heading: "resource" },
      { heading: "what is wrong, what to do" },
    ],
    rows: [...groups.values()].flatMap(([first, ...others]) => [
      [first!.level, first!.rule, nameOf(first!), first!.message],
      ["", "", others.length === 0 ? "" : `and ${others.length} more`, first!.fix],
    ]),
    note: policyNote(rules, findings),
  };
}

function policyNote(rules: number, findings: readonly Finding[]): string {
  const broken = new Set(findings.map(({ rule }) => rule)).size;
  const advisory = findings.some(({ level }) => level === "advisory")
    ? "Advisory: given up on purpose by data.deletion. "
    : "";
  return `${rules - broken} of ${rules} rules hold. ${advisory}--json tells every resource.`;
}

function nameOf({ urn }: Finding): string {
  return urn.split("::").at(-1)!;
}

function handwork({ handwork: work }: Report): Section[] {
  if (work.length === 0) return [];
  return [
    {
      title: "By hand after the first `up`",
      columns: [{ heading: "module" }, { heading: "variable" }, { heading: "what" }],
      rows: work.map(({ module, variable, what }) => [module, variable, what]),
    },
  ];
}

export function costs({ cost }: Report): Section[] {
  return [
    {
      title: "Cost, line by line",
      columns: [
        { heading: "resource" },
        { heading: "what" },
        { heading: "quantity", align: right },
        { heading: "unit" },
        { heading: "USD/unit", align: right },
        { heading: "USD/month", align: right },
        { heading: "changed by" },
      ],
      rows: cost.lines.map((line) => [
        line.name,
        line.unverified ? `${line.item} (unverified)` : line.item,
        String(Math.round(line.quantity * 1000) / 1000),
        line.unit,
        String(Number(line.unitPrice.toPrecision(6))),
        money(line.monthlyUsd),
        line.field ?? "",
      ]),
    },
    ...(cost.notPriced.length === 0
      ? []
      : [
          {
            title: "Not priced",
            columns: [{ heading: "resource" }, { heading: "type" }, { heading: "why" }],
            rows: cost.notPriced.map(({ name, type, reason }) => [name, type, reason]),
          },
        ]),
    {
      title: "Assumptions",
      columns: [{ heading: "field" }, { heading: "value", align: right }],
      rows: Object.entries(cost.assumptions).map(([name, value]) => [`costs.${name}`, String(value)]),
    },
  ];
}

export function tree({ resources }: { readonly resources: Pick<Report["resources"], "tree"> }): Section {
  const rows: string[][] = [];
  const walk = (node: TreeNode, depth: number) => {
    const count = countOf(node) - 1;
    rows.push([`${"  ".repeat(depth)}${node.name}`, node.type, count === 0 ? "" : String(count)]);
    for (const child of node.children ?? []) walk(child, depth + 1);
  };
  for (const root of resources.tree) walk(root, 0);
  return {
    title: "Resources",
    columns: [{ heading: "name" }, { heading: "type" }, { heading: "below", align: right }],
    rows,
  };
}

function countOf({ children = [] }: TreeNode): number {
  return children.reduce((sum, child) => sum + countOf(child), 1);
}
