import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
} from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { buildSync } from "esbuild";
import { root } from "../support/harness";

/** A sample is what a team would keep in a repository of its own. */
export interface Sample {
  /** As in the project's stack files. */
  readonly module: "planning" | "support";
  readonly folder: string;
  readonly language: "python" | "typescript";
}

export const samples: readonly Sample[] = [
  { module: "planning", folder: join(root, "samples/python"), language: "python" },
  { module: "support", folder: join(root, "samples/typescript"), language: "typescript" },
];

/** As `container.user` has it in every profile. */
export const unprivileged = 1000;
const isRoot = process.getuid?.() === 0;
/** Root reads and writes everything, so nothing would be proved by what root can do. */
const identity = isRoot ? { uid: unprivileged, gid: unprivileged } : {};

/** Node 22.18 and later run TypeScript as it is; an older one is given what takes the types away. */
const nodeTakesTypes = Boolean((process.features as { readonly typescript?: unknown }).typescript);
const tsx = pathToFileURL(join(root, "node_modules/tsx/dist/esm/index.mjs")).href;

let interpreter: string | undefined;

/** Python's own program, and not a shim that depends on the folder it is called in. */
export function python(): string {
  const print = "import sys; print(sys.executable if sys.version_info >= (3, 11) else '')";
  for (const folder of interpreter === undefined ? (process.env.PATH ?? "").split(delimiter) : []) {
    const { status, stdout } = spawnSync(join(folder, "python3"), ["-c", print], {
      cwd: "/",
      encoding: "utf8",
      ...identity,
    });
    if (status === 0 && stdout.trim() !== "") interpreter ??= stdout.trim();
  }
  if (interpreter === undefined)
    throw new Error(
      `The sample in Python needs python3, 3.11 or later, in PATH${isRoot ? ` where user ${unprivileged} may run it` : ""}. ` +
        "Run .ci/install-debian-packages, or install python3 and python3-venv in this system's own way.",
    );
  return interpreter;
}

/** What a developer's shell has, so that the commands of a developer are run as they are written. */
export function shell(): Record<string, string> {
  return {
    PATH: [join(python(), ".."), process.env.PATH].join(delimiter),
    HOME: process.env.HOME ?? tmpdir(),
    PYTHONDONTWRITEBYTECODE: "1",
    // Nothing of a developer's day that is tested here needs a network.
    PIP_NO_INDEX: "1",
    PIP_DISABLE_PIP_VERSION_CHECK: "1",
    npm_config_offline: "true",
    ...(nodeTakesTypes ? {} : { NODE_OPTIONS: `--import=${tsx}` }),
  };
}

export interface Image {
  readonly folder: string;
  readonly command: readonly string[];
  /** All files, with size and time. */
  readonly content: () => string[];
  readonly remove: () => void;
}

/** The sample as it lies in an image: a copy to which nobody can write, started as its Procfile says. */
export function image({ folder: source, language }: Sample): Image {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "sample-"));
  cpSync(source, folder, {
    recursive: true,
    filter: (path) => !/(node_modules|\.venv|__pycache__)$/.test(path),
  });
  const web = /^web: (.+)$/m.exec(readFileSync(join(folder, "Procfile"), "utf8"))![1]!.split(" ");
  const command = language === "python" ? [python(), ...web.slice(1)] : nodeCommand(folder, web.slice(1));
  const chmod = (directories: number, files?: number) => {
    for (const path of ["", ...readdirSync(folder, { recursive: true, encoding: "utf8" })].reverse())
      if (statSync(join(folder, path)).isDirectory()) chmodSync(join(folder, path), directories);
      else if (files !== undefined) chmodSync(join(folder, path), files);
  };
  chmod(0o555, 0o444);
  return {
    folder,
    command,
    content: () =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .map((path) => `${path} ${statSync(join(folder, path)).mtimeMs}`)
        .sort(),
    remove: () => {
      chmod(0o755);
      rmSync(folder, { recursive: true });
    },
  };
}

function nodeCommand(folder: string, [entry, ...rest]: string[]): string[] {
  if (nodeTakesTypes) return [process.execPath, entry!, ...rest];
  buildSync({
    entryPoints: [join(folder, entry!)],
    outfile: join(folder, "main.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
  });
  return [process.execPath, "main.mjs"];
}

export interface Ending {
  readonly code: number | null;
  readonly signal: string | null;
  readonly milliseconds: number;
}

export interface LogLine {
  readonly time: string;
  readonly level: string;
  readonly message: string;
  readonly [field: string]: unknown;
}

export interface Running {
  readonly port: number;
  readonly pid: number;
  readonly url: (path: string) => string;
  /** Everything that it printed, on standard output and on standard error. */
  readonly printed: () => { readonly out: string; readonly error: string };
  readonly log: () => LogLine[];
  readonly signal: (name: NodeJS.Signals) => void;
  readonly ended: Promise<Ending>;
}

/** Starts a module with these variables and no other, and waits until its health check is answered. */
export async function start(
  { folder, command: [program, ...args] }: Image,
  variables: Readonly<Record<string, string>>,
): Promise<Running> {
  const port = await freePort();
  const begun = Date.now();
  const child = spawn(program!, args, {
    cwd: folder,
    env: { PATH: "/usr/bin:/bin", HOME: "/nowhere", ...variables, PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
    ...identity,
  });
  const running = watched(child, port, begun);
  const ended = running.ended.then((ending) => {
    const { out, error } = running.printed();
    return `the module ended before it was healthy: ${JSON.stringify(ending)}\n${out}${error}`;
  });
  for (;;) {
    const status = await Promise.race([ended, statusOf(running.url("/health"))]);
    if (status === 200) return running;
    if (status !== undefined) throw new Error(`${status}: no health check of a module that starts`);
    await wait(20);
  }
}

function watched(child: ChildProcess, port: number, begun: number): Running {
  const printed = { out: "", error: "" };
  child.stdout!.setEncoding("utf8").on("data", (text: string) => (printed.out += text));
  child.stderr!.setEncoding("utf8").on("data", (text: string) => (printed.error += text));
  let told = begun;
  return {
    port,
    pid: child.pid!,
    url: (path) => `http://127.0.0.1:${port}${path}`,
    printed: () => printed,
    log: () =>
      printed.out
        .split("\n")
        .slice(0, -1)
        .map((line) => JSON.parse(line) as LogLine),
    signal: (name) => {
      told = Date.now();
      child.kill(name);
    },
    ended: new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => {
        resolve({ code, signal, milliseconds: Date.now() - told });
      });
    }),
  };
}

/** Undefined where nobody listens yet. */
async function statusOf(url: string): Promise<number | undefined> {
  try {
    const response = await fetch(url);
    await response.text();
    return response.status;
  } catch {
    return undefined;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Until nobody listens there any more. */
export async function refused({ port }: Running): Promise<void> {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const outcome = await Promise.race([
      once(socket, "connect").then(() => "open"),
      once(socket, "error").then(() => "refused"),
    ]).catch(() => "refused");
    socket.destroy();
    if (outcome === "refused") return;
    await wait(20);
  }
}
