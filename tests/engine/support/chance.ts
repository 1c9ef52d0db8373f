import { randomInt } from "node:crypto";

/** Draws by chance that come again with the same seed. */
export interface Chance {
  readonly seed: number;
  /** So many of them, none twice. */
  readonly sample: <T>(items: readonly T[], count: number) => T[];
  readonly one: <T>(items: readonly T[]) => T;
}

/** From AI_PLATFORM_SEED, which repeats a run whose seed was printed; otherwise a new one. */
export function chance(given = process.env.AI_PLATFORM_SEED): Chance {
  const seed = given === undefined ? randomInt(2 ** 31) : Number(given);
  if (!Number.isSafeInteger(seed)) throw new Error(`AI_PLATFORM_SEED must be a whole number; got ${given}`);
  let state = seed >>> 0;
  // mulberry32: small, and the same on every platform.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const sample = <T>(items: readonly T[], count: number): T[] => {
    const rest = [...items];
    const drawn: T[] = [];
    while (drawn.length < count && rest.length > 0)
      drawn.push(rest.splice(Math.floor(next() * rest.length), 1)[0]!);
    return drawn;
  };
  return { seed, sample, one: (items) => sample(items, 1)[0]! };
}
