import { InvalidArgumentError } from "commander";

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of `90s`, `15m`, `2h` or `7d`. */
export function parseSince(text: string): number {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const since = Number(count) * (units[unit ?? ""] ?? NaN);
  if (!(since > 0)) throw new InvalidArgumentError("Say how far back, such as 90s, 15m, 2h or 7d.");
  return since;
}
