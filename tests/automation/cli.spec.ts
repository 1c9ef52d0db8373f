import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { version } from "../../package.json";
import { root, stackText } from "../support/harness";

interface Result {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The bundle, as `npx ai-platform` runs it. */
function cli(args: readonly string[], options: { cwd?: string; env?: Record<string, string> } = {}): Result {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "dist/cli.js"), ...args], {
    cwd: options.cwd ?? root,
    env: { PATH: process.env.PATH, ...options.env },
    encoding: "utf8",
    timeout: 60_000,
  });
  return { status, stdout, stderr };
}

describe("the command line", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "ai-platform-cli-"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });
  const file = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  it("plans a stack by name, without colours in a pipe and with nothing on standard error", () => {
    const { status, stdout, stderr } = cli(["plan", "prod"]);
    expect(status).to.equal(0);
    expect(stderr).to.equal("");
    expect(stdout).to.match(
      /^prod \(profile prod, ap-northeast-2\): \d+ resources, about [\d,.]+ USD a month\n/,
    );
    expect(stdout).to.not.match(/\u001b/);
  });

  it("colours when it is asked to", () => {
    expect(cli(["plan", "dev"], { env: { FORCE_COLOR: "1" } }).stdout).to.contain("\u001b[1m");
  });

  it("plans a stack file by path, from any folder", () => {
    const path = file("Pulumi.dev.yaml", stackText("dev"));
    const { status, stdout } = cli(["plan", path], { cwd: folder });
    expect(status).to.equal(0);
    expect(stdout).to.equal(cli(["plan", "dev"]).stdout);
  });

  it("prints JSON of version 1 and nothing else", () => {
    const { stdout } = cli(["plan", "dev", "--json"]);
    expect(JSON.parse(stdout)).to.include({
      version: 1,
      stack: "dev",
      profile: "dev",
      region: "ap-northeast-2",
    });
  });

  it("does not mind a reader that closes the pipe early", () => {
    const command = `"${process.execPath}" dist/cli.js plan prod --json | head -c 10`;
    const { stdout, stderr } = spawnSync("sh", ["-c", command], {
      cwd: root,
      encoding: "utf8",
      timeout: 60_000,
    });
    expect(stderr).to.equal("");
    expect(stdout).to.have.length(10);
  });

  it("gives the same bytes twice", () => {
    expect(cli(["plan", "prod", "--json"]).stdout).to.equal(cli(["plan", "prod", "--json"]).stdout);
  });

  it("adds what is asked for", () => {
    const { stdout } = cli(["plan", "dev", "--costs", "--quotas", "--resources", "--against", "prod"]);
    for (const title of ["Cost, line by line", "Assumptions", "Quotas", "Resources", "Against prod"])
      expect(stdout).to.match(new RegExp(`^${title}$`, "m"));
  });

  it("fails with all faults, exit status 2, and no stack trace", () => {
    const broken = stackText("dev")
      .replace("routes: [/planning]", "rutes: [/planning]")
      .replace("cpu: 512", "cpu: 300");
    const { status, stdout, stderr } = cli(["plan", file("Pulumi.broken.yaml", broken)]);
    expect(status).to.equal(2);
    expect(stdout).to.equal("");
    expect(stderr).to.equal(
      [
        "the stack configuration has 4 fault(s):",
        "  modules.planning.rutes is not a known key. Did you mean routes?",
        "  modules.planning.routes must have a path where no module calls this one; got []. Nobody could reach it: give it a path, or name it in the calls of another module.",
        "  modules.planning.size.cpu must be one of 256, 512, 1024, 2048, 4096, 8192, 16384; got 300. Fargate has no other sizes; 1024 units are one vCPU.",
        '  edge.clients.back-office.scopes[0] is asked for by no route; got "planning.invoke". Use one of: manufacturing.invoke, support.invoke.',
        "",
      ].join("\n"),
    );
  });

  it("offers the nearest stack", () => {
    const { status, stderr } = cli(["plan", "prodd"]);
    expect(status).to.equal(2);
    expect(stderr).to.contain("there is no stack prodd").and.contain("Did you mean prod?");
  });

  it("says what a stack file must be called", () => {
    expect(cli(["plan", file("other.yaml", "config: {}")]).stderr).to.contain(
      "Its name must be Pulumi.<stack>.yaml.",
    );
    expect(cli(["plan", join(folder, "Pulumi.none.yaml")]).stderr).to.contain("there is no file");
  });

  it("says where it must run", () => {
    const { status, stderr } = cli(["plan", "dev"], { cwd: tmpdir() });
    expect(status).to.equal(2);
    expect(stderr).to.match(/^no Pulumi\.yaml in .+ or above\. Run this inside the project\.\n$/);
  });

  it("treats wrong arguments as faults, and help as none", () => {
    expect(cli(["plann"]).status).to.equal(2);
    expect(cli(["plan"]).status).to.equal(2);
    expect(cli(["plan", "dev", "--nonsense"]).status).to.equal(2);
    expect(cli(["--help"])).to.include({ status: 0, stderr: "" });
    expect(cli(["plan", "--help"]).stdout)
      .to.contain("Exit status")
      .and.not.contain("beyond");
  });

  it("prints the API as OpenAPI, and nothing else", () => {
    const { status, stdout } = cli(["plan", "prod", "--openapi"]);
    expect(status).to.equal(0);
    const { openapi, paths } = JSON.parse(stdout) as { openapi: string; paths: Record<string, unknown> };
    expect(openapi).to.equal("3.0.1");
    expect(Object.keys(paths)).to.include.members(["/planning", "/planning/{proxy+}"]);
  });

  it("shows in red what is public", () => {
    const open = stackText("dev").replace(
      "routes: [/planning]",
      "routes: [{ path: /planning, public: true }]",
    );
    // Nobody asks for the scope any more.
    const path = file("Pulumi.open.yaml", open.replace("planning.invoke, ", ""));
    const red = "\u001b[31mPUBLIC: everybody, without a token\u001b[39m";
    expect(cli(["plan", path], { env: { FORCE_COLOR: "1" } }).stdout).to.contain(red);
    expect(cli(["plan", path]).stdout)
      .to.contain("PUBLIC")
      .and.not.to.contain("\u001b");
  });

  it("stops 101 modules with the quota by name, and plans them only for a benchmark", () => {
    const modules = Array.from(
      { length: 101 },
      (_, index) =>
        `    m${index}: { owner: a@example.com, routes: [/m${index}], listenerPriority: ${index + 1} }`,
    );
    const path = file(
      "Pulumi.many.yaml",
      [
        "config:",
        "  aws:region: us-east-1",
        "  ai-platform:profile: dev",
        "  ai-platform:modules:",
        ...modules,
      ].join("\n"),
    );
    const refused = cli(["plan", path]);
    expect(refused.status).to.equal(2);
    expect(refused.stderr).to.contain(
      "modules.<name>.loadBalancer must stay within 100: target groups on load balancer 1 (a release that shifts traffic takes two); got 101. Write loadBalancer: 2 for the newest modules; no other moves.",
    );
    expect(cli(["plan", path, "--beyond-quotas"]).status).to.equal(0);
  });

  it("says its version", () => {
    expect(cli(["--version"]).stdout).to.equal(`${version}\n`);
  });

  it("refuses to run when the code beside it is newer", () => {
    const project = join(folder, "project");
    mkdirSync(join(project, "infra/config"), { recursive: true });
    cpSync(join(root, "dist/cli.js"), join(project, "dist/cli.js"));
    const source = join(project, "infra/config/load.ts");
    writeFileSync(source, "");
    const run = () =>
      spawnSync(process.execPath, [join(project, "dist/cli.js"), "--version"], { encoding: "utf8" });
    expect(run().status).to.equal(0);
    const later = new Date(Date.now() + 3_600_000);
    utimesSync(source, later, later);
    const { status, stderr } = run();
    expect(status).to.equal(2);
    expect(stderr).to.equal(
      "infra/config/load.ts is newer than what was built of it, dist/cli.js. Run: npm run build\n",
    );
  });
});
