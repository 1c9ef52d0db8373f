import { readFileSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { checkConfig } from "../../infra/config/load";
import { isObject } from "../../infra/config/raw";
import { checkShared } from "../../infra/config/loadShared";
import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import { parseStackFile } from "../../infra/config/stackFile";
import { environmentsIn } from "../../infra/config/stackKind";
import { faultText, type Fault } from "../../infra/faults";
import { project } from "../../infra/naming";
import { profiles } from "../../stacks/profiles";
import { OperatorError } from "../operatorError";
import { planOf, type Plan } from "../plan/makePlan";
import { refusalsOf } from "../plan/refusals";
import { findStack, projectFolder, stacksIn, type StackRef } from "../project";
import { isShared } from "../stackFiles";
import type { EntryMap } from "./yamlText";

/** A stack file as it stands, and as it is to be. */
export interface StackEdit {
  readonly ref: StackRef;
  readonly before: string;
  readonly after: string;
}

/** An edit of an environment with what it changes. */
export interface PlannedEdit extends StackEdit {
  readonly planBefore: Plan;
  readonly planAfter: Plan;
}

/**
 * The environments that a command changes: those named, or all of the project folder.
 * @throws OperatorError when one is not there, or is the shared stack.
 */
export function environmentRefs(cwd: string, names?: readonly string[]): StackRef[] {
  const folder = projectFolder(cwd);
  const refs = (names ?? stacksIn(folder)).map((name) => findStack(name, cwd));
  const environments = refs.filter((ref) => !isShared(ref));
  const shared = refs.find((ref) => !environments.includes(ref));
  if (names !== undefined && shared !== undefined)
    throw new OperatorError(`${shared.stack} is the shared stack and has no modules. Name environments.`);
  if (environments.length === 0)
    throw new OperatorError(`no environment has a stack file in ${folder}. Write one first: README.md.`);
  return environments;
}

/** The file of the shared stack, where the project has one. */
export function sharedRef(cwd: string): StackRef | undefined {
  return stacksIn(projectFolder(cwd))
    .map((name) => findStack(name, cwd))
    .find(isShared);
}

export function edit(ref: StackRef, change: (text: string) => string): StackEdit {
  const before = readFileSync(ref.path, "utf8");
  return { ref, before, after: change(before) };
}

/** What the file says below `ai-platform:modules`, as far as it can be read. */
export function moduleNames({ path }: StackRef): string[] {
  const { config } = parseStackFile(readFileSync(path, "utf8"));
  const modules = config[`${project}:modules`];
  return isObject(modules) ? Object.keys(modules) : [];
}

export function profileOf(text: string): string {
  return String(parseStackFile(text).config[`${project}:profile`]);
}

/**
 * Plans each environment as it is and as it is to be.
 * @throws OperatorError with the faults of all of them, and when an update of one would be refused from now on.
 */
export async function planEdits(
  edits: readonly StackEdit[],
  shared: StackEdit | undefined,
): Promise<PlannedEdit[]> {
  const now = edits.map(({ ref, before }) => ({ ref, ...checked(ref, before) }));
  tellFaults(now, "mend what is wrong before, in");
  const then = edits.map(({ ref, after }) => ({ ref, ...checked(ref, after) }));
  const delivery = shared === undefined ? [] : [{ ref: shared.ref, faults: sharedFaults(shared) }];
  tellFaults([...then, ...delivery], "nothing is written, because of what would be wrong in");
  const planned: PlannedEdit[] = [];
  for (const [index, one] of edits.entries()) {
    const { stack } = one.ref;
    const planBefore = await planOf(stack, now[index]!.config!);
    planned.push({ ...one, planBefore, planAfter: await planOf(stack, then[index]!.config!) });
  }
  const refused = planned.flatMap(({ planBefore, planAfter }) =>
    refusalsOf(planBefore).length > 0 ? [] : refusalsOf(planAfter),
  );
  if (refused.length > 0)
    throw new OperatorError(
      ["nothing is written, because an update would be refused:", ...refused].join("\n"),
    );
  return planned;
}

export function write(edits: readonly StackEdit[]): void {
  for (const { ref, after } of edits) writeFileSync(ref.path, after);
}

interface Checked {
  readonly config?: EnvironmentConfig;
  readonly faults: readonly Fault[];
}

function checked({ stack }: StackRef, text: string): Checked {
  const file = parseStackFile(text);
  const { config, faults } = checkConfig(file.config, { stack, project, profiles });
  return { ...(config ? { config } : {}), faults: [...file.faults, ...faults] };
}

function sharedFaults({ ref, after }: StackEdit): Fault[] {
  const file = parseStackFile(after);
  const environments = environmentsIn(dirname(ref.path), project);
  const { faults } = checkShared(file.config, { stack: ref.stack, project, environments });
  return [...file.faults, ...faults];
}

/** A fault of several files is told once. */
function tellFaults(
  files: readonly { readonly ref: StackRef; readonly faults: readonly Fault[] }[],
  intent: string,
): void {
  const byText = new Map<string, string[]>();
  for (const { ref, faults } of files)
    for (const text of new Set(faults.map(faultText)))
      byText.set(text, [...(byText.get(text) ?? []), basename(ref.path)]);
  const wrong = files.filter(({ faults }) => faults.length > 0).map(({ ref }) => basename(ref.path));
  if (wrong.length === 0) return;
  throw new OperatorError(
    [
      `${intent} ${wrong.join(", ")}:`,
      ...[...byText].map(([text, names]) => `  ${names.join(", ")}: ${text}`),
    ].join("\n"),
  );
}

/** Whether the shared stack's file describes a pipeline of the module. */
export function hasPipeline({ path }: StackRef, module: string): boolean {
  const { config } = parseStackFile(readFileSync(path, "utf8"));
  const delivery = config[`${project}:delivery`];
  return isObject(delivery) && isObject(delivery.modules) && Object.hasOwn(delivery.modules, module);
}

/** Of a module's pipeline. */
export function deliveryEntry(owner: string, repository: string, more: EntryMap = {}): EntryMap {
  return { owner, repository, ...more };
}
