import { posix } from "node:path";
import { isObject } from "../../../infra/config/raw";
import { OperatorError } from "../../operatorError";
import { type Section } from "../../render/section";
import type { EntryMap, EntryValue } from "../yamlText";
import { environmentPart } from "./environment";
import { filled } from "./interpolate";
import { leftNotes } from "./leftKeys";
import { neighboursPart } from "./neighbours";
import type { Around, Note, Part, Service } from "./part";
import { hardeningPart, replicasPart, sizePart, volumesPart } from "./runtime";
import { storeOf } from "./stores";
import { healthPart, portsPart } from "./traffic";

/** A service as a module: all but its owner, which no Compose file knows. */
export interface Imported {
  readonly entry: EntryMap;
  /** Of its pipeline, besides owner and repository. */
  readonly delivery: EntryMap;
  readonly notes: readonly Note[];
}

/** In the order in which people read an entry. */
const parts: readonly ((service: Service, around: Around) => Part)[] = [
  portsPart,
  sizePart,
  replicasPart,
  healthPart,
  environmentPart,
  neighboursPart,
  hardeningPart,
  volumesPart,
];

/** @throws OperatorError for a server that the platform has itself. */
export function moduleOf(name: string, around: Around): Imported {
  const service = around.services[name]!;
  const store = storeOf(service.image);
  if (store !== undefined)
    throw new OperatorError(
      `${name} is ${store.what}, which is no module. Instead of it, in the entry of the module that needs it: ${store.instead}.`,
    );
  const made = parts.map((part) => part(service, around));
  const notes = made.flatMap((one) => one.notes);
  const told = notes.map(({ key }) => key);
  return {
    entry: together(made.map(({ entry }) => entry)),
    delivery: deliveryOf(service, around),
    notes: [...notes, ...leftNotes(service, [...told, ...ofPorts, ...silent(service)])],
  };
}

/** Told of together, under one of the names. */
const ofPorts = ["ports", "expose"];

/** Keys with nothing in them, of which there is nothing to tell. */
function silent(service: Service): string[] {
  return Object.entries(service)
    .filter(([, value]) => value === null || (typeof value === "object" && Object.keys(value).length === 0))
    .map(([key]) => key);
}

function together(entries: readonly EntryMap[]): EntryMap {
  return entries.reduce((whole, entry) => merged(whole, entry), {});
}

/** Sets of keys and lists are put together; of other values the later one holds. */
function merged(one: EntryMap, other: EntryMap): EntryMap {
  const added = Object.entries(other).map(([key, value]): [string, EntryValue] => {
    const before = one[key];
    if (Array.isArray(before) && Array.isArray(value))
      return [key, [...new Set([...(before as string[]), ...(value as string[])])]];
    if (isObject(before) && isObject(value)) return [key, merged(before, value)];
    return [key, value];
  });
  return { ...one, ...Object.fromEntries(added) };
}

function deliveryOf({ build, platform }: Service, { folder: above = "" }: Around): EntryMap {
  const context = isObject(build) ? build.context : build;
  const named = typeof context === "string" ? filled(context).text : "/";
  const folder = posix.isAbsolute(named) ? "" : posix.join(above, named).replace(/\/+$/, "");
  const within = /^[\w.-]+(\/[\w.-]+)*$/.test(folder) && !/^\.\.?(\/|$)/.test(folder);
  return {
    ...(within ? { folder } : {}),
    ...(/^linux\/(amd64|x86_64)/.test(String(platform)) ? { architecture: "x86_64" } : {}),
  };
}

export function noteSections(service: string, notes: readonly Note[]): Section[] {
  const section = (title: string, rows: readonly Note[], heading: string): Section[] =>
    rows.length === 0
      ? []
      : [
          {
            title,
            columns: [{ heading: "key" }, { heading: "what" }, { heading }],
            rows: rows.map(({ key, what, carried, why }) => [
              key,
              what,
              [carried, why].filter((text) => text !== undefined && text !== "").join("; "),
            ]),
          },
        ];
  return [
    ...section(
      `Carried over from ${service}`,
      notes.filter(({ carried }) => carried !== undefined),
      "as",
    ),
    ...section(
      "Not carried over",
      notes.filter(({ carried }) => carried === undefined),
      "why, and what to do",
    ),
  ];
}
