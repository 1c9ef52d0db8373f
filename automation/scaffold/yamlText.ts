/** What an entry of a stack file can hold. */
export type EntryValue = string | number | boolean | readonly EntryValue[] | EntryMap;
export type EntryMap = { readonly [key: string]: EntryValue };

/** A set of keys that is no longer than this stands in one line, as `size: { cpu: 512, memoryMiB: 1024 }`. */
const lineWidth = 90;

/** Words that YAML 1.1, by whose rules the engine reads, or 1.2 takes for something else than text. */
const words = /^(y|yes|n|no|on|off|true|false|null|nan|inf)$/i;

/** An entry as people write it: a line for each of its settings. Readers of YAML 1.1 and 1.2 get the same out of it. */
export function entryLines(name: string, entry: EntryMap, indent: number, step: number): string[] {
  const key = `${" ".repeat(indent)}${scalarText(name)}:`;
  const settings = Object.entries(entry);
  if (settings.length === 0) return [`${key} {}`];
  return [key, ...settings.flatMap(([setting, value]) => settingLines(setting, value, indent + step, step))];
}

function settingLines(name: string, value: EntryValue, indent: number, step: number): string[] {
  const key = `${" ".repeat(indent)}${scalarText(name)}:`;
  const line = `${key} ${flowText(value)}`;
  if (!isMap(value) || line.length <= lineWidth) return [line];
  return [key, ...Object.entries(value).flatMap(([one, of]) => settingLines(one, of, indent + step, step))];
}

function flowText(value: EntryValue): string {
  if (isList(value)) return `[${value.map(flowText).join(", ")}]`;
  if (!isMap(value)) return scalarText(value);
  const pairs = Object.entries(value).map(([key, inner]) => `${scalarText(key)}: ${flowText(inner)}`);
  return pairs.length === 0 ? "{}" : `{ ${pairs.join(", ")} }`;
}

function scalarText(value: string | number | boolean): string {
  if (typeof value !== "string") return String(value);
  const plain = /^[A-Za-z/](?:[\w./@+-]|:\/\/| (?=[\w/]))*$/.test(value) && !words.test(value);
  // JSON leaves these as they are, and YAML takes them for ends of lines or nothing printable.
  return plain
    ? value
    : JSON.stringify(value).replace(
        /[\u007f-\u009f\u2028\u2029\ufeff]/g,
        (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`,
      );
}

function isMap(value: EntryValue): value is EntryMap {
  return typeof value === "object" && !isList(value);
}

function isList(value: EntryValue): value is readonly EntryValue[] {
  return Array.isArray(value);
}
