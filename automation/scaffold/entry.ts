import type { ModuleConfig } from "../../infra/config/schema/module";
import { isObject } from "../../infra/config/raw";
import { profiles } from "../../stacks/profiles";
import type { EntryMap, EntryValue } from "./yamlText";

/** What has to be known of a module to write its entry. What is absent is left to the profile. */
export interface Answers {
  readonly name: string;
  readonly owner: string;
  readonly routes: readonly string[];
  readonly size?: { readonly cpu?: number; readonly memoryMiB?: number };
  readonly scaling?: { readonly min?: number; readonly max?: number };
  readonly schema?: boolean;
  readonly bucket?: boolean;
  readonly aiProviders?: readonly string[];
  readonly calls?: readonly string[];
}

export function entryOf({ owner, routes, size, scaling, schema, bucket, ...lists }: Answers): EntryMap {
  const { aiProviders = [], calls = [] } = lists;
  return {
    owner,
    routes,
    size: given({ cpu: size?.cpu, memoryMiB: size?.memoryMiB }),
    scaling: given({ min: scaling?.min, max: scaling?.max }),
    calls,
    aiProviders,
    data: given({ schema, bucket }),
  };
}

function given(values: Readonly<Record<string, EntryValue | undefined>>): EntryMap {
  return Object.fromEntries(
    Object.entries(values).filter((pair): pair is [string, EntryValue] => pair[1] !== undefined),
  );
}

/** Numbers that only mean something together: both are written as soon as one is special. */
const together: readonly (keyof ModuleConfig)[] = ["size", "scaling"];

/** The entry without what the profile says anyway; a profile that nobody knows says nothing. */
export function shortEntry(entry: EntryMap, profile: string): EntryMap {
  const known = Object.entries(profiles).find(([name]) => name === profile)?.[1].module ?? {};
  const defaults = known as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(entry).flatMap(([key, value]): [string, EntryValue][] => {
      const special = besides(value, defaults[key]);
      if (special === undefined) return [];
      return [[key, together.some((one) => one === key) ? value : special]];
    }),
  );
}

/** What of a value is not the default; undefined where nothing is. */
function besides(value: EntryValue, byDefault: unknown): EntryValue | undefined {
  if (!isObject(value)) return JSON.stringify(value) === JSON.stringify(byDefault) ? undefined : value;
  const inner = isObject(byDefault) ? byDefault : {};
  const special = Object.entries(value).flatMap(([key, one]) => {
    const left = besides(one, inner[key]);
    return left === undefined ? [] : [[key, left] as const];
  });
  return special.length === 0 ? undefined : Object.fromEntries(special);
}
