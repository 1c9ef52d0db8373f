import { findStack, type StackRef } from "../project";
import { compare, type Comparison } from "./compare";
import { planAt } from "./difference/before";
import { type Difference, differenceOf } from "./difference/difference";
import { makePlan, type Plan } from "./makePlan";

/** What a plan tells only to those who ask. */
export interface Asked {
  readonly comparison?: Comparison;
  readonly difference?: Difference;
}

export interface Questions {
  /** Name or path of another environment. */
  readonly against?: string;
  /** A revision of git; true for the last commit. */
  readonly diff?: string | true;
}

/** Makes the other plans that it takes. */
export async function askedOf(plan: Plan, ref: StackRef, { against, diff }: Questions): Promise<Asked> {
  const revision = diff === true ? "HEAD" : diff;
  return {
    ...(against !== undefined && {
      comparison: compare(plan, await makePlan(findStack(against, process.cwd()))),
    }),
    ...(revision !== undefined && { difference: differenceOf(revision, await planAt(ref, revision), plan) }),
  };
}
