import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { watchOn } from "../engine/watch";
import { readConfig } from "../plan/makePlan";
import { projectFolder, type StackRef } from "../project";
import { isShared, readSharedConfig } from "../stackFiles";
import type { Progress } from "../terminal/progress";
import type { Episode } from "./episode";
import { life } from "./life";
import { Rehearsal } from "./rehearsal";
import { sharedLife } from "./sharedLife";
import { toldOf, type Told } from "./table";

/** Far more than any episode takes; an engine that needs it hangs. */
const deadline = 10 * 60_000;

/** Lives through a stack of either kind; an episode that goes wrong does not keep the others from being told. */
export async function rehearse(ref: StackRef, progress: Progress, keep: boolean): Promise<Told[]> {
  const { region, episodes } = livesOf(ref);
  const folder = mkdtempSync(join(tmpdir(), `rehearsal-${ref.stack}-`));
  let rehearsal: Rehearsal | undefined;
  try {
    rehearsal = await Rehearsal.open(ref, { region, folder, tell: progress.line });
    const told: Told[] = [];
    for (const episode of episodes) told.push(await live(episode, rehearsal, progress));
    return told;
  } finally {
    rehearsal?.close();
    if (keep) progress.line(`State and simulated cloud: ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

/** @throws ConfigFaults before anything begins. */
function livesOf(ref: StackRef): { readonly region: string; readonly episodes: readonly Episode[] } {
  if (isShared(ref)) {
    const config = readSharedConfig(ref);
    return { region: config.aws.region, episodes: sharedLife(config) };
  }
  const config = readConfig(ref);
  return { region: config.aws.region, episodes: life(config) };
}

async function live(episode: Episode, rehearsal: Rehearsal, progress: Progress): Promise<Told> {
  const { title, before, kind, fault } = episode;
  before?.(rehearsal);
  const watch = watchOn(progress, title);
  const outcome = await rehearsal.operate(kind, { deadline, watch }).finally(watch.end);
  if (!progress.live) progress.line(`${title}: done`);
  return toldOf(title, outcome, fault(outcome, rehearsal));
}

/** Starts the simulated AWS and tells what lets commands, typed by hand, use it. Ends with Ctrl-C. */
export async function serve(ref: StackRef, { line: tell }: Progress): Promise<void> {
  const project = projectFolder(ref.path);
  const folder = join(project, ".rehearsal", ref.stack);
  const rehearsal = await Rehearsal.open(ref, { region: livesOf(ref).region, folder, tell });
  const exports = Object.entries(rehearsal.env).map(([name, value]) => `export ${name}='${value}'\n`);
  writeFileSync(join(folder, "env"), exports.join(""));
  process.stdout.write(
    [
      `A simulated AWS for the stack ${ref.stack}, until Ctrl-C. In another terminal:`,
      `cd ${folder} && source ./env`,
      `npx ai-platform deploy up ${ref.stack}`,
      "",
    ].join("\n"),
  );
  await new Promise<void>((resolve) => process.once("SIGINT", resolve).once("SIGTERM", resolve));
  rehearsal.close();
}
