import { LocalWorkspace, PulumiCommand, type Stack } from "@pulumi/pulumi/automation";
import { project } from "../../infra/naming";
import { programIn } from "../../stacks/program";
import { OperatorError } from "../operatorError";
import { runToItsEnd } from "./connection";
import { explained } from "./explain";
import { engineVersion, findEngine } from "./find";

export interface WorkspaceOptions {
  readonly stack: string;
  /** The folder of Pulumi.yaml and the stack files. */
  readonly folder: string;
  /** For the engine, besides this process's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Makes the stack if the backend has none of this name. */
  readonly create?: boolean;
}

/**
 * The stack on the real engine, with the real program running in this process: so it needs the CLI alone and none
 * of the language hosts.
 * @throws OperatorError without the CLI or the stack.
 */
export async function openStack(options: WorkspaceOptions): Promise<Stack> {
  if (process.platform === "win32")
    throw new OperatorError(
      "rehearse and deploy run on Linux and macOS; on Windows, in its Linux subsystem.",
    );
  const engine = await findEngine();
  if (!engine)
    throw new OperatorError(
      `there is no Pulumi CLI ${engineVersion} here. npx ai-platform engine install gets it.`,
    );
  const pulumiCommand = await PulumiCommand.get({ root: engine.root });
  const inline = {
    stackName: options.stack,
    projectName: project,
    program: runToItsEnd(programIn(options.folder)),
  };
  const workspace = {
    workDir: options.folder,
    pulumiCommand,
    envVars: { PULUMI_SKIP_UPDATE_CHECK: "true", ...options.env },
  };
  try {
    return await (options.create
      ? LocalWorkspace.createOrSelectStack(inline, workspace)
      : LocalWorkspace.selectStack(inline, workspace));
  } catch (error) {
    throw explained(error, options.stack);
  }
}
