import { money, type Section } from "../render/section";
import { type Advice, lookedDays } from "./advice/advice";
import { usdPerCall } from "./costReport";
import type { Shown } from "./show";

/** What `--json` prints. */
export interface AdviseReport {
  readonly version: 1;
  readonly stack: string;
  /** What saves most first. */
  readonly advice: readonly Advice[];
  /** Why nothing is known of Savings Plans. */
  readonly savingsPlansUnread?: string;
}

export function adviseReport(
  stack: string,
  advice: readonly Advice[],
  unread: string | undefined,
): AdviseReport {
  return {
    version: 1,
    stack,
    advice: advice
      .map((one) => ({ ...one, savesUsd: Math.round(one.savesUsd * 100) / 100 }))
      .sort((a, b) => b.savesUsd - a.savesUsd || (a.key < b.key ? -1 : 1)),
    ...(unread === undefined ? {} : { savingsPlansUnread: unread }),
  };
}

export function adviseShown({ stack, advice, savingsPlansUnread }: AdviseReport): Shown {
  const saves = advice.reduce((sum, { savesUsd }) => sum + Math.max(0, savesUsd), 0);
  const unread = savingsPlansUnread === undefined ? [] : [`Savings Plans: ${savingsPlansUnread}`];
  const table: Section = {
    title: "Advice",
    columns: [
      { heading: "module" },
      { heading: "what" },
      { heading: "saves USD/month", align: "right" },
      { heading: "changed by" },
      { heading: "why" },
    ],
    rows: advice.map(({ module = "(account)", kind, savesUsd, key, why }) => [
      module,
      kind,
      money(savesUsd),
      key,
      why,
    ]),
    note: [
      `By the last ${lookedDays} days, list prices and the assumptions under costs. Savings of one module do not add up where two change the same tasks.`,
      `Asking for Savings Plans took ${money(usdPerCall)} USD.`,
      ...unread,
    ].join("\n"),
  };
  return {
    headline:
      advice.length === 0
        ? `${stack}: nothing to advise`
        : `${stack}: ${advice.length} piece(s) of advice, up to ${money(saves)} USD a month less`,
    sections: [
      ...(advice.length === 0 && unread.length === 0 ? [] : [table]),
      ...advice.flatMap((one) => (one.yaml.length === 0 ? [] : [yamlSection(stack, one)])),
    ],
  };
}

function yamlSection(stack: string, { module, yaml }: Advice): Section {
  const place = module === undefined ? "Below config" : `Below ai-platform:modules, ${module}`;
  return {
    title: `${place}, in Pulumi.${stack}.yaml`,
    columns: [{ heading: "" }],
    rows: yaml.map((line) => [line]),
  };
}
