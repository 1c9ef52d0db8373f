import type { Rollout } from "../api/world";

/** Of `invoke`, a call of a function, the type is the function's token, and there is no URN. */
export type Operation = "create" | "read" | "update" | "delete" | "invoke";

/** Something that is to go wrong. All conditions must hold. */
export interface Fault {
  readonly operation: Operation;
  readonly type?: string;
  readonly urn?: string;
  /** Which of the calls that meet the conditions, from 1. */
  readonly nth: number;
  /**
   * `fail`: AWS refuses. `throttle`: AWS refuses for the rate, longer than the provider tries again. `timeout`:
   * AWS did it, but the provider gave up waiting.
   */
  readonly effect: "fail" | "throttle" | "timeout";
}

/** What the simulated AWS is told to do other than serve. */
export interface Orders {
  readonly faults: readonly Fault[];
  /** By name of the ECS service; a service that is not named completes its deployments. */
  readonly rollouts: Readonly<Record<string, Rollout>>;
  /** By digest, the processors of an image; of one that is not named, both. */
  readonly images: Readonly<Record<string, readonly string[]>>;
  /** By type, how long a creation takes; what is not named takes as long as its entry in simulator/aws/services says. */
  readonly seconds: Readonly<Record<string, number>>;
}

export const nothingWrong: Orders = { faults: [], rollouts: {}, images: {}, seconds: {} };

/** Counts the calls that each fault waits for. */
export class FaultCounter {
  private readonly seen = new Map<Fault, number>();

  constructor(private readonly faults: readonly Fault[]) {}

  /** The effect of the first fault whose turn this call is. */
  effectOn(operation: Operation, type: string, urn: string): Fault["effect"] | undefined {
    let effect: Fault["effect"] | undefined;
    for (const fault of this.faults) {
      if (fault.operation !== operation) continue;
      if ((fault.type ?? type) !== type || (fault.urn ?? urn) !== urn) continue;
      const count = (this.seen.get(fault) ?? 0) + 1;
      this.seen.set(fault, count);
      if (count === fault.nth) effect ??= fault.effect;
    }
    return effect;
  }
}
