/** Something that the person at the terminal can mend; shown without a stack trace. */
export class OperatorError extends Error {}

/** What a pipeline can go by. */
export const exitCodes = {
  ok: 0,
  /** A fault of this program itself. */
  internal: 1,
  /** Wrong input: arguments or a stack file. */
  fault: 2,
} as const;
