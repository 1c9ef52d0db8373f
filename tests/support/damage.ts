import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, isScalar, isSeq, parseDocument, type Document, type Pair, type Scalar } from "yaml";
import { pathText } from "../../infra/faults";
import { torn, wholeFiles } from "../infra/config/tornFiles";
import { misread, records, required } from "../infra/config/wrongKeys";
import { long, type Path } from "../infra/config/wrongKinds";
import { fields } from "../infra/config/wrongValues";
import { root, stacks, stackText } from "./harness";

/** A stack file with one thing wrong, so that no reading of it is legal. */
export interface Damage {
  readonly name: string;
  /** Name of the file that was sound before. */
  readonly file: string;
  readonly text: string;
  /** Path that a fault must have; undefined where only a line is known. */
  readonly path?: string;
  /** What a fault's fix must contain. */
  readonly fix?: string;
  /** Damages a document in the same way; absent for damage to the text. */
  readonly apply?: (document: Document) => void;
}

/**
 * The sound files: those of the project, and three that have every key between them, since clients say other things
 * with Cognito than with an issuer of one's own, and a module runs in many ways.
 */
export const soundFiles: ReadonlyMap<string, string> = new Map([
  ...stacks.map((stack) => [stack, stackText(stack)] as const),
  ...["issuer", "modules", "full"].map(
    (name) => [name, readFileSync(join(root, `tests/infra/config/Pulumi.${name}.yaml`), "utf8")] as const,
  ),
]);

/** Every place of a document below `config`, as it stands in the document. Of a list, those items that have keys. */
function placesOf(document: Document): Path[] {
  const below = (path: Path): Path[] => {
    const node = document.getIn(path, true);
    if (isSeq(node))
      return node.items.flatMap((item, index) =>
        isMap(item) ? [[...path, index], ...below([...path, index])] : [],
      );
    return isMap(node)
      ? node.items.flatMap(({ key }) => {
          const place = [...path, String((key as Scalar).value)];
          return [place, ...below(place)];
        })
      : [];
  };
  return below(["config"]).filter(([, key]) => !String(key).startsWith("pulumi:"));
}

/** Where a fault is told that stands at this place of a document. */
function told([, key, ...rest]: Path): string {
  const [namespace, ...name] = String(key).split(":");
  const path = pathText([name.join(":"), ...rest]);
  return namespace === "aws" ? `aws:${path}` : path;
}

/** Sets of keys below the first level whose names an operator chooses, or the systems that read them. */
const freeNames =
  /^(clients|collections|dimensions|environment|identifiers|jobs|keyHeaders|options|payloadIndexes|pools|quietTimes|schedules|sidecars|subscribers|ulimits|volumes)$/;

/** The place as it stands in {@link fields}. */
export function patternOf([, key, ...rest]: Path): string {
  const path = [String(key).replace(/^ai-platform:/, ""), ...rest];
  return path
    .map((name, index) => {
      const under = path[index - 1];
      const free = index === 1 ? /^(modules|tags)$/ : freeNames;
      // Of Microsoft Teams the keys are known.
      const team = under === "teams" && path[0] === "workbench";
      return typeof name === "number" || team || (index > 0 && free.test(String(under))) ? "*" : name;
    })
    .join(".");
}

function set(path: Path, value: unknown): (document: Document) => void {
  return (document) => document.setIn(path, document.createNode(value));
}

function renamed(path: Path, name: string): (document: Document) => void {
  return (document) => {
    const map = document.getIn(path.slice(0, -1), true) as { items: Pair[] };
    const pair = map.items.find(({ key }) => isScalar(key) && key.value === path.at(-1))!;
    pair.key = document.createNode(name);
  };
}

interface Change {
  readonly what: string;
  readonly path: string;
  readonly fix?: string;
  readonly apply: (document: Document) => void;
}

function changesAt(document: Document, place: Path): Change[] {
  const pattern = patternOf(place);
  const path = told(place);
  const name = String(place.at(-1));
  const isRecordEntry = pattern.endsWith(".*");
  const known = fields[pattern];
  if (known === undefined) throw new Error(`nothing is known of ${pattern}`);
  return [
    ...known.map(([what, value, below = []]) => ({
      what: `${path} is ${what}`,
      path: told([...place, ...below]),
      apply: set(place, value),
    })),
    { what: `${path} is null`, path, apply: set(place, null) },
    ...(typeof place.at(-1) === "number"
      ? []
      : [{ what: `${path} is encrypted`, path, apply: set(place, { secure: "v1:Zm9v:YmFy" }) }]),
    ...(isRecordEntry ? [] : misspelt(place, name)),
    ...(required.has(pattern)
      ? [{ what: `${path} is missing`, path, apply: (d: Document) => void d.deleteIn(place) }]
      : []),
    ...(isMap(document.getIn(place, true)) ? keysIn(place, pattern) : []),
  ];
}

