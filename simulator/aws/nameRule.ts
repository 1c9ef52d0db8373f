/** What AWS accepts as the name of a resource, and within what it must be the only one. */
export interface NameRule {
  readonly property: string;
  readonly min?: number;
  readonly max: number;
  readonly characters: RegExp;
  /** Paths of other properties that bound the name's uniqueness; none means the whole account and region. */
  readonly uniqueIn?: readonly string[];
  /** AWS's own code for a name that is taken; none where AWS overwrites, or gives what is there. */
  readonly taken?: string;
}

/** Lengths and characters are those that the API reference of each service gives for its create call. */
export function nameRule(max: number, characters: RegExp, taken?: string): NameRule {
  return { property: "name", max, characters, ...(taken === undefined ? {} : { taken }) };
}
