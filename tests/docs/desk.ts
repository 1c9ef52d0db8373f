import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { expect } from "chai";
import { dummyCredentials } from "../simulator/api/memoryWorld";
import { root } from "../support/harness";
import { type Call, play, type Program, putStandIn } from "../support/programs";
import { faultOf } from "./awsCalls";

const stayingHere = ["plan", "export", "new", "remove", "import", "complete"];
const operating = ["status", "logs", "exec", "scale", "events", "cost", "advise"];

/** Programs that only answer something. */
const beside = ["docker", "curl", "jq", "qdrant", "session-manager-plugin", "sleep"];
const inCi = ["install-debian-packages", "install-checkov"];

/** A folder with the stack files and examples of the project, and programs that answer or are held to account. */
export class Desk {
  readonly folder = mkdtempSync(join(tmpdir(), "typed-"));
  readonly left: string[] = [];
  readonly faults: string[] = [];
  private close: () => void = () => undefined;
  private env: Record<string, string> = {};

  async furnish(api: string): Promise<void> {
    const project = join(this.folder, "ai-platform");
    mkdirSync(join(project, ".ci"), { recursive: true });
    for (const name of readdirSync(root).filter((file) => /^Pulumi\..*yaml$/.test(file)))
      cpSync(join(root, name), join(project, name));
    cpSync(join(root, "examples"), join(project, "examples"), { recursive: true });
    mkdirSync(join(this.folder, "shop"));
    const compose = "services:\n  backend:\n    build: .\n    ports: ['3000:3000']\n";
    writeFileSync(join(this.folder, "shop/compose.yaml"), compose);
    const access = {
      AWS_ENDPOINT_URL: api,
      AWS_ACCESS_KEY_ID: dummyCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: dummyCredentials.secretAccessKey,
    };
    const programs: Record<string, Program> = {
      aws: (call) => this.aws(call),
      npx: (call) => this.npx(call, access),
      ...Object.fromEntries(["npm", ...inCi].map((name) => [name, this.leave])),
      ...Object.fromEntries(beside.map((name) => [name, () => "answer\n"])),
    };
    const { url, close } = await play(programs);
    this.close = close;
    for (const name of ["aws", "npm", "npx", ...beside]) putStandIn(join(this.folder, "bin"), name);
    for (const name of inCi) putStandIn(join(project, ".ci"), name);
    this.env = {
      PATH: [join(this.folder, "bin"), dirname(process.execPath), process.env.PATH].join(delimiter),
      HOME: this.folder,
      PROGRAMS_URL: url,
      GIT_CONFIG_NOSYSTEM: "1",
    };
    const faults = await this.faultsOf(
      "git init --quiet && git add . && git -c user.name=A -c user.email=a@b.c commit --quiet -m first",
    );
    expect(faults).to.deep.equal([]);
  }

  end(): void {
    this.close();
    rmSync(this.folder, { recursive: true });
  }

  /** What the shell and the programs have against it. Answers are made up, so what a pipe makes of them is no fault. */
  async faultsOf(script: string): Promise<readonly string[]> {
    this.left.length = 0;
    this.faults.length = 0;
    const child = spawn("bash", ["-uc", script], {
      cwd: join(this.folder, "ai-platform"),
      env: this.env,
      stdio: ["ignore", "ignore", "pipe"],
    });
    let told = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (told += text));
    await once(child, "close");
    return [...this.faults, ...told.split("\n").filter((line) => line.startsWith("bash: "))];
  }

  private readonly leave: Program = ({ program, args }) => {
    this.left.push([program, ...args].join(" "));
    return "answer";
  };

  private aws({ args }: Call): string {
    const fault = faultOf(args);
    if (fault !== undefined) this.faults.push(fault);
    return "YW5zd2Vy\n";
  }

  private async npx(call: Call, access: Readonly<Record<string, string>>): Promise<string> {
    const { args, folder } = call;
    const [name, verb] = args;
    if (name !== "ai-platform" || ![...stayingHere, ...operating].includes(verb!)) return this.leave(call);
    const child = spawn(process.execPath, [join(root, "dist/cli.js"), ...args.slice(1)], {
      cwd: folder,
      env: { ...this.env, ...access },
    });
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      // What a person does who has seen enough.
      if (args.includes("--follow")) child.kill("SIGINT");
    });
    let told = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (told += text));
    const [status] = (await once(child, "close")) as [number | null];
    // Whom it would ask on a terminal is tried by tests/automation/scaffold/ask.spec.ts.
    const asks = told.startsWith("there is no terminal to ask on");
    if (status !== 0 && !asks) this.faults.push(`${args.join(" ")}: exit status ${status}\n${said}${told}`);
    return said;
  }
}
