import type {
  DeliveryConfig,
  DeliveryEnvironmentConfig,
  DeliveryModuleConfig,
} from "../config/schema/delivery";
import { repositoryName } from "../naming";
import { backendUrl, builder, timeouts } from "./machines";
import { expression, type Pin, pinned } from "./workflowText";

/** The actions that workflows use besides those of this project. */
export interface Pins {
  readonly checkout: Pin;
  readonly credentials: Pin;
  readonly node: Pin;
}

/** The variable of the organization with the outputs of the shared stack. */
export const outputsVariable = "AI_PLATFORM_OUTPUTS";

export const output = (path: string) => expression(`fromJSON(vars.${outputsVariable}).${path}`);
const setting = (name: string) => expression(`fromJSON(needs.source.outputs.settings).${name}`);
export const module = expression("inputs.module");

/** GitHub's own machines, by the processor. */
const runners = { arm64: "ubuntu-24.04-arm", x86_64: "ubuntu-24.04" } as const;
export const runner = runners.x86_64;

/** What scripts of several stages take; a path is below the folder of the job, where this project is. */
export const commonVariables = {
  MODULE: module,
  REGISTRY: output("registry"),
  REPOSITORY: repositoryName(module),
  IMAGE_FILE: "image.json",
};

/** Where the state is; with Pulumi Cloud or a bucket of one's own making only the organization knows. */
export const backendOf = ({ state }: DeliveryConfig) =>
  state === undefined ? expression("vars.PULUMI_BACKEND_URL") : backendUrl(state);

/** A job with a login of its own: no other one has a token that AWS takes. */
export const identity = { contents: "read", "id-token": "write" };

export const script = (name: string, does: string, env?: Readonly<Record<string, string>>) => ({
  name: does,
  run: `bash delivery/${name}.sh`,
  ...(env === undefined ? {} : { env }),
});

export const platformStep = ({ platform: { repository, branch } }: DeliveryConfig) => ({
  uses: `${repository}/.github/actions/platform@${branch}`,
});

export const tools = (...names: readonly string[]) => ({
  name: "Tools",
  run: [`bash delivery/install-tools.sh ${names.join(" ")}`, 'echo "$TOOLS_DIR" >> "$GITHUB_PATH"', ""].join(
    "\n",
  ),
  env: { TOOLS_DIR: `${expression("runner.temp")}/tools` },
});

export const login = (pin: Pin, role: string, region: string) => ({
  name: "Login",
  uses: pinned(pin),
  with: { "role-to-assume": role, "aws-region": region },
});

export const takeImage = (image: string) => ({
  name: "What was built",
  run: 'printf "%s\\n" "$IMAGE" > "$IMAGE_FILE"',
  env: { IMAGE: expression(image) },
});

/** Hands on what the stack file says of the module that calls, and nothing to whoever calls in its name. */
export function sourceJob(modules: Readonly<Record<string, DeliveryModuleConfig>>) {
  const settings = Object.entries(modules).map(
    ([name, { repository, branch, folder, architecture, test }]) =>
      [name, { repository, branch, folder, architecture, runner: runners[architecture], test }] as const,
  );
  return {
    name: "Source",
    "runs-on": runner,
    "timeout-minutes": 5,
    outputs: { settings: expression("steps.settings.outputs.settings") },
    steps: [
      {
        name: "Settings",
        id: "settings",
        run: [
          `settings=$(jq -ce '.[env.MODULE] // empty`,
          `  | select((.repository | ascii_downcase) == (env.GITHUB_REPOSITORY | ascii_downcase))`,
          `  | select("refs/heads/" + .branch == env.GITHUB_REF)' <<< "$MODULES") || {`,
          `  echo "::error::Pulumi.shared.yaml has no module $MODULE that comes from $GITHUB_REF of $GITHUB_REPOSITORY."`,
          "  exit 1",
          "}",
          'echo "settings=$settings" >> "$GITHUB_OUTPUT"',
          "",
        ].join("\n"),
        env: { MODULES: jsonText(Object.fromEntries(settings)) },
      },
    ],
  };
}

/** A command may well have what GitHub would take for an expression of its own. */
export const jsonText = (value: unknown) =>
  `${JSON.stringify(value, undefined, 2).replaceAll("${{", "\\u0024{{")}\n`;

