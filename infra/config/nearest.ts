import { closest, distance } from "fastest-levenshtein";

/** The known name that a wrong one was probably meant to be; undefined when none is near. */
export function nearest(wrong: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const lower = known.map((name) => name.toLowerCase());
  const candidate = closest(wrong.toLowerCase(), lower);
  return distance(wrong.toLowerCase(), candidate) <= Math.max(2, Math.floor(wrong.length / 3))
    ? known[lower.indexOf(candidate)]
    : undefined;
}

/** `Did you mean "network"?`, or the names that there are. */
export function suggestion(wrong: string, known: readonly string[]): string {
  const near = nearest(wrong, known);
  if (near !== undefined) return `Did you mean ${near}?`;
  return known.length === 0 ? "Remove it." : `Use one of: ${known.join(", ")}.`;
}
