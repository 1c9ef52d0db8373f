import { Document, isMap, isScalar } from "yaml";
import type { DeliveryModuleConfig } from "../config/schema/delivery";
import { repositoryName } from "../naming";

/** Kinds of build of a pipeline; release and smoke test are one each for every environment. */
export type BuildStage = "build" | "check" | "release" | "smokeTest";

/**
 * Names of the artifacts, which CodeBuild makes a part of the name of a variable:
 * https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html.
 * `platform` is the primary source of every build, since a pipeline's own scripts are there.
 */
export const artifactNames = { platform: "Platform", source: "Source", image: "Image" } as const;

/** What each kind of build takes from the pipeline besides `platform`. */
export const inputArtifacts: Readonly<Record<BuildStage, readonly (keyof typeof artifactNames)[]>> = {
  build: ["source"],
  check: ["image"],
  release: ["image"],
  smokeTest: ["image"],
};

/**
 * Variables that a buildspec leaves to the CodeBuild project or to the action of the pipeline, because AWS or Pulumi
 * knows them and the stack file does not. RUN_IMAGE (build) and ENVIRONMENT_ROLE (release, smoke test) may be given.
 */
export const givenVariables = {
  build: ["REGISTRY", "BUILDER", "COMMIT"],
  check: ["REGISTRY", "SIGNING_KEY"],
  release: ["REGISTRY", "PULUMI_BACKEND_URL"],
  smokeTest: ["PULUMI_BACKEND_URL"],
} as const satisfies Readonly<Record<BuildStage, readonly string[]>>;

/** What later stages and messages of the pipeline may show: `#{<namespace>.DIGEST}`. */
export const exportedVariable = "DIGEST";

/** The file in which build.sh says what it built, alone in its artifact. */
const imageFile = "image.json";

/** The runtime of CodeBuild's images; https://docs.aws.amazon.com/codebuild/latest/userguide/available-runtimes.html. */
const nodejs = 22;

interface Phase {
  readonly "runtime-versions"?: { readonly nodejs: number };
  readonly commands: readonly string[];
}

interface Draft {
  /** What the build is for. */
  readonly title: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly exported?: string;
  readonly phases: Readonly<Partial<Record<"install" | "pre_build" | "build" | "post_build", Phase>>>;
  readonly artifact?: string;
  /** Above a key, for whoever wonders. */
  readonly comments: readonly (readonly [path: readonly string[], text: string])[];
}

/** Unit tests and image of a module. */
export function buildBuildspec(name: string, module: DeliveryModuleConfig): string {
  const { architecture, folder, test } = module;
  const source = `$CODEBUILD_SRC_DIR_${artifactNames.source}`;
  return textOf({
    title: `Build of ${name}: its unit tests, then its image, pushed to the registry.`,
    variables: {
      MODULE: name,
      REPOSITORY: repositoryName(name),
      ARCHITECTURE: architecture,
      ...(test === undefined ? {} : { TEST_COMMAND: test }),
    },
    exported: exportedVariable,
    phases: {
      install: { commands: [script("install-tools", "pack")] },
      pre_build: {
        commands: [
          `export MODULE_FOLDER="${folder === "." ? source : `${source}/${folder}`}"`,
          `export IMAGE_FILE="$CODEBUILD_SRC_DIR/${imageFile}"`,
          script("test"),
        ],
      },
      build: { commands: [script("build")] },
      post_build: {
        commands: [`export ${exportedVariable}="$(jq -r .digest "$IMAGE_FILE")"`],
      },
    },
    artifact: imageFile,
    comments: [
      [
        ["phases", "pre_build"],
        "The module's own code runs from here on, with what this build may do: push to the module's repository.\n" +
          "The gates are a build of their own, on another machine, where it reaches nothing.",
      ],
      [["artifacts"], "What the later stages go by; the image itself is in the registry."],
    ],
  });
}

