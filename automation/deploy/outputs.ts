import { explained } from "../engine/explain";
import type { Session } from "./session";

/** What the stack exports, one `name: value` a line or one JSON object; secrets are masked. */
export async function outputs({ stack }: Session, json: boolean): Promise<string> {
  const told = await stack.outputs().catch((error: unknown) => {
    throw explained(error, stack.name);
  });
  const values = Object.entries(told).map(
    ([name, { value, secret }]) => [name, secret ? "[secret]" : (value as unknown)] as const,
  );
  if (json) return `${JSON.stringify(Object.fromEntries(values), undefined, 2)}\n`;
  const text = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  return values.map(([name, value]) => `${name}: ${text(value)}\n`).join("");
}
