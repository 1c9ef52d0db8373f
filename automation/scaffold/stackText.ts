import { isDeepStrictEqual } from "node:util";
import { isMap, isScalar, type Pair, parseDocument, type Scalar, type YAMLMap } from "yaml";
import { parseStackFile } from "../../infra/config/stackFile";
import { isObject, type RawObject } from "../../infra/config/raw";
import { OperatorError } from "../operatorError";
import { type EntryMap, entryLines } from "./yamlText";

/** Where named entries stand: below a key of `config`, such as `ai-platform:modules`, or deeper. */
export type Place = readonly [key: string, ...inner: string[]];

/** What `prettier` and people indent by, where a file has nothing to go by. */
const usualStep = 2;

/**
 * The text of a stack file with one more entry, behind the last one of the place. Not a byte of what stands there
 * changes: printing the parsed file anew would reflow lines that somebody laid out.
 * @throws OperatorError with the text to write by hand, where it cannot be added like that.
 */
export function withEntry(text: string, place: Place, name: string, entry: EntryMap): string {
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const open = withoutBraces(text, place);
  const { at, lines } = addition(open, place, name, entry);
  const before = open.slice(0, at);
  const gap = before === "" || before.endsWith("\n") ? "" : eol;
  const result = before + gap + lines.map((line) => line + eol).join("") + open.slice(at);
  const expected = changed(text, place, (entries) => ({ ...entries, [name]: entry }));
  if (isDeepStrictEqual(configOf(result), expected)) return result;
  throw byHand(place, `Add this to it by hand:\n${entryLines(name, entry, 0, usualStep).join("\n")}`);
}

/**
 * The text of a stack file without an entry, and without the comments that stand right above it and inside of it.
 * @throws OperatorError where the rest would not stay what it is.
 */
export function withoutEntry(text: string, place: Place, name: string): string {
  const set = blockAt(text, place);
  const index = set?.map.items.findIndex(({ key }) => nameOf(key) === name) ?? -1;
  const expected = changed(text, place, (entries) => {
    const { [name]: _, ...rest } = entries;
    return rest;
  });
  const result = set === undefined || index < 0 ? undefined : cut(text, set, index);
  if (result !== undefined && isDeepStrictEqual(configOf(result), expected)) return result;
  throw byHand(place, `Remove ${name} from it by hand.`);
}

interface Block {
  readonly map: YAMLMap;
  readonly key: Scalar;
}

function addition(text: string, place: Place, name: string, entry: EntryMap) {
  const set = blockAt(text, place);
  if (set !== undefined) {
    const last = set.map.items.at(-1)!;
    const indent = columnOf(text, last.key);
    const inner = isMap(last.value) && last.value.flow !== true ? last.value.items[0]?.key : undefined;
    const step = inner === undefined ? usualStep : columnOf(text, inner) - indent;
    return { at: endOf(text, last), lines: entryLines(name, entry, indent, step) };
  }
  return firstEntry(text, place, name, entry);
}

/** Where there is none yet: behind `key:` without a value, or a new key behind the last one of the set around it. */
function firstEntry(text: string, place: Place, name: string, entry: EntryMap) {
  const inner = place.at(-1)!;
  const outer = blockAt(text, place.slice(0, -1));
  const pair = outer?.map.items.find(({ key }) => nameOf(key) === inner);
  const empty = pair !== undefined && isScalar(pair.value) && pair.value.value === null;
  const last = outer?.map.items.at(-1);
  if (outer === undefined || last === undefined || (pair !== undefined && !empty))
    throw byHand(
      place,
      `Write it as a set of keys, one on a line, and add this:\n${entryLines(name, entry, 0, usualStep).join("\n")}`,
    );
  const indent = columnOf(text, last.key);
  const lines = entryLines(name, entry, indent + usualStep, usualStep);
  if (pair !== undefined) return { at: lineEnd(text, rangeOf(pair.key)[1]), lines };
  return { at: endOf(text, last), lines: [`${" ".repeat(indent)}${inner}:`, ...lines] };
}