/** The gates that an image must pass, then its list of contents and its signature. */
export function checkBuildspec(name: string, { gates }: DeliveryModuleConfig): string {
  return textOf({
    title: `Check of ${name}: the gates, then the list of what is in its image, and the signature.`,
    variables: {
      MODULE: name,
      GATE_SEVERITY: gates.severity,
      GATE_MAX_IMAGE_MIB: String(gates.maxImageMiB),
      GATE_ALLOW: JSON.stringify(gates.allow),
    },
    phases: {
      install: { commands: [script("install-tools", "trivy", "cosign")] },
      pre_build: { commands: [takeImage] },
      build: { commands: [script("scan"), script("size")] },
      post_build: { commands: [script("sbom"), script("sign")] },
    },
    comments: [
      [["phases", "build"], "One failure ends the build, so what is signed has passed every gate."],
      [["env", "variables", "GATE_ALLOW"], "Each until its day; then the gate names whose it was."],
    ],
  });
}

/** Release into one environment. */
export function releaseBuildspec(name: string, environment: string): string {
  return textOf({
    title: `Release of ${name} into ${environment}: the image that was checked, by its digest.`,
    variables: { MODULE: name, REPOSITORY: repositoryName(name), ENVIRONMENT: environment },
    phases: {
      install: installEngine,
      pre_build: { commands: [takeImage] },
      build: { commands: [script("release")] },
    },
    comments: engineComments,
  });
}

/** Whether an environment runs what was released. */
export function smokeTestBuildspec(name: string, environment: string): string {
  return textOf({
    title: `Smoke test of ${name} in ${environment}: whether it runs what was released, and goes on running it.`,
    variables: { MODULE: name, ENVIRONMENT: environment },
    phases: {
      install: installEngine,
      pre_build: { commands: [takeImage] },
      build: { commands: [script("smoke-test")] },
    },
    comments: engineComments,
  });
}

/** By bash, since the archive that a source comes in need not keep what is executable. */
function script(name: string, ...args: readonly string[]): string {
  return [`bash "$CODEBUILD_SRC_DIR/delivery/${name}.sh"`, ...args].join(" ");
}

/** CodeBuild reads no variable in the value of another one, so it takes a command. */
const takeImage = `export IMAGE_FILE="$CODEBUILD_SRC_DIR_${artifactNames.image}/${imageFile}"`;

const installEngine: Phase = {
  "runtime-versions": { nodejs },
  commands: ["npm ci --no-audit --no-fund", "npm run --silent engine:install"],
};

const engineComments: Draft["comments"] = [
  [["phases", "install"], "`deploy` is this project's own program, and drives the pinned Pulumi CLI."],
];

/** https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html. */
function textOf({ title, variables, exported, phases, artifact, comments }: Draft): string {
  const document = new Document({
    version: 0.2,
    env: {
      shell: "bash",
      variables,
      ...(exported === undefined ? {} : { "exported-variables": [exported] }),
    },
    phases: Object.fromEntries(
      // Without this, the phase after a failed one runs as well.
      Object.entries(phases).map(([phase, what]) => [phase, { "on-failure": "ABORT", ...what }]),
    ),
    ...(artifact === undefined ? {} : { artifacts: { files: [artifact] } }),
  });
  const origin =
    "Written by this project's program: change Pulumi.shared.yaml, or infra/delivery/buildspecs.ts.";
  document.commentBefore = ` ${title}\n ${origin}`;
  for (const [path, text] of comments) putComment(document, path, text);
  return document.toString({ lineWidth: 0, singleQuote: true });
}

function putComment(document: Document, path: readonly string[], text: string): void {
  const map = document.getIn(path.slice(0, -1), true);
  const pair = isMap(map)
    ? map.items.find(({ key }) => isScalar(key) && key.value === path.at(-1))
    : undefined;
  if (isScalar(pair?.key)) pair.key.commentBefore = text.replaceAll(/^/gm, " ");
}
