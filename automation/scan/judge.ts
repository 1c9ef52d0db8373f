import type { Suppression } from "../../infra/scan/suppressions";

/** What the scanner would have otherwise, and where. */
export interface Finding {
  /** `prod`, or `shop/dev` of an example. */
  readonly place: string;
  /** The stack's own name, which suppressions go by. */
  readonly stack: string;
  readonly check: string;
  readonly wants: string;
  /** Pulumi's type and name. */
  readonly type: string;
  readonly name: string;
}

export interface Judgement {
  /** What nobody has decided to live with. */
  readonly open: readonly Finding[];
  readonly suppressed: readonly Finding[];
  /** Suppressions whose last day is over; what they were for is open. */
  readonly ended: readonly Suppression[];
  /** Suppressions that no finding needs. */
  readonly unused: readonly Suppression[];
}

/** @param today such as `2026-11-22`; the last day of a suppression still counts. */
export function judge(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  today: string,
): Judgement {
  const ended = suppressions.filter(({ ends }) => ends < today);
  const standing = suppressions
    .filter(({ ends }) => ends >= today)
    .map((suppression) => ({ suppression, covers: coverageOf(suppression) }));
  const coveredBy = (finding: Finding) => standing.filter(({ covers }) => covers(finding));
  const needed = new Set(findings.flatMap((finding) => coveredBy(finding).map((one) => one.suppression)));
  return {
    open: findings.filter((finding) => coveredBy(finding).length === 0),
    suppressed: findings.filter((finding) => coveredBy(finding).length > 0),
    ended,
    unused: standing.map((one) => one.suppression).filter((one) => !needed.has(one)),
  };
}

/** Whether a suppression is for a finding: by `name`, or `stack:name` where it holds in one stack only. */
function coverageOf({ check, resource }: Suppression): (finding: Finding) => boolean {
  const text = resource.split("*").map(escaped).join(".*");
  const pattern = new RegExp(`^${text}$`);
  const ofOneStack = resource.includes(":");
  return (finding) =>
    finding.check === check && pattern.test(ofOneStack ? `${finding.stack}:${finding.name}` : finding.name);
}

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
