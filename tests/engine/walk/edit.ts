import { parseDocument } from "yaml";

/** The text of a stack file into which somebody wrote more keys: they join those that are there. */
export function stackWith(text: string, keys: object): string {
  const document = parseDocument(text);
  const put = (at: readonly string[], value: unknown) => {
    const there = at.length === 0 || document.hasIn(at);
    if (there && typeof value === "object" && value !== null && !Array.isArray(value))
      for (const [key, one] of Object.entries(value)) put([...at, key], one);
    else document.setIn(at, document.createNode(value));
  };
  put([], keys);
  return document.toString();
}
