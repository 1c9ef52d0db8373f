import type { Outcome } from "../engine/operation";
import { readCheckpoint, writeCheckpoint } from "../engine/checkpoint";
import { explained } from "../engine/explain";
import { resourceText } from "../engine/steps";
import { OperatorError } from "../operatorError";
import { reportOf, type DeployReport } from "./report";
import type { Session } from "./session";
import { type PendingOperation, readState } from "./state";

export interface UnlockOptions {
  /** `name=id` for each creation that was cut off and that AWS has made all the same. */
  readonly adopt?: readonly string[];
  /** Whatever else was begun is not in AWS, or will be deleted there by hand. */
  readonly forget?: true;
}

/**
 * Takes a stack over from an update that was cut off: ends its lock, and settles what it had begun to create, which
 * the engine alone cannot know to be in AWS or not.
 */
export async function unlock(session: Session, options: UnlockOptions): Promise<DeployReport> {
  const { stack, ref } = session;
  await endLock(stack);
  const { pending, graph } = await readState(stack);
  const there = new Set(graph.nodes.map(({ urn }) => urn));
  const creating = pending.filter(({ type }) => type === "creating");
  // What was to replace something has no place in the state beside it; the next update replaces it again.
  const begun = creating.filter(({ resource }) => !there.has(resource.urn));
  const replacing = creating.filter(({ resource }) => there.has(resource.urn));
  const ids = new Map([...recorded(begun), ...adoptions(options.adopt ?? [], begun)]);
  const open = [...begun.filter(({ resource }) => !ids.has(resource.urn)), ...replacing];
  if (open.length > 0 && options.forget === undefined)
    return reportOf("unlock", ref.stack, {
      ...nothing,
      ending: "failed",
      errors: openCreations(ref.stack, open, replacing),
    });
  if (creating.length === 0) return reportOf("unlock", ref.stack, nothing);
  await settle(session, begun, ids);
  if (ids.size === 0) return reportOf("unlock", ref.stack, nothing);
  // Without a look at AWS the next update would take what was adopted for changed in every property.
  const outcome = await session.run("refresh", [...ids.keys()]);
  const faults = faultsOf(outcome, ids, ref.stack);
  return reportOf(
    "unlock",
    ref.stack,
    faults.length === 0 ? outcome : { ...outcome, ending: "failed", errors: [...outcome.errors, ...faults] },
  );
}

/** The one of Pulumi Cloud takes a stack that nobody works on for a fault. */
async function endLock(stack: Session["stack"]): Promise<void> {
  try {
    await stack.cancel();
  } catch (error) {
    if (!/has never been updated|no update in progress/i.test(String(error)))
      throw explained(error, stack.name);
  }
}

/** A refresh takes what AWS does not have out of the state, so a wrong id would be forgotten without a word. */
function faultsOf({ ending, steps }: Outcome, ids: ReadonlyMap<string, string>, stack: string): string[] {
  if (ending !== "succeeded")
    return [
      `What was adopted has not been read from AWS: npx ai-platform deploy refresh ${stack} before any up.`,
    ];
  return steps
    .filter(({ op, urn }) => op === "delete" && ids.has(urn))
    .map(
      ({ urn }) =>
        `${resourceText(urn)}: AWS has none with the id ${ids.get(urn)!}, and it was forgotten. If it is there by ` +
        "another id, delete it, or bring it in with npx pulumi import, before any up.",
    );
}

const nothing: Outcome = {
  kind: "refresh",
  ending: "succeeded",
  steps: [],
  unchanged: 0,
  counts: {},
  errors: [],
  output: "",
  milliseconds: 0,
};

/** What AWS had answered before the engine was cut off, so that only the record of it is missing. */
function recorded(begun: readonly PendingOperation[]): [string, string][] {
  return begun.flatMap(({ resource: { urn, id } }) => (id === undefined || id === "" ? [] : [[urn, id]]));
}

/** @throws OperatorError for a name of which nothing was begun. */
function adoptions(given: readonly string[], begun: readonly PendingOperation[]): Map<string, string> {
  return new Map(
    given.map((text) => {
      const [name = "", ...id] = text.split("=");
      const named = begun.filter(({ resource: { urn } }) =>
        [urn.split("::").at(-1), resourceText(urn)].includes(name),
      );
      if (named.length !== 1 || id.length === 0)
        throw new OperatorError(
          [
            `--adopt ${text} must be <name>=<id>, where the name is one of`,
            ...begun.map(({ resource }) => `  ${resourceText(resource.urn)}`),
            begun.length === 0
              ? "  nothing: no creation that was cut off can be adopted"
              : "A name that several types share wants its type before it, as here.",
          ].join("\n"),
        );
      return [named[0]!.resource.urn, id.join("=")] as const;
    }),
  );
}

/** An import of the state drops all that is pending by itself, so what is adopted joins the resources before. */
async function settle(
  { stack }: Session,
  begun: readonly PendingOperation[],
  ids: ReadonlyMap<string, string>,
) {
  const state = await readCheckpoint(stack);
  const deployment = state.deployment as { resources: unknown[] };
  for (const { resource } of begun) {
    const id = ids.get(resource.urn);
    // Without outputs the provider reads it as for an import, so the id may be what an import takes.
    if (id !== undefined) deployment.resources.push({ ...resource, id, outputs: {} });
  }
  await writeCheckpoint(stack, state);
}

function openCreations(
  stack: string,
  open: readonly PendingOperation[],
  replacing: readonly PendingOperation[],
): string[] {
  const line = (operation: PendingOperation) =>
    `  ${resourceText(operation.resource.urn)}${replacing.includes(operation) ? " (to replace one that is still there: delete the new one)" : ""}`;
  const adoptable = open.find((operation) => !replacing.includes(operation));
  const adopt = adoptable === undefined ? "" : `--adopt "${resourceText(adoptable.resource.urn)}=<id>" `;
  return [
    `The lock is gone. ${open.length} creation(s) were cut off, and may or may not be in AWS:`,
    ...open.map(line),
    "Look for each in AWS. What is there: give its id, as an import takes it. What is not: let it be forgotten.",
    `  npx ai-platform deploy unlock ${stack} --yes ${adopt}--forget`,
  ];
}
