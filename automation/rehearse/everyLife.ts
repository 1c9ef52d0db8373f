import { resourceText } from "../engine/steps";
import { ended, type Episode, exactly, nothing, onlyOps } from "./episode";
import type { Rehearsal } from "./rehearsal";

/** How the life of every stack begins. */
export const comingUp: readonly Episode[] = [
  { title: "first up", kind: "up", fault: (outcome) => ended(outcome) ?? onlyOps(outcome, "create") },
  { title: "up again", kind: "up", fault: nothing },
];

/** What somebody changes behind Pulumi's back, in the first resource of a type. */
export interface ByHand {
  readonly title: string;
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

export function lifeOfDrift({ title, type, inputs }: ByHand): Episode[] {
  const update = (rehearsal: Rehearsal) => {
    const changed = firstOf(rehearsal, type);
    return [changed === undefined ? `there is no ${type}` : `update ${resourceText(changed)}`];
  };
  return [
    { title: "no drift", kind: "previewRefresh", fault: drifted(() => []) },
    {
      title,
      before: (rehearsal) => {
        const changed = firstOf(rehearsal, type);
        // Where nothing has come up, the rest is told all the same.
        if (changed !== undefined) rehearsal.cloud.tamper(changed, inputs);
      },
      kind: "previewRefresh",
      fault: drifted(update),
    },
    { title: "the drift is taken over", kind: "refresh", fault: drifted(update) },
    { title: "and undone", kind: "up", fault: (outcome, rehearsal) => exactly(outcome, update(rehearsal)) },
  ];
}

/** Exactly these differ, besides what AWS itself has rewritten, as ECS does with the rules that it moves traffic by. */
function drifted(wanted: (rehearsal: Rehearsal) => readonly string[]): Episode["fault"] {
  return (outcome, rehearsal) => {
    const rewritten = new Map(
      rehearsal.cloud.resources().map((record) => [record.urn, Object.keys(record.rewritten ?? {})]),
    );
    const steps = outcome.steps.filter(
      ({ urn, changed }) =>
        changed.length === 0 || !changed.every((property) => rewritten.get(urn)?.includes(property)),
    );
    return exactly({ ...outcome, steps }, wanted(rehearsal));
  };
}

function firstOf(rehearsal: Rehearsal, wanted: string): string | undefined {
  return rehearsal
    .resources()
    .filter(({ type }) => type === wanted)
    .map(({ urn }) => urn)
    .sort()[0];
}

/** `kept`: names of what AWS keeps on purpose. Task definitions stay too, because a rollback needs them. */
export function destroy(kept: readonly string[] = []): Episode {
  return {
    title: "destroy",
    kind: "destroy",
    fault: (outcome, rehearsal) => {
      const left = rehearsal
        .resources()
        .filter(({ name, inputs }) => inputs.skipDestroy !== true && !kept.includes(name))
        .map(({ urn }) => resourceText(urn));
      return ended(outcome) ?? (left.length === 0 ? undefined : `left behind: ${left.join(", ")}`);
    },
  };
}

export const destroyRefused: Episode = {
  title: "destroy is refused",
  kind: "destroy",
  fault: (outcome) => (outcome.ending === "failed" ? onlyOps(outcome, "same") : "it was not refused"),
};