function misspelt(place: Path, name: string): Change[] {
  const wrongName = `${name}${name.at(-1)!}`;
  const path = told([...place.slice(0, -1), wrongName]);
  const meant = name.replace(/^.*:/, "");
  return [
    { what: `${path} is misspelt`, path, fix: `Did you mean ${meant}?`, apply: renamed(place, wrongName) },
  ];
}

function keysIn(place: Path, pattern: string): Change[] {
  const record = records[pattern];
  const names = record?.names ?? ["qqqqqqqqqqqqqqqq", "a b", "\u009b31m", long(3000)];
  return [...names, "__proto__", "constructor", "prototype"].map((name) => ({
    what: `${told(place)} has a key ${JSON.stringify(name.slice(0, 20))} of length ${name.length}`,
    path: told([...place, name]).replace(/[\u009b\u202e]/g, "\uFFFD"),
    apply: set([...place, name], record?.value ?? { a: 1 }),
  }));
}

/**
 * Damage to single values and keys of one sound file. What the schema says of a place is the same in all modules and
 * files, so it is damaged where it stands first.
 */
function changed(file: string, source: string, seen: Set<string>): Damage[] {
  const document = parseDocument(source);
  const places = placesOf(document).filter((place) => seen.size < seen.add(patternOf(place)).size);
  const extra: [string, unknown, string, string?][] = [
    ["modules", {}, "modules", "ai-platform:modules"],
    ["azure:region", "x", '["azure:region"]', "Use one of"],
    ["ai-platfrom:tags", {}, '["ai-platfrom:tags"]', "Did you mean ai-platform?"],
    ["awss:region", "x", '["awss:region"]', "Did you mean aws?"],
    ["", "x", '[""]'],
    [":", "x", '[":"]'],
    ["aws:", "x", '["aws:"]'],
    ["ai-platform:", "x", '["ai-platform:"]'],
    ["ai-platform:config:tags", {}, '["config:tags"]'],
    ["ai-platform:modules.planning", {}, '["modules.planning"]'],
    ["__proto__", { a: 1 }, "__proto__"],
    ...["aws", "ai-platform"].flatMap((namespace) =>
      ["__proto__", "constructor", "prototype", "zzzzzzzzzzzz"].map((name): [string, unknown, string] => [
        `${namespace}:${name}`,
        { a: 1 },
        namespace === "aws" ? `aws:${name}` : name,
      ]),
    ),
  ];
  const changes: Change[] = [
    ...places.flatMap((place) => changesAt(document, place)),
    ...extra.map(([key, value, path, fix]) => ({
      what: `the key ${JSON.stringify(key)} in config`,
      path,
      ...(fix === undefined ? {} : { fix }),
      apply: set(["config", key], value),
    })),
    ...["confgi", "parameters", "__proto__", "constructor"].map((key) => ({
      what: `the key ${key} beside config`,
      path: key,
      apply: set([key], { a: 1 }),
    })),
  ];
  return changes.map(({ what, ...change }) => ({
    name: `${file}: ${what}`,
    file,
    // Thousands of large texts: each is made for whoever looks at it.
    get text() {
      return damaged(source, change);
    },
    ...change,
  }));
}

/** The text of a file after changes to what it says. */
export function damaged(source: string, ...changes: readonly Pick<Damage, "apply">[]): string {
  const document = parseDocument(source);
  for (const { apply } of changes) apply?.(document);
  return document.toString({ lineWidth: 0, aliasDuplicateObjects: false } as object);
}

/** Plain text that YAML takes for something else. */
function misreadIn(file: string, source: string): Damage[] {
  return placesOf(parseDocument(source)).flatMap((place) =>
    (misread[patternOf(place)] ?? []).map((plain) => ({
      name: `${file}: ${told(place)} is written ${plain}`,
      file,
      text: damaged(source, { apply: set(place, "MISREAD") }).replace("MISREAD", plain),
      path: told(place).concat(plain.startsWith("[") ? "[0]" : ""),
    })),
  );
}

/** Damage of every kind, by kind. The same at every call. */
export function damages(): ReadonlyMap<string, readonly Damage[]> {
  const files = [...soundFiles];
  const seen = new Set<string>();
  return new Map([
    ...files.map(
      ([file, source]) => [`the values and keys of ${file}`, changed(file, source, seen)] as const,
    ),
    ...files.map(([file, source]) => [`the lines of ${file}`, torn(file, source)] as const),
    ["values that YAML takes for something else", files.flatMap(([file, source]) => misreadIn(file, source))],
    ["whole files", wholeFiles(soundFiles)],
  ]);
}
