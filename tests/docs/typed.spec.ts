import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { expect } from "chai";
import { runbooks } from "../../infra/alarms/runbooks";
import { operated } from "./operated";
import { closeRigs, dummyCredentials, rig } from "../simulator/api/memoryWorld";
import { root } from "../support/harness";
import { type Call, type Program, play, putStandIn } from "../support/programs";
import { faultOf } from "./awsCalls";
import { blocksIn, type Page, pages, typedIn } from "./pages";

/** Pages that another test types, and does more with. */
const elsewhere: Readonly<Record<string, string>> = {
  "docs/delivery.md": "tests/engine/deliveryWalk.spec.ts",
  "docs/tutorial.md": "tests/engine/tutorial.spec.ts",
  "docs/for-developers.md": "tests/samples/developers.spec.ts",
  "docs/runbooks/restore.md": "tests/docs/restoreRunbook.spec.ts",
  ...Object.fromEntries(
    runbooks
      .filter((runbook) => runbook !== "qdrant-nodes")
      .map((runbook) => [`docs/runbooks/${runbook}.md`, "tests/docs/alarmRunbooks.spec.ts"]),
  ),
  ...Object.fromEntries(
    pages
      .filter(({ path }) => path.startsWith("examples/"))
      .map(({ path }) => [path, "tests/engine/examplePages.spec.ts"]),
  ),
  ...Object.fromEntries(
    ["python", "typescript"].map((name) => [`samples/${name}/README.md`, "tests/samples/developers.spec.ts"]),
  ),
};
const typedHere = pages.filter((page) => blocksIn(page).length > 0 && !(page.path in elsewhere));

/** What needs the engine, or is the tests themselves: somebody else runs it. */
const typedOnEngine = new Set(
  pages.filter(({ path }) => elsewhere[path]?.startsWith("tests/engine/")).flatMap(typedIn),
);
const runElsewhere = [
  readFileSync(join(root, ".ci/run"), "utf8").replaceAll("--silent ", ""),
  ...typedOnEngine,
].join("\n");
const engineSpecs = readdirSync(join(root, "tests/engine"))
  .filter((name) => name.endsWith(".spec.ts"))
  .map((name) => readFileSync(join(root, "tests/engine", name), "utf8"))
  .join("\n");

const stayingHere = ["plan", "export", "new", "remove", "import", "complete"];
const operating = ["status", "logs", "exec", "scale", "events", "cost", "advise"];

/** Programs that only answer something. */
const beside = ["docker", "curl", "jq", "qdrant", "session-manager-plugin", "sleep"];
const inCi = ["install-debian-packages", "install-checkov"];

/** A folder with the stack files and examples of the project, and programs that answer or are held to account. */
class Desk {
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

/** Not again what a test of the engine types line by line. */
const toType = (page: Page) =>
  blocksIn(page).filter((block) =>
    typedIn({ ...page, text: `\`\`\`sh\n${block}\`\`\`\n` }).some((line) => !typedOnEngine.has(line)),
  );

/** Names in <> stand for something, and a shell would read them as files. */
const filledIn = (block: string) => block.replace(/<([a-z]+)>/g, "$1").replaceAll("…", "0");

describe("the pages, typed", function () {
  this.timeout(300_000);
  let desk: Desk;
  beforeEach(async () => {
    const { api } = await rig(operated(["dev", "staging", "prod"]));
    desk = new Desk();
    await desk.furnish(api.url);
  });
  afterEach(() => {
    desk.end();
  });
  after(closeRigs);

  it("are each typed by one test", () => {
    for (const [path, spec] of Object.entries(elsewhere)) {
      expect(existsSync(join(root, path)), path).to.equal(true);
      expect(existsSync(join(root, spec)), spec).to.equal(true);
    }
    expect(typedHere.map(({ path }) => path)).to.include.members(["README.md", "docs/operators.md"]);
  });

  for (const page of typedHere)
    it(page.path, async () => {
      expect(await desk.faultsOf(filledIn(toType(page).join("\n")))).to.deep.equal([]);
      for (const call of desk.left) expect(isRunElsewhere(call), call).to.equal(true);
    });
});

/** By a page that is typed on the engine, by a test of the engine, or by what CI runs. */
function isRunElsewhere(call: string): boolean {
  const [program, first, second, third] = call.split(" ");
  if (first === "ai-platform" && second === "deploy")
    return engineSpecs.includes(`"${third}"`) || runElsewhere.includes(`deploy ${third} `);
  // Typed by hand it wants the Node.js language host, which only Pulumi's own download has.
  if (call.startsWith("npx pulumi up ")) return true;
  return runElsewhere.includes([program, first, second].filter((word) => word !== undefined).join(" "));
}
