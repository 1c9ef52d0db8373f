import { basename } from "node:path";
import { isCollection, isMap, isScalar, parseDocument, visit, type Document } from "yaml";
import { fault, faultText, type Fault } from "../faults";
import { suggestion } from "./nearest";
import { isObject } from "./raw";

/** What stands in a stack file, as far as it could be read. */
export interface StackFile {
  /** Keys of the section `config`, each with its namespace. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly faults: readonly Fault[];
}

/** `Pulumi.dev.yaml` is the file of the stack `dev`; undefined for a file of another name. */
export function stackOfFile(path: string): string | undefined {
  return /^Pulumi\.(.+)\.ya?ml$/.exec(basename(path))?.[1];
}

/** Keys of the engine beside `config`. https://www.pulumi.com/docs/iac/concepts/projects/stack-settings-file/ */
const topLevelKeys = ["config", "encryptedkey", "encryptionsalt", "environment", "secretsprovider"];

/** Reads the text of a stack file. What is no YAML, or not the shape of a stack file, is told as a fault. */
export function parseStackFile(source: string): StackFile {
  const document = parseDocument(source, {
    uniqueKeys: true,
    version: "1.2",
    resolveKnownTags: false,
    // "silent" would pass over a second document.
    logLevel: "error",
  });
  const faults = [...yamlFaults(document, source), ...engineFaults(document, source)];
  const byteOrderMark = source.startsWith("\uFEFF")
    ? [fault("", "must not start with a byte order mark", undefined, "Save it as UTF-8 without BOM.")]
    : [];
  const all: Fault[] = [...byteOrderMark, ...faults];
  const content = contentOf(document, all);
  if (content === undefined || document.errors.some(({ code }) => code !== "DUPLICATE_KEY"))
    return { config: {}, faults: all };
  if (!isObject(content))
    return {
      config: {},
      faults: [...all, fault("", "must be a set of keys", content, "Start it with config:.")],
    };

  const unknown = Object.keys(content)
    .filter((key) => !topLevelKeys.includes(key))
    .map((key) => fault([key], "is not a key of a stack file", undefined, suggestion(key, topLevelKeys)));
  const { config } = content;
  if (!isObject(config))
    return {
      config: {},
      faults: [
        ...all,
        ...unknown,
        fault(
          "config",
          config === undefined || config === null ? "is required" : "must be a set of keys",
          config ?? undefined,
          "Write the settings below config:.",
        ),
      ],
    };
  return { config, faults: [...all, ...unknown] };
}

/** An alias can be a bomb or a loop; a stack file has no need of many. Undefined when there is no content to be had. */
function contentOf(document: Document, faults: Fault[]): unknown {
  if (document.contents === null) return null;
  if (!isMap(document.contents) && !isScalar(document.contents)) return [];
  try {
    const content = document.toJS({ maxAliasCount: 20 }) as unknown;
    // Throws on a loop.
    JSON.stringify(content);
    return content;
  } catch {
    faults.push(fault("", "has aliases that cannot be resolved", undefined, "Write the values out."));
    return undefined;
  }
}

const words: Readonly<Record<string, readonly [rule: string, fix: string]>> = {
  DUPLICATE_KEY: ["has the same key twice", "Remove one of them."],
  TAB_AS_INDENT: ["is indented with a tab", "Indent with spaces."],
  TAG_RESOLVE_FAILED: ["has a tag that a stack file cannot have", "Remove what starts with !."],
  RESOURCE_EXHAUSTION: ["is nested too deeply", "A stack file needs fewer than ten levels."],
  MULTIPLE_DOCS: ["starts a second document", "Remove it with its line of three hyphens."],
  UNEXPECTED_TOKEN: ["has something that does not belong there", "Correct it, or the line before it."],
  BAD_INDENT: ["is indented wrongly", "Bring it in line with its neighbours."],
};

/** Behind something unexpected, nothing is where it should be: what follows says no more. */
function yamlFaults({ errors, warnings }: Document.Parsed, source: string): Fault[] {
  const lost = errors.findIndex(({ code }) => code === "UNEXPECTED_TOKEN");
  const told = [...(lost < 0 ? errors : errors.slice(0, lost + 1)), ...warnings];
  const byText = told
    .map((error) => yamlFault(error, source))
    .map((found) => [faultText(found), found] as const);
  return [...new Map(byText).values()];
}

/**
 * The engine reads the file as well, with the rules of YAML 1.1: between brackets, a question mark ends a text that has
 * no quotes, as in `{ schedule: cron(0 3 * * ? *) }`.
 */
function engineFaults(document: Document.Parsed, source: string): Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Scalar: (_, { type, range, source: text = "" }, path) => {
      const inBrackets = path.some((node) => isCollection(node) && node.flow === true);
      if (type !== "PLAIN" || !inBrackets || !text.includes("?") || !range) return;
      const line = source.slice(0, range[0]).split("\n").length;
      faults.push(
        fault(`line ${line}`, "must be in quotes, because of the question mark", text, `Write "${text}".`),
      );
    },
  });
  return faults;
}

function yamlFault(
  error: { code: string; message: string; pos: readonly [number, number] },
  source: string,
): Fault {
  const line = source.slice(0, error.pos[0]).split("\n").length;
  const [rule, fix] = words[error.code] ?? [
    `is not YAML (${error.message.split(/ at line |\n/)[0]!.replace(/[.:]$/, "")})`,
    "Correct it there.",
  ];
  const shown = (source.split("\n")[line - 1] ?? "").trim();
  return fault(`line ${line}`, rule, shown === "" ? undefined : shown, fix);
}
