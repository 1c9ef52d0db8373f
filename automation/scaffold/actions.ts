import { basename } from "node:path";
import pc from "picocolors";
import { project } from "../../infra/naming";
import { OperatorError } from "../operatorError";
import { suggestion } from "../../infra/config/nearest";
import type { Section } from "../render/section";
import { textOf } from "../render/text";
import { terminalWidth } from "../terminal/width";
import { confirm, type Terminal } from "./ask";
import { shortEntry } from "./entry";
import { nextSteps } from "./nextSteps";
import { remainsSection } from "./remains";
import { impact, steps, textSections } from "./sections";
import {
  edit,
  environmentRefs,
  hasPipeline,
  moduleNames,
  planEdits,
  type PlannedEdit,
  profileOf,
  sharedRef,
  type StackEdit,
  write,
} from "./stackEdit";
import { withEntry, withoutEntry } from "./stackText";
import type { EntryMap } from "./yamlText";

const modulesKey = `${project}:modules`;
const deliveryKey = `${project}:delivery`;

export interface ChangeOptions {
  readonly cwd: string;
  readonly terminal: Terminal;
  readonly print: (text: string) => void;
  /** Names of environments; default: all of the project folder. */
  readonly stacks?: readonly string[];
  /** Write without asking. */
  readonly yes?: boolean;
  /** Write nothing. */
  readonly dryRun?: boolean;
}

export interface NewModule {
  readonly name: string;
  /** What is written, with what the profiles say anyway. */
  readonly entry: EntryMap;
  readonly owner: string;
  /** Of the shared stack's file, for a pipeline. */
  readonly delivery?: EntryMap;
  /** What there is to say before: of a service that became the entry. */
  readonly notes?: readonly Section[];
}

/** @throws OperatorError, and nothing is written, where a file would have a fault. */
export async function addModule(
  { name, entry, owner, delivery, notes = [] }: NewModule,
  options: ChangeOptions,
): Promise<void> {
  decidable(options);
  const refs = environmentRefs(options.cwd, options.stacks);
  const taken = refs.filter((ref) => moduleNames(ref).includes(name)).map(({ path }) => basename(path));
  if (taken.length > 0)
    throw new OperatorError(`${taken.join(", ")}: there is a module ${name}. Choose another name.`);
  const edits = refs.map((ref) =>
    edit(ref, (text) => withEntry(text, [modulesKey], name, shortEntry(entry, profileOf(text)))),
  );
  const shared = sharedRef(options.cwd);
  const pipeline = delivery && pipelineEdit(shared, name, delivery);
  const planned = await planEdits(edits, pipeline);
  const todo = nextSteps({
    module: name,
    owner,
    plans: planned.map(({ planAfter }) => planAfter),
    ...(shared === undefined
      ? {}
      : { shared: { ...shared, hasPipeline: pipeline !== undefined || hasPipeline(shared, name) } }),
  });
  await conclude(
    [...edits, ...(pipeline ? [pipeline] : [])],
    [...notes, ...changes(planned, pipeline), ...steps("What to do next", todo)],
    options,
  );
}

/** @throws OperatorError, and nothing is written, where somebody still needs the module. */
export async function removeModule(name: string, options: ChangeOptions): Promise<void> {
  decidable(options);
  const all = environmentRefs(options.cwd, options.stacks);
  const refs = all.filter((ref) => moduleNames(ref).includes(name));
  if (refs.length === 0)
    throw new OperatorError(
      `there is no module ${name} in ${all.map(({ path }) => basename(path)).join(", ")}. ${suggestion(name, [...new Set(all.flatMap(moduleNames))])}`,
    );
  const edits = refs.map((ref) => edit(ref, (text) => withoutEntry(text, [modulesKey], name)));
  const planned = await planEdits(edits, undefined);
  const shared = sharedRef(options.cwd);
  const todo = [
    "Look at the change with git diff, and commit it.",
    ...refs.map(({ stack }) => `npx ai-platform deploy up ${stack}`),
    ...(shared !== undefined && hasPipeline(shared, name)
      ? [
          `When no environment has it any more: remove it from ai-platform:delivery.modules of ${basename(shared.path)}, which ends its pipeline; then npx ai-platform deploy up ${shared.stack}`,
        ]
      : []),
  ];
  await conclude(
    edits,
    [...changes(planned, undefined), remainsSection(planned, name), ...steps("What to do next", todo)],
    options,
  );
}

/** Said before a long plan, not after it. */
function decidable({ terminal, yes, dryRun }: ChangeOptions): void {
  if (!terminal.interactive && yes !== true && dryRun !== true)
    throw new OperatorError("there is no terminal to ask on. Add --yes to write, or --dry-run to look only.");
}

function pipelineEdit(shared: ReturnType<typeof sharedRef>, name: string, delivery: EntryMap): StackEdit {
  if (shared === undefined)
    throw new OperatorError(
      "--repository is written into the shared stack's file, and there is none here. Leave it out, or write that file first: docs/delivery.md.",
    );
  if (hasPipeline(shared, name))
    throw new OperatorError(
      `${basename(shared.path)} has a pipeline for ${name} already. Leave --repository out.`,
    );
  return edit(shared, (text) => withEntry(text, [deliveryKey, "modules"], name, delivery));
}

function changes(planned: readonly PlannedEdit[], pipeline: StackEdit | undefined): Section[] {
  return [...textSections([...planned, ...(pipeline ? [pipeline] : [])]), impact(planned)];
}

async function conclude(
  edits: readonly StackEdit[],
  sections: readonly Section[],
  { print, yes, dryRun, terminal }: ChangeOptions,
): Promise<void> {
  print(`${textOf(sections, pc, terminalWidth())}\n`);
  const files = edits.map(({ ref }) => basename(ref.path)).join(", ");
  if (dryRun === true) {
    print(`\nNothing is written (--dry-run).\n`);
    return;
  }
  if (yes !== true && !(await confirm(`Write ${files}?`, terminal))) {
    print(`\nNothing is written.\n`);
    return;
  }
  write(edits);
  print(`\nWritten: ${files}.\n`);
}
