import { isDeepStrictEqual } from "node:util";
import { replacedBy } from "./replacedBy";

type Inputs = Readonly<Record<string, unknown>>;

export interface Diff {
  /** Names of the properties, sorted. */
  readonly changed: readonly string[];
  /** Those among them that make a new resource. */
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

/** The property that the provider fills in by itself when the program gives no name. */
const autoNamed = ["name", "bucket", "identifier"];

/** What the provider would do for these inputs, given those of the last time. */
export function diff(type: string, olds: Inputs, news: Inputs): Diff {
  const changed = [...new Set([...Object.keys(olds), ...Object.keys(news)])]
    .filter((property) => !isDeepStrictEqual(olds[property], news[property]))
    .sort();
  const replaces = replacedBy(type, changed, olds, news);
  // The bridge deletes first when the program fixes a name that only one resource at a time can have.
  const fixed = autoNamed.some((property) => news[property] !== undefined && !changed.includes(property));
  return { changed, replaces, deleteBeforeReplace: replaces.length > 0 && fixed };
}
