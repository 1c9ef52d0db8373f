import type { Outcome } from "../engine/operation";
import { readCheckpoint, writeCheckpoint } from "../engine/checkpoint";
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
  await stack.cancel();
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
      errors: explained(ref.stack, open, replacing),
    });
  if (creating.length === 0) return reportOf("unlock", ref.stack, nothing);
  await settle(session, begun, ids);
  // Without a look at AWS the next update would take what was adopted for changed in every property.
  return reportOf(
    "unlock",
    ref.stack,
    ids.size === 0 ? nothing : await session.run("refresh", [...ids.keys()]),
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
            "A name that several types share wants its type before it, as here.",
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

function explained(
  stack: string,
  open: readonly PendingOperation[],
  replacing: readonly PendingOperation[],
): string[] {
  const line = (operation: PendingOperation) =>
    `  ${resourceText(operation.resource.urn)}${replacing.includes(operation) ? " (to replace one that is still there: delete the new one)" : ""}`;
  return [
    `The lock is gone. ${open.length} creation(s) were cut off, and may or may not be in AWS:`,
    ...open.map(line),
    "Look for each in AWS. What is there: give its id, as an import takes it. What is not: let it be forgotten.",
    `  npm run deploy -- unlock ${stack} --yes --adopt "${resourceText(open[0]!.resource.urn)}=<id>" --forget`,
  ];
}
