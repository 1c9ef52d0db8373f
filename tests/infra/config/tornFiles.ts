import type { Damage } from "../../support/damage";
import { long } from "./wrongKinds";

/** Damage to the lines of one sound file. */
export function torn(file: string, source: string): Damage[] {
  const lines = source.split("\n");
  const at = (index: number, ...replacement: string[]) =>
    [...lines.slice(0, index), ...replacement, ...lines.slice(index + 1)].join("\n");
  return lines.flatMap((line, index) => {
    const [, indent = "", key] = /^( *)([\w:-]+):/.exec(line) ?? [];
    if (key === undefined) return [];
    const open = /[[{]/.exec(line);
    const where = `${file}: line ${index + 1}`;
    const cases: (Omit<Damage, "file"> | false)[] = [
      {
        name: `${where} stands twice`,
        text: at(index, line, `${indent}${key}: 1`),
        path: line.includes(": ") ? `line ${index + 2}` : undefined,
      },
      indent !== "" && {
        name: `${where} is indented with a tab`,
        text: at(index, line.replace(/^ +/, "\t")),
      },
      hasSibling(lines, index, indent) && {
        name: `${where} is indented by one too few`,
        text: at(index, line.slice(1)),
      },
      open !== null && {
        name: `${where} is where the file is cut off`,
        text: [...lines.slice(0, index), line.slice(0, open.index + 1)].join("\n"),
      },
      open !== null && {
        name: `${where} has one bracket too many`,
        text: at(index, `${line} ]`),
        path: `line ${index + 1}`,
      },
      { name: `${where} has a key without a colon`, text: at(index, `${indent}${key}`) },
      { name: `${where} has an open quote`, text: at(index, `${indent}${key}: "x`) },
      { name: `${where} has an unknown alias`, text: at(index, `${indent}${key}: *nobody`) },
    ];
    return cases.filter((one) => one !== false).map((one) => ({ ...one, file }));
  });
}

/** An only child may stand at any depth. */
function hasSibling(lines: readonly string[], index: number, indent: string): boolean {
  const depth = (line: string) => line.search(/\S/);
  const isSibling = (line: string) => depth(line) === indent.length;
  const until = (others: readonly string[]) => {
    const end = others.findIndex((line) => depth(line) < indent.length);
    return end < 0 ? others : others.slice(0, end);
  };
  const around = [until(lines.slice(index + 1)), until(lines.slice(0, index).reverse())];
  return indent !== "" && around.flat().some(isSibling);
}

/** Files that are no stack file at all, or sound files with something at their start or end. */
export function wholeFiles(soundFiles: ReadonlyMap<string, string>): Damage[] {
  const dev = soundFiles.get("dev")!;
  const bomb = Array.from("bcdefghi").map((name, index) => {
    const before = String.fromCharCode(name.charCodeAt(0) - 1);
    return `    ${name}: &${name} [${Array(9 + (index % 2))
      .fill(`*${before}`)
      .join(", ")}]`;
  });
  const added: Readonly<Record<string, string>> = {
    "an alias bomb": `  ai-platform:tags:\n    a: &a [x, x, x, x, x, x, x, x, x]\n${bomb.join("\n")}\n`,
    "a loop of anchors in a set": "  ai-platform:tags: &loop { x: *loop }\n",
    "a loop of anchors in a list": "  ai-platform:tags: &loop [*loop]\n",
    "a loop of two anchors": "  ai-platform:tags: &one { x: &two { y: *one, z: *two } }\n",
    "lists nested 20000 deep": `  ai-platform:tags: ${"[".repeat(20000)}${"]".repeat(20000)}\n`,
    "sets nested 5000 deep": `  ai-platform:tags: ${"{ a: ".repeat(5000)}1${" }".repeat(5000)}\n`,
    "sets nested 200 deep": `  ai-platform:tags: ${"{ a: ".repeat(200)}1${" }".repeat(200)}\n`,
    "a second document": `---\n${dev}`,
    "an empty second document": "---\n",
    "a YAML 1.1 set": "  ai-platform:tags: !!set { a, b }\n",
    "a YAML 1.1 ordered map": "  ai-platform:data: !!omap [keyDeletionDays: 9]\n",
    "a YAML 1.1 date": "  ai-platform:platform: !!timestamp 2001-01-01\n",
    "a YAML 1.1 binary": "  ai-platform:costs: !!binary aGVsbG8=\n",
    "a tag of one's own": "  ai-platform:tags: !vault { a: b }\n",
    "a tag that runs code": "  ai-platform:tags: !!python/object/apply:os.system [ls]\n",
    "a merge key": "  <<: { a: 1 }\n",
    "a NUL and an escape": "\u0000\u001b[31mred\u001b[0m",
    "a C1 control character": "  \u009b31m: &\u009b31m *\u009b31m\n",
    "a key of 2000 characters": `  ${long(2000)}: 1\n`,
    "a key that is a list": "  ? [a, b]\n  : 1\n",
    "a key that is null": "  ~: 1\n",
    "a list after the keys": "- a\n",
    "a percent sign": "%TAG ! x\n",
    "an at sign": "  @x: 1\n",
    "a closing brace": "}\n",
  };
  const instead: Readonly<Record<string, string>> = {
    nothing: "",
    "a comment": "# nothing\n",
    "a line of hyphens": "---\n",
    spaces: "   \n\n  \n",
    null: "null\n",
    "a word": "hello\n",
    "a number": "42\n",
    "a list": "- config\n- aws:region\n",
    "an empty list": "[]\n",
    "an empty set": "{}\n",
    "a key without a value": "config:\n",
    "an empty config": "config: {}\n",
    "config as text": "config: dev\n",
    "config as a list": "config:\n  - aws:region: ap-northeast-2\n",
    "config as a number": "config: 5\n",
    "config in capitals": dev.replace("config:", "Config:"),
    "config misspelt": dev.replace("config:", "confg:"),
    "config twice": `${dev}config: {}\n`,
    "a file without config": dev.replace("config:\n", "").replaceAll("\n  ", "\n"),
    "cut-off JSON": '{"config": {"aws:region": "ap-northeast-2"',
    HTML: "<!DOCTYPE html>\n<html><body>404: not found</body></html>\n",
    "a merge conflict": `<<<<<<< HEAD\n${dev}=======\n${dev}>>>>>>> main\n`,
    "a PNG": Buffer.from(
      "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489",
      "hex",
    ).toString(),
    "random bytes": Buffer.from(
      Array.from({ length: 512 }, (_, i) => (i * i * 31 + i * 7 + 13) % 256),
    ).toString(),
    "NUL bytes": "\u0000".repeat(64),
    "UTF-16 read as UTF-8": Buffer.from(dev, "utf16le").toString(),
    "a byte order mark alone": "\uFEFF",
    "lines of 100000 characters": `${long(100_000)}\n${long(100_000)}: 1\n`,
    "an open anchor": "config: &\n",
    "an open tag": "config: !<\n",
    "an unknown directive before a list": "%FOO bar\n--- [\n",
  };
  return [
    ...Object.entries(added).map(([what, end]) => ({
      name: `dev with ${what} at its end`,
      file: "dev",
      text: dev + end,
    })),
    ...Object.entries(instead).map(([what, text]) => ({
      name: `in place of dev: ${what}`,
      file: "dev",
      text,
    })),
    ...[...soundFiles].map(([file, text]) => ({
      name: `${file} with a byte order mark`,
      file,
      text: `\uFEFF${text}`,
      path: "",
    })),
  ];
}
