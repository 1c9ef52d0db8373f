import type { DeliveryModuleConfig } from "../config/schema/delivery";
import { repositoryName } from "../naming";
import { buildspecText, engineComments, installEngine, script } from "./buildspecText";

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
 * knows them and the stack file does not. ENVIRONMENT_ROLE (release, smoke test) may be given.
 */
export const givenVariables = {
  build: ["REGISTRY", "BUILDER", "RUN_IMAGE", "COMMIT"],
  check: ["REGISTRY", "SIGNING_KEY"],
  release: ["REGISTRY", "SIGNING_KEY", "PULUMI_BACKEND_URL"],
  smokeTest: ["PULUMI_BACKEND_URL"],
} as const satisfies Readonly<Record<BuildStage, readonly string[]>>;

/** What later stages and messages of the pipeline may show: `#{<namespace>.DIGEST}`. */
export const exportedVariable = "DIGEST";

/** The file in which build.sh says what it built, alone in its artifact. */
const imageFile = "image.json";

/** CodeBuild reads no variable in the value of another one, so it takes a command. */
const takeImage = `export IMAGE_FILE="$CODEBUILD_SRC_DIR_${artifactNames.image}/${imageFile}"`;

/** Unit tests and image of a module. */
export function buildBuildspec(name: string, module: DeliveryModuleConfig): string {
  const { architecture, folder, test } = module;
  const source = `$CODEBUILD_SRC_DIR_${artifactNames.source}`;
  return buildspecText({
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
        commands: [`${exportedVariable}=$(jq -r .digest "$IMAGE_FILE")`, `export ${exportedVariable}`],
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
export function checkBuildspec(name: string, { architecture, gates }: DeliveryModuleConfig): string {
  return buildspecText({
    title: `Check of ${name}: the gates, then the list of what is in its image, and the signature.`,
    variables: {
      MODULE: name,
      REPOSITORY: repositoryName(name),
      ARCHITECTURE: architecture,
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
  return buildspecText({
    title: `Release of ${name} into ${environment}: the image that was checked, by its digest.`,
    variables: { MODULE: name, REPOSITORY: repositoryName(name), ENVIRONMENT: environment },
    phases: {
      install: { ...installEngine, commands: [...installEngine.commands, script("install-tools", "cosign")] },
      pre_build: { commands: [takeImage] },
      build: { commands: [script("release")] },
    },
    comments: engineComments,
  });
}

/** Whether an environment runs what was released. */
export function smokeTestBuildspec(name: string, environment: string): string {
  return buildspecText({
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
