import { parseDocument } from "yaml";
import type { OperationKind, Outcome } from "../engine/operation";
import { resourceText, unchanging } from "../engine/steps";
import type { Rehearsal } from "./rehearsal";

/** One thing that happens in the life of an environment, and what must come of it. */
export interface Episode {
  readonly title: string;
  /** What happens before the engine runs. */
  readonly before?: (rehearsal: Rehearsal) => void;
  readonly kind: OperationKind;
  /** What is not as it should be, or undefined. */
  readonly fault: (outcome: Outcome, rehearsal: Rehearsal) => string | undefined;
}

/** The module that joins during a rehearsal. */
const newcomer = "rehearsal-newcomer";

/** Where the newcomer's creation is made to fail. */
const brokenType = "aws:lb/targetGroup:TargetGroup";

/** `isProtected`: the environment keeps its shared state against a destroy. */
export function life(isProtected: boolean): Episode[] {
  return [
    { title: "first up", kind: "up", fault: (outcome) => ended(outcome) ?? onlyOps(outcome, "create") },
    { title: "up again", kind: "up", fault: nothing },
    {
      title: "a module joins, and AWS fails",
      before: (rehearsal) => {
        rehearsal.edit(withNewcomer);
        rehearsal.cloud.order({
          faults: [{ operation: "create", type: brokenType, nth: 1, effect: "fail" }],
        });
      },
      kind: "up",
      fault: (outcome) =>
        outcome.ending === "failed" &&
        outcome.errors.some((text) => text.startsWith(`${brokenType} ${newcomer}`))
          ? undefined
          : "the failure was not told",
    },
    {
      title: "up goes on",
      before: ({ cloud }) => {
        cloud.order({});
      },
      kind: "up",
      fault: (outcome) => ended(outcome) ?? onlyOps(outcome, "create"),
    },
    { title: "no drift", kind: "previewRefresh", fault: nothing },
    {
      title: "a log group is changed by hand",
      before: ({ cloud }) => {
        cloud.tamper(aLogGroup(cloud), { retentionInDays: 1 });
      },
      kind: "previewRefresh",
      fault: (outcome, { cloud }) => exactly(outcome, [`update ${resourceText(aLogGroup(cloud))}`]),
    },
    {
      title: "the drift is taken over",
      kind: "refresh",
      fault: (outcome, { cloud }) => exactly(outcome, [`update ${resourceText(aLogGroup(cloud))}`]),
    },
    {
      title: "and undone",
      kind: "up",
      fault: (outcome, { cloud }) => exactly(outcome, [`update ${resourceText(aLogGroup(cloud))}`]),
    },
    isProtected
      ? {
          title: "destroy is refused",
          kind: "destroy",
          fault: (outcome) => (outcome.ending === "failed" ? onlyOps(outcome, "same") : "it was not refused"),
        }
      : {
          title: "destroy",
          kind: "destroy",
          fault: (outcome, { cloud }) => ended(outcome) ?? leftBehind(cloud),
        },
  ];
}

function withNewcomer(text: string): string {
  const file = parseDocument(text);
  file.setIn(["config", "ai-platform:modules", newcomer], {
    owner: "rehearsal@example.com",
    routes: [`/${newcomer}`],
  });
  return file.toString();
}

function aLogGroup(cloud: Rehearsal["cloud"]): string {
  return cloud
    .resources()
    .filter(({ type }) => type === "aws:cloudwatch/logGroup:LogGroup")
    .map(({ urn }) => urn)
    .sort()[0]!;
}

function ended({ ending, errors }: Outcome): string | undefined {
  return ending === "succeeded" ? undefined : [ending, ...errors].join("; ");
}

function nothing(outcome: Outcome): string | undefined {
  return ended(outcome) ?? exactly(outcome, []);
}

function onlyOps({ steps }: Outcome, op: string): string | undefined {
  const other = steps.find((step) => step.op !== op);
  return other === undefined ? undefined : `${other.op} ${resourceText(other.urn)}`;
}

function exactly(outcome: Outcome, wanted: readonly string[]): string | undefined {
  const found = outcome.steps
    .filter(({ op }) => !unchanging.includes(op))
    .map(({ op, urn }) => `${op} ${resourceText(urn)}`);
  const wrong = [
    ...found.filter((step) => !wanted.includes(step)),
    ...wanted.filter((step) => !found.includes(step)),
  ];
  return ended(outcome) ?? (wrong.length === 0 ? undefined : wrong.join("; "));
}

/** Task definitions stay, because a rollback needs them. */
function leftBehind(cloud: Rehearsal["cloud"]): string | undefined {
  const left = cloud.resources().filter(({ inputs }) => inputs.skipDestroy !== true);
  return left.length === 0
    ? undefined
    : `left behind: ${left.map(({ urn }) => resourceText(urn)).join(", ")}`;
}
