import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { parseDocument } from "yaml";
import { stackOfFile } from "../../infra/config/stackFile";
import { Cloud } from "../../simulator/cloud/cloud";
import type { CloudRecord } from "../../simulator/cloud/journal";
import { withoutStackTraces } from "../../simulator/stackTraces";
import { operate, type OperationKind, type OperationOptions, type Outcome } from "../engine/operation";
import { openStack } from "../engine/workspace";
import { projectFolder, type StackRef } from "../project";
import { isShared } from "../stackFiles";
import { bringUpFirst, sharedOf, withLocalShared } from "./sharedFirst";
import { journalIn, startSimulatedAws, type SimulatedAws } from "./simulatedAws";

export interface RehearsalOptions {
  readonly region: string;
  /** Where state, cloud and copies of the stack file go; emptied first. */
  readonly folder: string;
  readonly quietMs?: number;
  /** Write the state at every step, as on AWS, and not once at the end of each operation, which is four times as fast. */
  readonly checkpoints?: boolean;
  /** Is told of what happens before the stack can begin. */
  readonly tell?: (line: string) => void;
}

/** What protects the state of a rehearsal, where nothing is secret. */
export const passphrase = "rehearsal";

/** For the engine where none is ever killed: writing a state of hundreds of resources at each step takes most of its time. */
export const stateOnlyAtTheEnd = { PULUMI_SKIP_CHECKPOINTS: "true" };

/** One stack on the real engine, with a state and a simulated AWS that it shares with nobody but what it reads. */
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
    const { folder, region, tell = () => undefined } = options;
    const shared = sharedOf(ref);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(folder, "state"), { recursive: true });
    writeFileSync(join(folder, "Pulumi.yaml"), projectFile(projectFolder(ref.path)));
    // The shared stack asks every environment for its profile.
    const files = shared === undefined && !isShared(ref) ? [ref] : stacksBeside(ref);
    for (const { stack, path } of files) writeFileSync(fileIn(folder, stack), readFileSync(path, "utf8"));
    const stackFile = fileIn(folder, ref.stack);
    if (shared) writeFileSync(stackFile, withLocalShared(readFileSync(ref.path, "utf8"), shared));
    const aws = await startSimulatedAws(options);
    const env = {
      ...aws.env,
      // Without the files beside the state that hold its metadata: an engine killed while it writes one leaves it
      // empty, and then no command reads the state any more.
      PULUMI_BACKEND_URL: `file://${join(folder, "state")}?metadata=skip`,
      PULUMI_CONFIG_PASSPHRASE: passphrase,
      ...(options.checkpoints === true ? {} : stateOnlyAtTheEnd),
    };
    const open = (stack: string) => openStack({ stack, folder, env, create: true });
    try {
      if (shared) await bringUpFirst(await open(shared.stack), ref.stack, tell);
      const stack = await open(ref.stack);
      return new Rehearsal(folder, stack, new Cloud(journalIn(folder), region), env, aws, stackFile);
    } catch (error) {
      aws.stop();
      throw error;
    }
  }

  operate(kind: OperationKind, options: OperationOptions): Promise<Outcome> {
    const withThem = withoutStackTraces();
    return operate(this.stack, kind, options).finally(withThem);
  }

  /** What there is of this stack, without what it reads of another. */
  resources(): CloudRecord[] {
    return this.cloud.resources().filter(({ urn }) => urn.startsWith(`urn:pulumi:${this.stack.name}::`));
  }

  /** The stack file as the operator would edit it; the engine keeps its own key in the same file. */
  edit(change: (text: string) => string): void {
    writeFileSync(this.stackFile, change(readFileSync(this.stackFile, "utf8")));
  }

  close(): void {
    this.aws.stop();
  }
}

const fileIn = (folder: string, stack: string): string => join(folder, `Pulumi.${stack}.yaml`);

function stacksBeside({ path }: StackRef): StackRef[] {
  const folder = dirname(path);
  return readdirSync(folder).flatMap((file) => {
    const stack = stackOfFile(file);
    return stack === undefined ? [] : [{ stack, path: join(folder, file) }];
  });
}

/** Without the entry: the program runs in this process, and the copy has none. */
function projectFile(project: string): string {
  const file = parseDocument(readFileSync(join(project, "Pulumi.yaml"), "utf8"));
  file.delete("main");
  return file.toString();
}
