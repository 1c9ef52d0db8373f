/** Something that the person at the terminal can mend; shown without a stack trace. */
export class OperatorError extends Error {
  readonly exitCode: number;

  constructor(message: string, options: ErrorOptions & { readonly exitCode?: number } = {}) {
    super(message, options);
    this.exitCode = options.exitCode ?? exitCodes.fault;
  }
}

/** What a pipeline can go by. */
export const exitCodes = {
  ok: 0,
  /** A fault of this program itself. */
  internal: 1,
  /** Wrong input: arguments, a stack file, or what stands in the way of the command. */
  fault: 2,
  /** AWS is not what the state says. */
  drift: 3,
  /** The engine or AWS did not do what was asked. */
  failed: 4,
  /** Somebody else is at work on the stack, or was when they were cut off. */
  locked: 5,
  deadline: 6,
} as const;
