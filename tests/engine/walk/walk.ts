import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Engine } from "../../../automation/engine/find";
import { stateOnlyAtTheEnd } from "../../../automation/rehearse/rehearsal";
import { journalIn, startSimulatedAws } from "../../../automation/rehearse/simulatedAws";
import { Cloud } from "../../../simulator/cloud/cloud";
import { shell } from "../../samples/contract";
import { region, root } from "../../support/harness";
import { aws } from "./aws";
import { builders } from "./builders";
import { CodePipeline } from "./codePipeline";
import { stackWith } from "./edit";
import { startKeyService } from "./keyService";
import { type Call, play, putStandIn } from "../../support/programs";
import { Registry } from "./registry";

const organization = "example-org";
/** What has to be installed first is not there from the beginning. */
const atHand = ["aws", "curl", "docker", "gh", "sleep", "uname"];

/** A laptop with a checkout of the platform, the host of the company's repositories, and an account of AWS. */
export class Walk {
  /** Calls of GitHub's CLI. */
  readonly atGithub: (readonly string[])[] = [];
  readonly cloud: Cloud;
  readonly registry: Registry;
  readonly pipelines: CodePipeline;
  private readonly closers: (() => void)[] = [];
  private variables: Record<string, string> = {};

  private constructor(readonly folder: string) {
    this.cloud = new Cloud(journalIn(folder), region);
    this.registry = new Registry(this.cloud);
    this.pipelines = new CodePipeline(this.cloud, {
      hosts: this.at("hosts"),
      folder: this.at("pipelines"),
      furnish: build,
      run: async (script, folder, variables) => {
        // The projects name the bucket of the state; here it is a folder.
        const { PULUMI_BACKEND_URL } = this.variables;
        await this.run(script, folder, { ...variables, PULUMI_BACKEND_URL: PULUMI_BACKEND_URL! });
      },
    });
  }

  static async begin(engine: Engine): Promise<Walk> {
    const folder = mkdtempSync(join(tmpdir(), "walk-"));
    const simulated = await startSimulatedAws({ region, folder });
    const walk = new Walk(folder);
    walk.closers.push(simulated.stop);
    const keys = await startKeyService();
    walk.closers.push(keys.close);
    await walk.furnish(engine, { ...simulated.env, AWS_ENDPOINT_URL_KMS: keys.url });
    return walk;
  }

  at(...names: readonly string[]): string {
    return join(this.folder, ...names);
  }

  get platform(): string {
    return this.at("ai-platform");
  }

  /** Types commands of the page into the one shell for all of them; then pipelines go on as far as they come. */
  async type(commands: string): Promise<string> {
    const session = this.at("session");
    const said = await this.run(
      `trap 'export -p >"${session}/variables"; pwd >"${session}/folder"' EXIT
cd -- "$(<"${session}/folder")"
source "${session}/variables"
${commands}`,
      this.platform,
    );
    await this.pipelines.proceed();
    return said;
  }

  /** Types a command into a second shell, where the first one stands, and waits for a file that it writes there. */
  async serve(command: string, file: string): Promise<void> {
    const folder = readFileSync(this.at("session/folder"), "utf8").trim();
    const child = spawn("bash", ["-c", command], {
      cwd: folder,
      env: this.variables,
      stdio: "ignore",
      detached: true,
    });
    this.closers.push(() => process.kill(-child.pid!, "SIGINT"));
    const there = () => existsSync(join(folder, file));
    while (!there() && child.exitCode === null) await setTimeout(100);
    if (!there()) throw new Error(`${command} ended with ${child.exitCode}`);
  }

  /** Keys join those of a stack file. */
  write(file: string, keys: object): void {
    const path = join(this.platform, file);
    writeFileSync(path, stackWith(readFileSync(path, "utf8"), keys));
  }

