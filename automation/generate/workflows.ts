import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadShared } from "../../infra/config/loadShared";
import type { SharedConfig } from "../../infra/config/schema/shared";
import { parseStackFile, stackOfFile } from "../../infra/config/stackFile";
import { environmentsIn, stackKindOf } from "../../infra/config/stackKind";
import { careWorkflow } from "../../infra/delivery/workflowCare";
import { checkWorkflow } from "../../infra/delivery/workflowCheck";
import type { Pins } from "../../infra/delivery/workflowJobs";
import { deliverWorkflow, moduleWorkflow } from "../../infra/delivery/workflows";
import type { Pin } from "../../infra/delivery/workflowText";
import { project } from "../../infra/naming";

/** The workflows of GitHub by path: what this repository runs, and what each module's repository needs. */
export function workflowFiles(folder: string): Readonly<Record<string, string>> {
  const shared = sharedIn(folder);
  if (shared?.delivery.source !== "github") return {};
  const pins = pinsIn(folder);
  return {
    ".github/workflows/deliver.yml": deliverWorkflow(shared, pins),
    ".github/workflows/check.yml": checkWorkflow(shared, pins),
    ".github/workflows/care.yml": careWorkflow(shared, pins),
    ...Object.fromEntries(
      Object.entries(shared.delivery.modules).map(([name, module]) => [
        `docs/workflows/deliver-${name}.yml`,
        moduleWorkflow(shared.delivery, name, module),
      ]),
    ),
  };
}

/** The shared stack, where there is one. */
function sharedIn(folder: string): SharedConfig | undefined {
  for (const file of readdirSync(folder)) {
    const stack = stackOfFile(file);
    if (stack === undefined) continue;
    const { config } = parseStackFile(readFileSync(join(folder, file), "utf8"));
    if (stackKindOf(config, project) === "shared")
      return loadShared(config, { stack, project, environments: environmentsIn(folder, project) });
  }
  return undefined;
}

/** Of the files that people write, so that an action has one version in all of them. */
export function pinsIn(folder: string): Pins {
  return {
    checkout: pinIn(folder, ".github/workflows/ci.yml", "actions/checkout"),
    node: pinIn(folder, ".github/actions/engine/action.yml", "actions/setup-node"),
    credentials: pinIn(folder, ".github/actions/engine/action.yml", "aws-actions/configure-aws-credentials"),
  };
}

function pinIn(folder: string, file: string, action: string): Pin {
  const [, uses, version] =
    new RegExp(`uses: (${action}@[0-9a-f]{40}) # (v[\\d.]+)$`, "m").exec(
      readFileSync(join(folder, file), "utf8"),
    ) ?? [];
  if (uses === undefined || version === undefined)
    throw new Error(`${file} does not pin ${action} by its commit`);
  return { uses, version };
}
