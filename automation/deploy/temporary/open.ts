import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkConfig } from "../../../infra/config/load";
import type { EnvironmentConfig } from "../../../infra/config/schema/environment";
import { parseStackFile } from "../../../infra/config/stackFile";
import { ConfigFaults, fault } from "../../../infra/faults";
import { project } from "../../../infra/naming";
import { profiles } from "../../../stacks/profiles";
import { OperatorError } from "../../operatorError";
import { findStack, type StackRef } from "../../project";
import { type AwsClients, awsClients } from "../aws/clients";
import { currentRelease, writeRelease } from "../aws/releases";
import { refuseShared } from "../refuse";
import { openStackOf, orEnded, type Session, type SessionOptions, startClock } from "../session";
import { initStack, removeStack } from "./backend";
import { copyOf } from "./copy";
import { beginning, type Ending } from "./ends";
import { readEnding, writeEnding } from "./records";

export interface TemporaryOptions extends SessionOptions {
  readonly from: string;
  /** Milliseconds. */
  readonly ttl: number;
}

/** The session of an environment that ends: made from the file of another one, or made before and given longer. */
export async function openTemporary(stack: string, options: TemporaryOptions): Promise<Session> {
  const { from, ttl } = options;
  refuseShared("up --from", from);
  const source = findStack(from, process.cwd());
  const text = copyOf(readFileSync(source.path, "utf8"));
  const config = checkCopy(stack, text);
  const ref = { stack, path: join(dirname(source.path), `Pulumi.${stack}.yaml`) };
  const clock = startClock(options);
  const clients = awsClients(config.aws.region);
  try {
    const until = new Date(Date.now() + ttl).toISOString();
    await begin(
      { ssm: clients.ssm, signal: clock.signal, initStack, removeStack },
      ref,
      { from: source.stack, until },
      text,
    );
    clock.progress.line(`${stack} lives until ${until}`);
    await nameReleases(clients, config, source.stack);
  } finally {
    clients.close();
  }
  return openStackOf(ref, clock);
}

/**
 * What the copy says, under its own name.
 * @throws ConfigFaults before anything is made; also where its data would outlive it.
 */
export function checkCopy(stack: string, text: string): EnvironmentConfig {
  const file = parseStackFile(text);
  const { config, faults } = checkConfig(file.config, { stack, project, profiles });
  const kept =
    config === undefined || config.data.deletion === "disposable"
      ? []
      : [
          fault(
            "data.deletion",
            "must be disposable in an environment with an end",
            config.data.deletion,
            "Choose another stack for --from, such as one with profile: dev, or undo the edit of the copy.",
          ),
        ];
  const all = [...file.faults, ...faults, ...kept];
  if (config === undefined || all.length > 0) throw new ConfigFaults(all);
  return config;
}

/** What a beginning is made with. */
interface Means extends Pick<AwsClients, "ssm">, Pick<Session, "signal"> {
  readonly initStack: typeof initStack;
  readonly removeStack: typeof removeStack;
}

/**
 * The end is written only for a stack that was made here: so none that was there before can ever be due. Without its
 * end, what was made here goes again: the next try would take it for somebody's own.
 */
export async function begin(means: Means, ref: StackRef, ending: Ending, text: string): Promise<void> {
  const { ssm, signal } = means;
  const before = await readEnding(ssm, ref.stack);
  const file = existsSync(ref.path);
  const begun = beginning({ stack: ref.stack, from: ending.from, ending: before, file });
  // A copy that is there may have been edited since, and what it keeps could not be reaped.
  if (file) checkCopy(ref.stack, readFileSync(ref.path, "utf8"));
  else writeFileSync(ref.path, text);
  let made = false;
  try {
    made = await orEnded(signal, means.initStack(ref));
    if (begun === "make" && !made)
      throw new OperatorError(
        `the backend has a stack ${ref.stack} already, and nothing says when it ends. Choose another name, or remove it: npx pulumi stack rm ${ref.stack}`,
      );
    await writeEnding(ssm, ref.stack, ending);
  } catch (error) {
    const left = begun === "make" && made ? await leftBy(means.removeStack(ref), ref) : undefined;
    if (!file) rmSync(ref.path, { force: true });
    throw left === undefined ? error : new OperatorError(`${(error as Error).message}\n${left}`);
  }
}

/** What somebody else must do now, where the stack cannot be removed either. */
async function leftBy(removal: Promise<void>, { stack }: StackRef): Promise<string | undefined> {
  try {
    await removal;
    return undefined;
  } catch (error) {
    return `${stack} is made and has no end. Remove it: npx pulumi stack rm ${stack}. ${(error as Error).message}`;
  }
}

/** What runs there, for all that has no release of its own; otherwise every other module would answer 503. */
async function nameReleases({ ssm }: AwsClients, config: EnvironmentConfig, from: string): Promise<void> {
  for (const module of Object.keys(config.modules)) {
    if ((await currentRelease(ssm, config.name, module)) !== undefined) continue;
    const digest = await currentRelease(ssm, from, module);
    if (digest !== undefined) await writeRelease(ssm, config.name, module, digest);
  }
}