  end(): void {
    for (const close of this.closers.toReversed()) close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async furnish(engine: Engine, cloudEnvironment: Readonly<Record<string, string>>): Promise<void> {
    const programs = await play({
      ...builders(this.registry, this.at("downloads")),
      aws: aws({
        url: cloudEnvironment.AWS_ENDPOINT_URL!,
        ...{ cloud: this.cloud, registry: this.registry, pipelines: () => this.pipelines },
      }),
      gh: ({ args }: Call) => {
        this.atGithub.push(args);
        return "";
      },
    });
    this.closers.push(programs.close);
    for (const name of atHand) putStandIn(this.at("bin"), name);
    writeFileSync(this.at("bin", "npx"), ownCommands, { mode: 0o755 });
    for (const name of ["home", "session", "state", "machine"]) mkdirSync(this.at(name));
    this.variables = {
      ...shell(),
      ...cloudEnvironment,
      HOME: this.at("home"),
      PATH: [this.at("bin"), this.at("machine"), dirname(engine.binary), shell().PATH].join(delimiter),
      PROGRAMS_URL: programs.url,
      PULUMI_HOME: this.at("home", ".pulumi"),
      PULUMI_BACKEND_URL: `file://${this.at("state")}?metadata=skip`,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      ...stateOnlyAtTheEnd,
      // "npm ci" compares the lock file with package.json, and would then need a network.
      npm_config_dry_run: "true",
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_CONFIG_GLOBAL: this.at("home", "gitconfig"),
      NO_COLOR: "1",
    };
    writeFileSync(
      this.at("home", "gitconfig"),
      `[user]\n name = Alex\n email = alex@example.com\n[init]\n defaultBranch = main\n` +
        `[url "${this.at("hosts")}/"]\n insteadOf = git@github.com:\n`,
    );
    writeFileSync(this.at("session", "folder"), this.platform);
    writeFileSync(this.at("session", "variables"), "");
    await this.checkOut();
  }

  /** The project as it stands here, at the host and in a checkout of its own; beside it an empty repository. */
  private async checkOut(): Promise<void> {
    const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
      cwd: root,
    });
    for (const file of new Set(listed.toString().split("\0").filter(Boolean))) {
      mkdirSync(dirname(join(this.platform, file)), { recursive: true });
      cpSync(join(root, file), join(this.platform, file), { verbatimSymlinks: true });
    }
    // Built once is enough: see below.
    writeFileSync(join(this.platform, "build.mjs"), "");
    build(this.platform);
    // Above the checkout, and so above those of pipelines.
    symlinkSync(join(root, "node_modules"), this.at("node_modules"));
    const host = (name: string) => this.at("hosts", organization, `${name}.git`);
    await this.run(
      `git init --quiet --bare "${host("ai-platform")}"
git init --quiet --bare "${host("forecast")}"
git init --quiet
git add --all
git commit --quiet --message "The platform"
git remote add origin git@github.com:${organization}/ai-platform.git
git push --quiet --set-upstream origin main`,
      this.platform,
    );
  }

  /** @throws with all that was said when it does not end well. */
  private async run(
    script: string,
    folder: string,
    variables: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const child = spawn("bash", ["-euo", "pipefail", "-c", script], {
      cwd: folder,
      env: { ...this.variables, TOOLS_DIR: this.at("machine"), ...variables },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said = { stdout: "", all: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said.stdout += text;
      said.all += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said.all += text));
    const [status] = (await once(child, "close")) as [number | null];
    if (status !== 0) throw new Error(`exit status ${status}:\n${script}\n${said.all}`);
    return said.stdout;
  }
}

/** npm finds the command of the very package that it stands in, but wants its dependencies below it for that. */
const ownCommands = `#!/usr/bin/env bash
checkout=$PWD
until [[ -e $checkout/dist/cli.js || $checkout == / ]]; do checkout=$(dirname "$checkout"); done
if [[ $1 == ai-platform ]]; then exec node "$checkout/dist/cli.js" "\${@:2}"; fi
exec ${join(dirname(process.execPath), "npx")} "$@"
`;

/** What "npm run build" would make of a checkout, since none has code of its own. */
function build(checkout: string): void {
  cpSync(join(root, "dist"), join(checkout, "dist"), { recursive: true });
}
