/**
 * Lines of JSON on standard output, which is where the platform takes a module's log from. Fields are numbers and
 * names: what people ask, and what they are answered, never comes here.
 */
export function log(
  level: "info" | "warning" | "error",
  message: string,
  fields: Readonly<Record<string, unknown>> = {},
): void {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...fields })}\n`);
}
