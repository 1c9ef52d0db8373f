import { InvalidArgumentError } from "commander";

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const longest = 30 * units.d!;

/** Milliseconds of `90m`, `48h` or `7d`. */
export function parseTtl(text: string): number {
  const [, count, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  const ttl = Number(count) * (units[unit ?? ""] ?? NaN);
  if (!(ttl > 0) || ttl > longest)
    throw new InvalidArgumentError("Say how long it lives, such as 90m, 48h or 7d, and at most 30d.");
  return ttl;
}
