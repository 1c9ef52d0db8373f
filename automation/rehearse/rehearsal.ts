import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { parseDocument } from "yaml";
import { Cloud } from "../../simulator/cloud/cloud";
import { operate, type OperationKind, type OperationOptions, type Outcome } from "../engine/operation";
import { openStack } from "../engine/workspace";
import { projectFolder, type StackRef } from "../project";
import { journalIn, startSimulatedAws, type SimulatedAws } from "./simulatedAws";

export interface RehearsalOptions {
  readonly region: string;
  /** Where state, cloud and copies of the stack file go; emptied first. */
  readonly folder: string;
  readonly quietMs?: number;
}

/** What protects the state of a rehearsal, where nothing is secret. */
export const passphrase = "rehearsal";

/** One stack on the real engine, with a state of its own and a simulated AWS. */
export class Rehearsal {
  private constructor(
    readonly folder: string,
    readonly stack: Stack,
    readonly cloud: Cloud,
    readonly env: Readonly<Record<string, string>>,
    private readonly aws: SimulatedAws,
    private readonly stackFile: string,
  ) {}

  static async open(ref: StackRef, options: RehearsalOptions): Promise<Rehearsal> {
    const { folder, region } = options;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(folder, "state"), { recursive: true });
    writeFileSync(join(folder, "Pulumi.yaml"), projectFile(projectFolder(ref.path)));
    const stackFile = join(folder, `Pulumi.${ref.stack}.yaml`);
    writeFileSync(stackFile, readFileSync(ref.path, "utf8"));
    const aws = await startSimulatedAws(options);
    const env = {
      ...aws.env,
      // Without the files beside the state that hold its metadata: an engine killed while it writes one leaves it
      // empty, and then no command reads the state any more.
      PULUMI_BACKEND_URL: `file://${join(folder, "state")}?metadata=skip`,
      PULUMI_CONFIG_PASSPHRASE: passphrase,
    };
    try {
      const stack = await openStack({ stack: ref.stack, folder, env, create: true });
      return new Rehearsal(folder, stack, new Cloud(journalIn(folder), region), env, aws, stackFile);
    } catch (error) {
      aws.stop();
      throw error;
    }
  }

  operate(kind: OperationKind, options: OperationOptions): Promise<Outcome> {
    return operate(this.stack, kind, options);
  }

  /** The stack file as the operator would edit it; the engine keeps its own key in the same file. */
  edit(change: (text: string) => string): void {
    writeFileSync(this.stackFile, change(readFileSync(this.stackFile, "utf8")));
  }

  close(): void {
    this.aws.stop();
  }
}

/** Without the entry: the program runs in this process, and the copy has none. */
function projectFile(project: string): string {
  const file = parseDocument(readFileSync(join(project, "Pulumi.yaml"), "utf8"));
  file.delete("main");
  return file.toString();
}
