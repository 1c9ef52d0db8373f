import { stringify } from "yaml";

/**
 * Fails on drift, so that the pipeline does and its owner is told; what has drifted is in the log. The exit status 3
 * of `deploy drift` is what says so.
 */
export function driftBuildspec(environment: string): string {
  return stringify(
    {
      version: 0.2,
      env: { shell: "bash", variables: { ENVIRONMENT: environment, MODULE: "drift" } },
      phases: {
        install: {
          "on-failure": "ABORT",
          "runtime-versions": { nodejs: 22 },
          commands: ["npm ci --no-audit --no-fund", "npm run --silent engine:install"],
        },
        build: {
          "on-failure": "ABORT",
          commands: [
            'source "$CODEBUILD_SRC_DIR/delivery/lib.sh" && ' +
              'as_environment npm run --silent deploy -- drift "$ENVIRONMENT" --timeout 30',
          ],
        },
      },
    },
    { lineWidth: 0 },
  );
}
