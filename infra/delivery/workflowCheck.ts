import type { SharedConfig } from "../config/schema/shared";
import { timeouts } from "./machines";
import {
  commonVariables,
  identity,
  jsonText,
  login,
  module,
  output,
  type Pins,
  platformStep,
  runner,
  script,
  takeImage,
  tools,
} from "./workflowJobs";
import { expression, workflowText } from "./workflowText";

const gate = (name: string) => expression(`fromJSON(env.GATES)[inputs.module].${name}`);

/** The stage Check of every module: a reusable workflow, and the only one that the role that signs trusts. */
export function checkWorkflow({ aws, delivery }: SharedConfig, pins: Pins): string {
  const gates = Object.entries(delivery.modules).map(
    ([name, one]) => [name, { architecture: one.architecture, ...one.gates }] as const,
  );
  return workflowText({
    title: [
      "The gates of an image, then the list of what is in it, and the signature. The workflow `deliver` calls it. Any",
      "workflow of a module's repository could do that too, so the gates stand here, and no caller gives them.",
    ].join("\n"),
    content: {
      name: "check",
      on: {
        workflow_call: {
          inputs: {
            module: { description: "Name in Pulumi.shared.yaml", type: "string", required: true },
            image: { description: "What build.sh wrote", type: "string", required: true },
          },
        },
      },
      permissions: { contents: "read" },
      env: { ...commonVariables, GATES: jsonText(Object.fromEntries(gates)) },
      jobs: {
        check: {
          name: `Gates of ${module}`,
          "runs-on": runner,
          "timeout-minutes": timeouts.check,
          permissions: identity,
          env: { SIGNING_KEY: output("signingKey") },
          steps: [
            platformStep(delivery),
            takeImage("inputs.image"),
            tools("trivy", "cosign"),
            login(pins.credentials, output("githubRoles.check[inputs.module]"), aws.region),
            script("scan", "Vulnerabilities", {
              ARCHITECTURE: gate("architecture"),
              GATE_SEVERITY: gate("severity"),
              GATE_ALLOW: expression("toJSON(fromJSON(env.GATES)[inputs.module].allow)"),
            }),
            script("size", "Size", { GATE_MAX_IMAGE_MIB: gate("maxImageMiB") }),
            script("sbom", "List of contents", { ARCHITECTURE: gate("architecture") }),
            script("sign", "Signature"),
          ],
        },
      },
    },
    comments: [[["jobs", "check"], "One failure ends the job, so what is signed has passed every gate."]],
  });
}
