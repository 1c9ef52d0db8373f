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

/** A deployment is never changed, so a change of the API makes another one, to which the stage then points. */
export const apiServedAnew: readonly string[] = [
  "update aws:apigateway/restApi:RestApi edge",
  "create-replacement aws:apigateway/deployment:Deployment edge",
  "replace aws:apigateway/deployment:Deployment edge",
  "delete-replaced aws:apigateway/deployment:Deployment edge",
  "update aws:apigateway/stage:Stage edge",
];

export function ended({ ending, errors }: Outcome): string | undefined {
  return ending === "succeeded" ? undefined : [ending, ...errors].join("; ");
}

export function nothing(outcome: Outcome): string | undefined {
  return exactly(outcome, []);
}

export function onlyOps({ steps }: Outcome, op: string, besides: readonly string[] = []): string | undefined {
  return steps
    .filter((step) => step.op !== op)
    .map(textOf)
    .find((text) => !besides.includes(text));
}

export function exactly(outcome: Outcome, wanted: readonly string[]): string | undefined {
  const found = outcome.steps.filter(({ op }) => !unchanging.includes(op)).map(textOf);
  const wrong = [
    ...found.filter((step) => !wanted.includes(step)),
    ...wanted.filter((step) => !found.includes(step)),
  ];
  return ended(outcome) ?? (wrong.length === 0 ? undefined : wrong.join("; "));
}

function textOf({ op, urn }: Outcome["steps"][number]): string {
  return `${op} ${resourceText(urn)}`;
}
