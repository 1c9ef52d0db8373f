import { expect } from "chai";
import { journalIn } from "../../../automation/rehearse/simulatedAws";
import type { Rehearsal } from "../../../automation/rehearse/rehearsal";
import { Journal, type CloudRecord, type Entry } from "../../../simulator/cloud/journal";

/** A resource as the engine's state holds it, as far as the tests look. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly id?: string;
  readonly parent?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly initErrors?: readonly string[];
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
}

/** What the engine had begun and not seen the end of. */
export interface PendingOperation {
  readonly type: "creating" | "updating" | "deleting" | "reading" | "importing";
  readonly resource: StateResource;
}

export interface State {
  readonly resources: readonly StateResource[];
  readonly pending: readonly PendingOperation[];
}

/** The state with its secrets in plain text: never to be written to a file. */
export async function stateOf({ stack }: Rehearsal): Promise<State> {
  const { resources, pending_operations: pending } = (await stack.exportStack()).deployment as {
    readonly resources?: readonly StateResource[];
    readonly pending_operations?: readonly PendingOperation[];
  };
  return { resources: resources ?? [], pending: pending ?? [] };
}

/** All that has happened to the cloud, from the beginning. */
export function entriesOf({ folder }: Rehearsal): Entry[] {
  return new Journal(journalIn(folder)).next();
}

/** Every resource that was ever made, in that order. */
export function madeIn(rehearsal: Rehearsal): { readonly made: CloudRecord; readonly at: number }[] {
  return entriesOf(rehearsal).flatMap((entry) => ("made" in entry ? [entry] : []));
}

/** How often each URN was made, without those that were made once. */
export function madeAgain(rehearsal: Rehearsal): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { made } of madeIn(rehearsal)) counts.set(made.urn, (counts.get(made.urn) ?? 0) + 1);
  return Object.fromEntries([...counts].filter(([, count]) => count > 1));
}

/** `type name` of all that the cloud holds, sorted, each as often as it is there. */
export function holdings({ cloud }: Rehearsal): string[] {
  return cloud
    .resources()
    .map(({ type, name }) => `${type} ${name}`)
    .sort();
}

export interface Difference {
  /** In the cloud and not in the state: nobody will ever delete it, and it costs. */
  readonly orphans: readonly string[];
  /** In the state and not in the cloud. */
  readonly phantoms: readonly string[];
}

/** What state and cloud know of each other's resources, by URN and id, and by ARN where there is one. */
export async function difference(rehearsal: Rehearsal): Promise<Difference> {
  const inCloud = rehearsal.cloud.resources().map(({ urn, id, computed }) => keyOf(urn, id, computed.arn));
  const inState = (await stateOf(rehearsal)).resources
    .filter(({ custom, type }) => custom && type.startsWith("aws:"))
    .map(({ urn, id, outputs }) => keyOf(urn, id, outputs?.arn));
  return { orphans: without(inCloud, inState), phantoms: without(inState, inCloud) };
}

export const nothing: Difference = { orphans: [], phantoms: [] };

/** Demands that state and cloud hold the same, and that nothing is pending. */
export async function expectAgreement(rehearsal: Rehearsal, when: string): Promise<void> {
  expect(await difference(rehearsal), when).to.deep.equal(nothing);
  expect((await stateOf(rehearsal)).pending, when).to.deep.equal([]);
}

function keyOf(urn: string, id: string | undefined, arn: unknown): string {
  return `${urn} ${typeof arn === "string" ? arn : id}`;
}

/** What the first list has more of than the second. */
function without(those: readonly string[], these: readonly string[]): string[] {
  const rest = [...these];
  return those
    .filter((key) => {
      const at = rest.indexOf(key);
      if (at < 0) return true;
      rest.splice(at, 1);
      return false;
    })
    .sort();
}
