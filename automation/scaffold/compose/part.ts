import type { RawObject } from "../../../infra/config/raw";
import type { EntryMap } from "../yamlText";
import type { Services } from "./read";

/** What became of a key of a service, or of some of what stands in it. */
export interface Note {
  readonly key: string;
  /** Of the key, in a few words; never the value of a secret. */
  readonly what: string;
  /** As what it stands in the entry; absent for what does not. */
  readonly carried?: string;
  /** What is different on the platform, or what to do instead. */
  readonly why: string;
}

/** What some keys of a service become. */
export interface Part {
  readonly entry: EntryMap;
  readonly notes: readonly Note[];
}

/** What is known besides the service itself. */
export interface Around {
  /** Name of the module that it becomes. */
  readonly module: string;
  /** All services of the file. */
  readonly services: Services;
  /** Modules that every environment has. */
  readonly modules: readonly string[];
  /** Stores that every environment has. */
  readonly has: { readonly schema: boolean; readonly cache: boolean; readonly bucket: boolean };
  /** Where the file lies below the top of its repository; empty at the top, or where that is not known. */
  readonly folder?: string;
  /** What the profiles give a module to start in. */
  readonly graceSeconds: number;
}

export type Service = RawObject;

/** A name as modules and what stands in them have it; undefined where nothing is left of it. */
export function entryName(text: string): string | undefined {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[-0-9]+/, "")
    .slice(0, 24)
    .replace(/-+$/, "");
  return name.length < 2 ? undefined : name;
}
