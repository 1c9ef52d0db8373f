/**
 * Until what it returns is called, errors have no stack trace: Pulumi takes one for every promise and output, most of
 * a program's time. AI_PLATFORM_DEBUG=1 keeps them.
 */
export function withoutStackTraces(): () => void {
  const limit = Error.stackTraceLimit;
  if (process.env.AI_PLATFORM_DEBUG === undefined) Error.stackTraceLimit = 0;
  return () => {
    Error.stackTraceLimit = limit;
  };
}
