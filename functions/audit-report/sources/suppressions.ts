import type { Item } from "../report";

/** A finding of the scanner that is let through until a day, which still counts. */
export interface Suppression {
  readonly check: string;
  readonly resource: string;
  readonly owner: string;
  /** As `2027-01-31`. */
  readonly ends: string;
}

export function expiredSuppressions(suppressions: readonly Suppression[], now: Date): Item[] {
  const today = now.toISOString().slice(0, 10);
  return suppressions
    .filter(({ ends }) => ends < today)
    .map(({ check, resource, owner, ends }) => ({
      what: `${check} of ${resource}`,
      why: `was let through until ${ends}; ${owner} answers for it`,
    }));
}
