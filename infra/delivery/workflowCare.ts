import type { DeliveryConfig } from "../config/schema/delivery";
import type { SharedConfig } from "../config/schema/shared";
import { githubCron } from "./githubCron";
import { timeouts } from "./machines";
import { backendOf, identity, output, outputsVariable, type Pins, runner } from "./workflowJobs";
import { expression, pinned, workflowText } from "./workflowText";

/** What this repository does by the clock. Modules are built anew by their own workflows, whose role trusts them. */
export function careWorkflow({ aws, delivery }: SharedConfig, pins: Pins): string {
  return workflowText({
    title:
      "Looks whether what runs is what was deployed, in the environments of the shared stack's own account.",
    content: {
      name: "care",
      on: {
        schedule: [{ cron: githubCron("delivery.care.driftCron", delivery.care.driftCron) }],
        workflow_dispatch: {},
      },
      permissions: { contents: "read" },
      concurrency: { group: expression("github.workflow"), "cancel-in-progress": false },
      jobs: { drift: driftJob(aws.region, delivery, pins) },
    },
    comments: [
      [
        ["jobs", "drift", "strategy", "matrix"],
        "No `environment:`, since its reviewers would be asked every night.",
      ],
    ],
  });
}

/** As the pipeline for drift in AWS does it; what drifts is in an issue here, and not in a mail. */
function driftJob(region: string, delivery: DeliveryConfig, pins: Pins) {
  const { environments } = delivery;
  // That role sees this account alone.
  const here = Object.keys(environments).filter((name) => environments[name]!.account === undefined);
  return {
    name: `drift in ${expression("matrix.environment")}`,
    if: `vars.${outputsVariable} != ''`,
    "runs-on": runner,
    "timeout-minutes": timeouts.drift,
    permissions: { ...identity, issues: "write" },
    strategy: { "fail-fast": false, matrix: { environment: here } },
    env: { ENVIRONMENT: expression("matrix.environment"), PULUMI_BACKEND_URL: backendOf(delivery) },
    steps: [
      { uses: pinned(pins.checkout), with: { "persist-credentials": false } },
      { uses: "./.github/actions/engine", with: { role: output("githubRoles.plan"), region } },
      {
        name: "Drift",
        id: "drift",
        run: [
          "code=0",
          'bash delivery/drift.sh > "$RUNNER_TEMP/drift.txt" || code=$?',
          'cat "$RUNNER_TEMP/drift.txt"',
          'echo "code=$code" >> "$GITHUB_OUTPUT"',
          "# 3 is drift, which is told by the issue. Whatever else is a fault of this run.",
          'if [[ $code != 0 && $code != 3 ]]; then exit "$code"; fi',
          "",
        ].join("\n"),
      },
      {
        name: "Issue",
        run: '.github/scripts/drift-issue.sh "$ENVIRONMENT" "$CODE" "$RUNNER_TEMP/drift.txt"',
        env: {
          CODE: expression("steps.drift.outputs.code"),
          GH_TOKEN: expression("github.token"),
          GH_REPO: expression("github.repository"),
        },
      },
    ],
  };
}
