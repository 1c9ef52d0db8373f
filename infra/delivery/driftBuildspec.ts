import { buildspecText, engineComments, installEngine, script } from "./buildspecText";

/** Fails on drift, so that the pipeline does and its owner is told; what has drifted is in the log. */
export function driftBuildspec(environment: string): string {
  return buildspecText({
    title: `Drift in ${environment}: whether what runs is what was deployed.`,
    variables: { ENVIRONMENT: environment },
    phases: { install: installEngine, build: { commands: [script("drift")] } },
    comments: engineComments,
  });
}
