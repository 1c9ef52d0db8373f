import { alarm, type Section } from "../render/section";
import type { Suppression } from "../../infra/scan/suppressions";
import type { Finding, Judgement } from "./judge";

/** One stack as the scanner saw it. */
export interface ScannedStack {
  readonly place: string;
  readonly resources: number;
  readonly passed: number;
}

/** What each check means, since Checkov itself tells links only to those who log in. */
const index = "https://www.checkov.io/5.Policy%20Index/terraform.html";

export function scanSections(stacks: readonly ScannedStack[], judgement: Judgement): Section[] {
  return [
    overview(stacks, judgement),
    ...stacks.flatMap(({ place }) => openIn(place, judgement)),
    ...suppressionsSection(
      "Suppressions that have ended",
      judgement.ended,
      "Decide anew, or mend what they hid.",
    ),
    ...suppressionsSection("Suppressions that nothing needs", judgement.unused, "Delete them."),
  ];
}

export function headline(version: string, stacks: readonly ScannedStack[], { open }: Judgement): string {
  const resources = stacks.reduce((sum, stack) => sum + stack.resources, 0);
  return `Checkov ${version}: ${resources} resources in ${stacks.length} stacks, ${open.length} open findings`;
}

function overview(stacks: readonly ScannedStack[], { open, suppressed }: Judgement): Section {
  const countIn = (findings: readonly Finding[], place: string) =>
    findings.filter((finding) => finding.place === place).length;
  return {
    title: "Checks",
    columns: [
      { heading: "stack" },
      ...["resources", "passed", "suppressed", "open"].map((heading) => ({
        heading,
        align: "right" as const,
      })),
    ],
    rows: stacks.map(({ place, resources, passed }) => {
      const left = countIn(open, place);
      return [
        place,
        ...[resources, passed, countIn(suppressed, place)].map(String),
        left > 0 ? alarm(String(left)) : "0",
      ];
    }),
  };
}

function openIn(place: string, { open }: Judgement): Section[] {
  const findings = open.filter((finding) => finding.place === place);
  if (findings.length === 0) return [];
  return [
    {
      title: `Open in ${place}`,
      columns: ["check", "type", "resource", "what Checkov says"].map((heading) => ({ heading })),
      rows: findings.map(({ check, type, name, wants }) => [
        alarm(check),
        type.replace(/^.*:/, ""),
        name,
        wants,
      ]),
      note: `Mend them, or write down in scan/suppressions.yaml why not (docs/scan.md). The checks: ${index}`,
    },
  ];
}

function suppressionsSection(title: string, suppressions: readonly Suppression[], note: string): Section[] {
  if (suppressions.length === 0) return [];
  return [
    {
      title,
      columns: ["check", "resource", "owner", "ends"].map((heading) => ({ heading })),
      rows: suppressions.map(({ check, resource, owner, ends }) => [alarm(check), resource, owner, ends]),
      note: `${note} They are in scan/suppressions.yaml.`,
    },
  ];
}
