import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import {
  LocalWorkspace,
  type LocalWorkspaceOptions,
  PulumiCommand,
  StackAlreadyExistsError,
} from "@pulumi/pulumi/automation";
import { parseDocument } from "yaml";
import { explained } from "../../engine/explain";
import { engineVersion, findEngine } from "../../engine/find";
import { OperatorError } from "../../operatorError";
import type { StackRef } from "../../project";

/**
 * Makes the stack in the backend, with the key that its file names; false where there is one already.
 * @throws OperatorError without the CLI, or when the backend refuses.
 */
export async function initStack({ stack, path }: StackRef): Promise<boolean> {
  // Without being told, `stack init` takes the default of the backend and writes that into the file.
  const secretsProvider = parseDocument(readFileSync(path, "utf8")).get("secretsprovider");
  try {
    const workspace = await workspaceIn(
      dirname(path),
      typeof secretsProvider === "string" ? { secretsProvider } : {},
    );
    await workspace.createStack(stack);
    return true;
  } catch (error) {
    if (error instanceof StackAlreadyExistsError) return false;
    throw explained(error, stack);
  }
}

/** @throws OperatorError also for a stack that has resources. */
export async function removeStack({ stack, path }: StackRef): Promise<void> {
  try {
    await (await workspaceIn(dirname(path))).removeStack(stack);
  } catch (error) {
    throw explained(error, stack);
  }
}

async function workspaceIn(workDir: string, more: LocalWorkspaceOptions = {}): Promise<LocalWorkspace> {
  const engine = await findEngine();
  if (!engine)
    throw new OperatorError(
      `there is no Pulumi CLI ${engineVersion} here. npx ai-platform engine install gets it.`,
    );
  return LocalWorkspace.create({
    workDir,
    pulumiCommand: await PulumiCommand.get({ root: engine.root }),
    envVars: { PULUMI_SKIP_UPDATE_CHECK: "true" },
    ...more,
  });
}
