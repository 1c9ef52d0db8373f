import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { root } from "../support/harness";

export const scripts = join(root, "delivery");
const fakes = join(__dirname, "fakes");

export const digest = `sha256:${"ab".repeat(32)}`;
export const registry = "111122223333.dkr.ecr.ap-northeast-2.amazonaws.com";
export const today = "2026-11-21";
export const target = `${registry}/ai-platform/planning`;

/** What every script is given, but where a test says otherwise. */
const given = {
  MODULE: "planning",
  REGISTRY: registry,
  REPOSITORY: "ai-platform/planning",
  ARCHITECTURE: "arm64",
  COMMIT: "0123456789abcdef0123456789abcdef01234567",
  BUILDER: "heroku/builder:24",
  GATE_SEVERITY: "high",
  GATE_ALLOW: "[]",
  GATE_MAX_IMAGE_MIB: "1500",
  SIGNING_KEY: "awskms:///alias/ai-platform-signing",
  ENVIRONMENT: "dev",
  PULUMI_BACKEND_URL: "s3://state?region=ap-northeast-2",
};

export interface Asked {
  readonly args?: readonly string[];
  /** In place of what is given; undefined takes a variable away. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
  /** What the programs answer, by file (tests/delivery/fakes/record.sh); what is neither text nor bytes is made JSON. */
  readonly answers?: Readonly<Record<string, unknown>>;
  /** Files in the module's folder. */
  readonly files?: Readonly<Record<string, string>>;
  /** What build.sh wrote earlier; undefined where there is nothing yet. */
  readonly image?: unknown;
  /** Of the machine, as `uname -m` tells it. */
  readonly machine?: string;
}

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Every call of a program that is not real; folders that differ in each run are named `<folder>`. */
  readonly calls: readonly string[];
  /** What build.sh wrote. */
  readonly image: unknown;
  /** Access keys with which the AWS CLI was called. */
  readonly identities: readonly string[];
  /** Files that were installed. */
  readonly tools: Readonly<Record<string, string>>;
}

export const built = {
  module: "planning",
  image: `${target}@${digest}`,
  digest,
  commit: given.COMMIT,
  architecture: "arm64",
  sizeBytes: 100 * 1024 * 1024,
};

/** What a script finds around it: programs in place of the real ones, in a folder with `answers`, `calls` and `tmp`. */
export function around(folder: string, machine: string): NodeJS.ProcessEnv {
  return {
    PATH: [fakes, process.env.PATH].join(delimiter),
    HOME: folder,
    TMPDIR: join(folder, "tmp"),
    FAKES: fakes,
    CALLS: join(folder, "calls"),
    ANSWERS: join(folder, "answers"),
    MACHINE: machine,
    TODAY: today,
    AWS_ACCESS_KEY_ID: "own",
  };
}

/** Runs a script with programs in which nothing is real but the shell, its own tools, jq and node. */
export function run(script: string, asked: Asked = {}): Ran {
  const folder = mkdtempSync(join(tmpdir(), "delivery-"));
  const at = (...names: string[]) => join(folder, ...names);
  const { variables = {}, answers = {}, files = {}, machine = "aarch64", args = [] } = asked;
  try {
    for (const name of ["answers", "module", "tools", "tmp"]) mkdirSync(at(name));
    const write = (path: string, what: unknown) =>
      writeFileSync(path, typeof what === "string" || Buffer.isBuffer(what) ? what : JSON.stringify(what));
    for (const [name, what] of Object.entries(answers)) write(at("answers", name), what);
    for (const [name, what] of Object.entries(files)) write(at("module", name), what);
    if (asked.image !== undefined) write(at("image.json"), asked.image);
    write(at("calls"), "");
    const own = { MODULE_FOLDER: at("module"), IMAGE_FILE: at("image.json"), TOOLS_DIR: at("tools") };
    const result = spawnSync("bash", [join(scripts, `${script}.sh`), ...args], {
      encoding: "utf8",
      env: { ...around(folder, machine), ...own, ...given, ...variables },
    });
    const read = (path: string) => (existsSync(path) ? readFileSync(path, "utf8") : "");
    const plain = (text: string) =>
      text.replaceAll(at("module"), "<module>").replaceAll(/\S*\/tmp\/tmp\.\w+/g, "<folder>");
    const lines = (path: string) =>
      plain(read(path)).replaceAll("\t", " ").trimEnd().split("\n").filter(Boolean);
    return {
      status: result.status,
      stdout: plain(result.stdout),
      stderr: plain(result.stderr),
      calls: lines(at("calls")),
      image:
        asked.image === undefined && existsSync(at("image.json"))
          ? JSON.parse(read(at("image.json")))
          : undefined,
      identities: [...new Set(lines(at("calls.identities")).map((line) => line.trim().split(" ").at(-1)!))],
      tools: Object.fromEntries(
        ["pack", "trivy", "cosign"]
          .filter((name) => existsSync(at("tools", name)))
          .map((name) => [name, read(at("tools", name))]),
      ),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