/** `modules: {}`, as it stands there when the last entry is gone, becomes `modules:`. */
function withoutBraces(text: string, place: Place): string {
  const set = parseDocument(text).getIn(["config", ...place], true);
  if (!isMap(set) || set.flow !== true || set.items.length > 0) return text;
  const [from, to] = rangeOf(set);
  return text.slice(0, from).trimEnd() + text.slice(to);
}

/** The set of keys at a place, where it is written one on a line and has any. */
function blockAt(text: string, place: readonly string[]): Block | undefined {
  let found: Block | undefined;
  let within: unknown = parseDocument(text).contents;
  for (const key of ["config", ...place]) {
    if (!isMap(within) || within.flow === true) return undefined;
    const pair: Pair | undefined = within.items.find((one) => nameOf(one.key) === key);
    if (pair === undefined || !isMap(pair.value) || pair.value.flow === true) return undefined;
    found = { map: pair.value, key: pair.key as Scalar };
    within = pair.value;
  }
  return found !== undefined && found.map.items.length > 0 ? found : undefined;
}

function cut(text: string, { map, key }: Block, index: number): string {
  const pair = map.items[index]!;
  const from = startOf(
    text,
    pair,
    index === 0 ? lineEnd(text, rangeOf(key)[1]) : endOf(text, map.items[index - 1]!),
  );
  const rest = text.slice(endOf(text, pair));
  if (map.items.length > 1) return text.slice(0, from) + rest;
  const colon = text.indexOf(":", rangeOf(key)[1]) + 1;
  return `${text.slice(0, colon)} {}${text.slice(colon, from)}${rest}`;
}

/** The start of the first comment that stands right above the pair, else of its line. */
function startOf(text: string, pair: Pair, least: number): number {
  let start = lineStart(text, rangeOf(pair.key)[0]);
  const indent = columnOf(text, pair.key);
  while (start > least) {
    const above = lineStart(text, start - 1);
    const line = text.slice(above, start);
    if (above < least || line.search(/\S/) !== indent || !line.trimStart().startsWith("#")) break;
    start = above;
  }
  return start;
}

/** Behind the last line of the pair and of the comments that, by their indent, belong to it. */
function endOf(text: string, { key, value }: Pair): number {
  const written = value as { readonly range?: readonly [number, number, number] | null } | null;
  const [from] = rangeOf(key);
  const valueEnd = written?.range?.[1] ?? rangeOf(key)[1];
  const last = from + text.slice(from, valueEnd).trimEnd().length;
  const indent = columnOf(text, key);
  let end = lineEnd(text, last);
  for (let at = end; at < text.length;) {
    const next = lineEnd(text, at);
    const line = text.slice(at, next);
    const column = line.search(/\S/);
    if (column >= 0 && (column <= indent || line[column] !== "#")) break;
    at = next;
    if (column >= 0) end = next;
  }
  return end;
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf("\n", at - 1) + 1;
}

/** Behind the line feed, or the end of the text. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end + 1;
}

function columnOf(text: string, key: unknown): number {
  const [from] = rangeOf(key);
  return from - lineStart(text, from);
}

function rangeOf(node: unknown): readonly [number, number, number] {
  return (node as Scalar).range!;
}

function nameOf(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

function configOf(text: string): unknown {
  return parseStackFile(text).config;
}

/** What the file says once the entries of the place are others. */
function changed(text: string, place: Place, change: (entries: RawObject) => RawObject): RawObject {
  const at = (value: unknown, [key, ...inner]: readonly string[]): RawObject => {
    const given = isObject(value) ? value : {};
    return key === undefined ? change(given) : { ...given, [key]: at(given[key], inner) };
  };
  return at(configOf(text), place);
}

function byHand(place: Place, fix: string): OperatorError {
  return new OperatorError(
    `${place.join(".")} is written in a way that this command does not change. ${fix}`,
  );
}
