import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { deliveryModuleDefaults } from "../../infra/config/sharedDefaults";
import type { DeliveryModuleConfig } from "../../infra/config/schema/delivery";
import {
  artifactNames,
  type BuildStage,
  buildBuildspec,
  checkBuildspec,
  givenVariables,
  inputArtifacts,
  releaseBuildspec,
  smokeTestBuildspec,
} from "../../infra/delivery/buildspecs";
import { driftBuildspec } from "../../infra/delivery/driftBuildspec";
import { root } from "../support/harness";
import { around, built, digest, registry, scripts } from "./run";

const planning: DeliveryModuleConfig = {
  ...deliveryModuleDefaults,
  owner: "planning-team@example.com",
  repository: "example-org/planning",
  folder: "services/planning",
  test: "npm ci && npm test",
  gates: {
    severity: "high",
    maxImageMiB: 1500,
    allow: [
      { vulnerability: "CVE-2026-0001", reason: "it's not: #1", owner: "a@b.example", until: "2027-01-31" },
    ],
  },
};

type Kind = BuildStage | "drift";

interface Buildspec {
  readonly version: number;
  readonly env: {
    readonly shell: string;
    readonly variables: Readonly<Record<string, string>>;
    readonly "exported-variables"?: readonly string[];
  };
  readonly phases: Readonly<Record<string, { readonly commands: readonly string[] }>>;
  readonly artifacts?: { readonly files: readonly string[] };
}

const texts: Readonly<Record<Kind, string>> = {
  build: buildBuildspec("planning", planning),
  check: checkBuildspec("planning", planning),
  release: releaseBuildspec("planning", "dev"),
  smokeTest: smokeTestBuildspec("planning", "dev"),
  drift: driftBuildspec("dev"),
};
/** Of a pipeline, and the one that looks for drift. */
const stages = (Object.keys(texts) as Kind[]).filter((kind) => kind !== "drift");
const inputs = (kind: Kind) => (kind === "drift" ? [] : inputArtifacts[kind]);
const variables = (kind: Kind) => (kind === "drift" ? ["PULUMI_BACKEND_URL"] : givenVariables[kind]);
const specOf = (stage: Kind) => parse(texts[stage]) as Buildspec;
const commandsOf = (stage: Kind) => Object.values(specOf(stage).phases).flatMap(({ commands }) => commands);
const scriptsOf = (stage: Kind) =>
  commandsOf(stage).flatMap((command) => /\/delivery\/([\w-]+\.sh)/.exec(command)?.[1] ?? []);

/** What the scripts of a stage take, as they say themselves. */
function takenBy(stage: Kind, word: "need" | "may"): string[] {
  const lines = scriptsOf(stage).flatMap((name) => [
    ...readFileSync(join(scripts, name), "utf8").matchAll(new RegExp(`^ *${word} ([A-Z_ ]+)$`, "gm")),
  ]);
  return [...new Set(lines.flatMap(([, names]) => names!.split(" ")))];
}

/** https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html, "Buildspec syntax". */
const reference = {
  top: ["version", "run-as", "env", "proxy", "batch", "phases", "reports", "artifacts", "cache"],
  env: [
    "shell",
    "variables",
    "parameter-store",
    "exported-variables",
    "secrets-manager",
    "git-credential-helper",
  ],
  phases: ["install", "pre_build", "build", "post_build"],
  phase: ["run-as", "on-failure", "runtime-versions", "commands", "finally"],
  artifacts: ["files", "name", "discard-paths", "base-directory", "exclude-paths", "secondary-artifacts"],
};