/** Unit tests and image; the tests run before there is a login. */
export function buildJob(region: string, delivery: DeliveryConfig, pins: Pins) {
  const from = output(`pullThrough['${builder.upstream}']`);
  return {
    name: "Build",
    needs: "source",
    "runs-on": setting("runner"),
    "timeout-minutes": timeouts.build,
    permissions: identity,
    outputs: { image: expression("steps.image.outputs.image") },
    env: {
      ARCHITECTURE: setting("architecture"),
      BUILDER: `${from}/${builder.image}`,
      RUN_IMAGE: `${from}/${builder.runImage}`,
      COMMIT: expression("github.sha"),
      MODULE_FOLDER: `source/${setting("folder")}`,
      TEST_COMMAND: setting("test"),
    },
    steps: [
      platformStep(delivery),
      { uses: pinned(pins.checkout), with: { path: "source", "persist-credentials": false } },
      tools("pack"),
      // As in CodeBuild.
      { uses: pinned(pins.node), with: { "node-version": "24", "package-manager-cache": false } },
      script("test", "Unit tests"),
      login(pins.credentials, output("githubRoles.build[inputs.module]"), region),
      script("build", "Image"),
      {
        name: "Digest",
        id: "image",
        run: ['image=$(jq -c . "$IMAGE_FILE")', 'echo "image=$image" >> "$GITHUB_OUTPUT"', ""].join("\n"),
      },
    ],
  };
}

/**
 * The gates in a workflow of their own, by which the role that signs knows the job. What it takes from here, a module's
 * own workflow could give it as well: so nothing but what is to be checked.
 */
export function checkJob({ platform: { repository, branch } }: DeliveryConfig) {
  return {
    name: "Check",
    needs: "build",
    permissions: identity,
    uses: `${repository}/.github/workflows/check.yml@${branch}`,
    with: { module, image: expression("needs.build.outputs.image") },
  };
}

export interface Released {
  readonly environment: string;
  readonly config: DeliveryEnvironmentConfig;
  readonly region: string;
  /** Jobs that went well before. */
  readonly after: readonly string[];
  readonly delivery: DeliveryConfig;
  readonly pins: Pins;
}

/** One job for release and smoke test, or GitHub would ask the reviewers for each. */
export function releaseJob({ environment, config, region, after, delivery, pins }: Released) {
  const { approval, role } = config;
  const releases = output(`githubRoles.release['${environment}']`);
  return {
    name: `Release-${environment}`,
    needs: after,
    "runs-on": runner,
    // A release gives up after 55 minutes and a smoke test after ten.
    "timeout-minutes": 80,
    environment,
    concurrency: { group: `release-${module}-${environment}`, "cancel-in-progress": false },
    permissions: { ...identity, ...(approval ? { actions: "read" } : {}) },
    env: {
      ENVIRONMENT: environment,
      SIGNING_KEY: output("signingKey"),
      ...(role === undefined ? {} : { ENVIRONMENT_ROLE: role }),
      PULUMI_BACKEND_URL: backendOf(delivery),
    },
    steps: [
      ...(approval ? [approveStep(environment)] : []),
      platformStep(delivery),
      takeImage("needs.build.outputs.image"),
      tools("cosign"),
      // The job is the module's repository's, and so is its cache: what lies there may be of anybody who writes there.
      {
        name: "Engine and login",
        uses: "./.github/actions/engine",
        with: { role: releases, region, cache: "false" },
      },
      script("release", `Release-${environment}`),
      // The first login is good for an hour, which the release alone may take.
      login(pins.credentials, releases, region),
      script("smoke-test", `SmokeTest-${environment}`),
    ],
  };
}

/** GitHub makes an environment that is not there, and then asks nobody. */
const approveStep = (environment: string) => ({
  name: `Approve-${environment}`,
  run: [
    `rules=$(gh api "repos/$GITHUB_REPOSITORY/environments/$ENVIRONMENT" --jq '[.protection_rules[].type] | join(" ")')`,
    'if [[ " $rules " != *" required_reviewers "* ]]; then',
    '  echo "::error::Nobody was asked: give the environment $ENVIRONMENT of $GITHUB_REPOSITORY required reviewers."',
    "  exit 1",
    "fi",
    "",
  ].join("\n"),
  env: { GH_TOKEN: expression("github.token") },
});
