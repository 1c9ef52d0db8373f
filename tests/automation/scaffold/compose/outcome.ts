import { type Around, entryName } from "../../../../automation/scaffold/compose/part";
import type { Services } from "../../../../automation/scaffold/compose/read";
import { type Imported, moduleOf } from "../../../../automation/scaffold/compose/service";
import { shortEntry } from "../../../../automation/scaffold/entry";
import { withEntry } from "../../../../automation/scaffold/stackText";
import { OperatorError } from "../../../../automation/operatorError";
import type { EntryMap } from "../../../../automation/scaffold/yamlText";
import { isObject } from "../../../../infra/config/raw";
import { faultText } from "../../../../infra/faults";
import { faultsOf, stackText } from "../../../support/harness";

/** A service as it is imported where there are all stores, and a module `planning`. */
export function imported(name: string, services: Services): Imported {
  const around: Around = {
    module: entryName(name)!,
    services,
    modules: ["planning"],
    has: { schema: true, cache: true, bucket: true },
    graceSeconds: 120,
  };
  return moduleOf(name, around);
}

/**
 * `service | what it becomes | what is left behind`, in few words, so that a person can judge many. The path
 * `/<name>` goes without saying; a number says how many variables, ports or lines there are.
 */
export function outcomeOf(name: string, services: Services): string {
  const made = importedOrRefused(name, services);
  if (made instanceof OperatorError)
    return `${name} | refused: ${/ is (.*?), which is no module/.exec(made.message)![1]!}`;
  const { routes: _, ...keys } = made.entry;
  const { folder } = made.delivery;
  const becomes = [...Object.entries(keys), ...(folder === undefined ? [] : [["folder", folder] as const])];
  return [name, becomes.map(([key, value]) => `${key} ${said(key, value)}`).join("; "), leftOf(made)].join(
    " | ",
  );
}

function importedOrRefused(name: string, services: Services): Imported | OperatorError {
  try {
    return imported(name, services);
  } catch (error) {
    if (error instanceof OperatorError) return error;
    throw error;
  }
}

function said(key: string, value: unknown): string {
  return key === "environment" ? String(Object.keys(value as object).length) : wordsOf(value);
}

function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsOf).join(" ");
  if (!isObject(value)) return String(value);
  return Object.entries(value)
    .map(([key, one]) => [key.replace(/Seconds$/, ""), ...(one === true ? [] : [wordsOf(one)])].join(" "))
    .join(", ");
}

function leftOf({ notes }: Imported): string {
  const left = new Map<string, number>();
  for (const { key, what, carried } of notes)
    if (carried === undefined) left.set(key, (left.get(key) ?? 0) + countOf(key, what));
  return [...left].map(([key, count]) => (count === 0 ? key : `${key} ${count}`)).join(", ");
}

function countOf(key: string, what: string): number {
  if (what === "") return 0;
  return key === "environment" || key === "ports" ? what.split(", ").length : 1;
}

const cache =
  '  ai-platform:data: { cache: { version: "8", nodeType: serverless, maxGiB: 1, maxEcpuPerSecond: 1000 } }\n';

/** What is wrong with a stack file in which the entry stands as the command writes it. */
export function faultsWith(name: string, entry: EntryMap): string[] {
  const text = withEntry(
    `${stackText("dev")}${cache}`,
    ["ai-platform:modules"],
    entryName(name)!,
    shortEntry({ owner: "shop-team@example.com", ...entry }, "dev"),
  );
  return faultsOf(text).map(faultText);
}