for (const stage of [...stages, "drift"] as const)
  describe(`the buildspec of ${stage}`, () => {
    const spec = specOf(stage);

    it("says nothing that CodeBuild does not know", () => {
      expect(spec.version).to.equal(0.2);
      expect(reference.top).to.include.members(Object.keys(spec));
      expect(reference.env).to.include.members(Object.keys(spec.env));
      expect(reference.artifacts).to.include.members(Object.keys(spec.artifacts ?? {}));
      // In the order in which they run, for whoever reads.
      const names = Object.keys(spec.phases);
      expect(names).to.deep.equal(reference.phases.filter((name) => names.includes(name)));
      for (const [name, phase] of Object.entries(spec.phases)) {
        expect(reference.phase).to.include.members(Object.keys(phase));
        expect(phase).to.have.property("on-failure", "ABORT");
        if (name !== "install") expect(phase).not.to.have.property("runtime-versions");
        expect(phase.commands).not.to.deep.equal([]);
        for (const command of phase.commands) expect(command).to.be.a("string");
      }
      for (const [name, value] of Object.entries(spec.env.variables)) {
        expect(value, name).to.be.a("string");
        expect(name).not.to.match(/^CODEBUILD_/);
      }
    });

    it("calls scripts that there are", () => {
      expect(scriptsOf(stage)).not.to.deep.equal([]);
      for (const name of scriptsOf(stage))
        expect(statSync(join(scripts, name)).mode & 0o111, name).to.equal(0o111);
    });

    it("gives each script what it needs, and nothing that none takes", () => {
      const own = Object.keys(spec.env.variables);
      const made = commandsOf(stage).flatMap((command) => /^export (\w+)/.exec(command)?.[1] ?? []);
      const exported = spec.env["exported-variables"] ?? [];
      expect(made).to.include.members(exported);
      const from = [...own, ...made.filter((name) => !exported.includes(name)), ...variables(stage)];
      expect(new Set(from).size).to.equal(from.length);
      expect(from).to.include.members(takenBy(stage, "need"));
      expect([...takenBy(stage, "need"), ...takenBy(stage, "may")]).to.include.members(from);
    });

    it("has commands in which shellcheck finds nothing", function () {
      const checked = shellcheck(commandsOf(stage).join("\n"));
      if (checked === undefined) return this.skip();
      expect(checked).to.equal("");
    });

    it("reads no artifact that the stage does not take", () => {
      const read = commandsOf(stage).flatMap((command) => /CODEBUILD_SRC_DIR_(\w+)/.exec(command)?.[1] ?? []);
      expect(read).to.deep.equal(inputs(stage).map((artifact) => artifactNames[artifact]));
    });

    it("reads well", () => {
      expect(texts[stage]).to.match(/^# .*(planning|dev).*\n# Written by this project's program: /);
      expect(texts[stage].split("\n").filter((line) => line.length > 160)).to.deep.equal([]);
    });
  });

describe("the buildspecs of a module", () => {
  it("install this project's packages where deploy runs, and there alone", () => {
    for (const stage of [...stages, "drift"] as const)
      expect(commandsOf(stage).includes("npm ci --no-audit --no-fund"), stage).to.equal(
        ["release", "smokeTest", "drift"].includes(stage),
      );
  });

  it("install each program that their scripts ask for, and that the machine does not bring", () => {
    const own = new Set(["pack", "trivy", "cosign"]);
    for (const stage of stages) {
      const asked = scriptsOf(stage).flatMap((name) =>
        [...readFileSync(join(scripts, name), "utf8").matchAll(/^ *need_tool ([a-z0-9 ]+)$/gm)].flatMap(
          ([, names]) => names!.split(" "),
        ),
      );
      const installed = commandsOf(stage).flatMap(
        (command) => /install-tools\.sh" (.*)$/.exec(command)?.[1]!.split(" ") ?? [],
      );
      expect(installed, stage).to.have.members([...new Set(asked.filter((name) => own.has(name)))]);
    }
  });

  it("keep what the stack file says, whatever its characters", () => {
    const { variables } = specOf("check").env;
    expect(JSON.parse(variables.GATE_ALLOW!)).to.deep.equal(planning.gates.allow);
    const test = "# no comment\necho \"$HOME\" 'a: b' \\\n";
    const spec = parse(buildBuildspec("planning", { ...planning, test })) as Buildspec;
    expect(spec.env.variables.TEST_COMMAND).to.equal(test);
    expect(parse(buildBuildspec("planning", { ...planning, folder: "." }))).to.have.nested.property(
      "phases.pre_build.commands[0]",
      'export MODULE_FOLDER="$CODEBUILD_SRC_DIR_Source"',
    );
  });

  it("go from a push to a release, one after the other", () => {
    const folder = mkdtempSync(join(tmpdir(), "pipeline-"));
    const at = (...names: string[]) => join(folder, ...names);
    try {
      for (const name of ["platform", "source/services/planning", "image", "answers", "tmp"])
        mkdirSync(at(name), { recursive: true });
      for (const name of ["delivery", "node_modules", "Pulumi.dev.yaml"])
        symlinkSync(join(root, name), at("platform", name));
      for (const [name, answer] of Object.entries(answers))
        writeFileSync(at("answers", name), typeof answer === "string" ? answer : JSON.stringify(answer));
      for (const stage of stages) {
        const ran = spawnSync("bash", ["-c", installed(commandsOf(stage)).join(" &&\n")], {
          encoding: "utf8",
          cwd: at("platform"),
          env: {
            ...around(folder, "aarch64"),
            ...given(stage),
            ...specOf(stage).env.variables,
            CODEBUILD_SRC_DIR: at("platform"),
            [`CODEBUILD_SRC_DIR_${artifactNames.source}`]: at("source"),
            [`CODEBUILD_SRC_DIR_${artifactNames.image}`]: at("image"),
          },
        });
        expect(ran.stderr, stage).to.equal("");
        expect(ran.status, stage).to.equal(0);
        for (const file of specOf(stage).artifacts?.files ?? [])
          writeFileSync(at("image", file), readFileSync(at("platform", file)));
      }
      const calls = readFileSync(at("calls"), "utf8").replaceAll("\t", " ");
      expect(calls).to.include(`npx ai-platform deploy release dev planning ${digest} --json`);
      expect(calls).to.match(
        /cosign sign [^]*@sha256:(ab){32}\n[^]*cosign verify .*@sha256:(ab){32}\n[^]* release dev /,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** What it finds in commands of bash, whose folders CodeBuild sets; undefined where it is not installed. */
function shellcheck(commands: string): string | undefined {
  const { error, stdout } = spawnSync(
    "shellcheck",
    ["--shell=bash", "--severity=style", "--exclude=SC2154", "-"],
    {
      encoding: "utf8",
      input: commands,
    },
  );
  if (error === undefined) return stdout;
  if (process.env.CI !== undefined) throw error;
  console.log(`skipped: shellcheck does not start (${error.message})`);
  return undefined;
}

/** Without the installation of programs that are not real here. */
const installed = (commands: readonly string[]) =>
  commands.filter((command) => !command.includes("install-tools"));

const given = (stage: BuildStage) => {
  const all: Readonly<Record<string, string>> = {
    REGISTRY: registry,
    BUILDER: "heroku/builder:24",
    RUN_IMAGE: "heroku/heroku:24",
    COMMIT: built.commit,
    SIGNING_KEY: "awskms:///alias/ai-platform-signing",
    PULUMI_BACKEND_URL: "s3://state",
  };
  return Object.fromEntries(givenVariables[stage].map((name) => [name, all[name]!]));
};

const answers = {
  "npm-test": "",
  "aws-describe-images.1": `${digest}\t1000\n`,
  "trivy-json": { SchemaVersion: 2 },
  "trivy-cyclonedx": { components: [] },
  "npx-release": {
    command: "release",
    stack: "dev",
    ending: "succeeded",
    seconds: 1,
    changes: [],
    unchanged: 1,
  },
  "aws-describe-images.2": { imageDetails: [] },
  "aws-batch-get-image.2": { images: [{ imageManifest: "{}", imageManifestMediaType: "x" }] },
  "npx-outputs": { cluster: "c", services: { planning: "s" } },
  "aws-describe-services": { services: [{ status: "ACTIVE", desiredCount: 1 }] },
  "aws-list-tasks": ["arn:1"],
  "aws-describe-tasks": { tasks: [{ lastStatus: "RUNNING", containers: [{ image: built.image }] }] },
};
