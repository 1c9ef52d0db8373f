import { LocalWorkspace, PulumiCommand, type Stack } from "@pulumi/pulumi/automation";
import { project } from "../../infra/naming";
import program = require("../../infra/index");
import { OperatorError } from "../operatorError";
import { engineVersion, findEngine } from "./find";

export interface WorkspaceOptions {
  readonly stack: string;
  /** The folder of Pulumi.yaml and the stack files. */
  readonly folder: string;
  /** For the engine, besides this process's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Only for a stack that does not exist yet; Pulumi's own default otherwise. */
  readonly secretsProvider?: string;
}

/**
 * The stack on the real engine, with the real program running in this process: so it needs the CLI alone and none
 * of the language hosts. Made if it does not exist yet.
 * @throws OperatorError without the CLI.
 */
export async function openStack(options: WorkspaceOptions): Promise<Stack> {
  const engine = await findEngine();
  if (!engine)
    throw new OperatorError(`there is no Pulumi CLI ${engineVersion} here. npm run engine:install gets it.`);
  const pulumiCommand = await PulumiCommand.get({ root: engine.root });
  return LocalWorkspace.createOrSelectStack(
    { stackName: options.stack, projectName: project, program: async () => Promise.resolve(program()) },
    {
      workDir: options.folder,
      pulumiCommand,
      envVars: { PULUMI_SKIP_UPDATE_CHECK: "true", ...options.env },
      ...(options.secretsProvider === undefined ? {} : { secretsProvider: options.secretsProvider }),
    },
  );
}
