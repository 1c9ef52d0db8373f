import { z } from "zod";
import { OperatorError } from "../../operatorError";

const ending = z.strictObject({
  /** The stack whose file was copied. */
  from: z.string().min(1),
  /** ISO 8601, UTC. */
  until: z.iso.datetime(),
});

/** When an environment ends, and what it was made from. */
export type Ending = z.output<typeof ending>;

export interface Environment {
  readonly stack: string;
  /** Undefined where the record cannot be read. */
  readonly ending?: Ending;
}

export type Standing = "ends" | "is due" | "is unreadable";

/** What is not plainly over stays. */
export function standingOf({ ending }: Environment, now: number): Standing {
  if (ending === undefined) return "is unreadable";
  return Date.parse(ending.until) <= now ? "is due" : "ends";
}

/** Of the value of a parameter, which somebody may have edited. */
export function parseEnding(value: string): Ending | undefined {
  try {
    return ending.parse(JSON.parse(value));
  } catch {
    return undefined;
  }
}

export interface Asked {
  readonly stack: string;
  readonly from: string;
  /** What is remembered of a stack of this name. */
  readonly ending: Ending | undefined;
  /** Whether there is a stack file of this name. */
  readonly file: boolean;
}

/**
 * Whether the stack is made, or is one of ours already and goes on.
 * @throws OperatorError for a stack that is somebody's own: it must never get an end.
 */
export function beginning({ stack, from, ending, file }: Asked): "make" | "goOn" {
  if (stack === from) throw new OperatorError(`${stack} cannot be made from itself. Give it another name.`);
  if (ending !== undefined && ending.from !== from)
    throw new OperatorError(
      `${stack} was made from ${ending.from}, not from ${from}. Say --from ${ending.from}.`,
    );
  if (ending !== undefined) return "goOn";
  if (file)
    throw new OperatorError(
      `Pulumi.${stack}.yaml is there already and was not made by --from. Run up ${stack} without it, or choose another name.`,
    );
  return "make";
}
