export type Told = (path: string, rule: string) => void;

/** Reads the keys of one object. What is wrong is told, and the text that comes back means nothing then. */
export interface Fields {
  /** The value as it is, for an object to read in turn; undefined where the key is absent. */
  value(key: string): unknown;
  text(key: string, pattern: RegExp, rule: string): string;
  integer(key: string, from: number, to: number): number;
  boolean(key: string): boolean;
  oneOf<T extends string>(key: string, values: readonly T[]): T;
  texts(key: string, pattern: RegExp, rule: string): string[];
}

export function fieldsOf(value: unknown, path: string, keys: readonly string[], told: Told): Fields {
  const at = (key: string) => (path === "" ? key : `${path}.${key}`);
  const object = isRecord(value) ? value : {};
  if (!isRecord(value)) told(path === "" ? "the input" : path, `must be an object with ${keys.join(", ")}`);
  for (const key of Object.keys(object)) if (!keys.includes(key)) told(at(key), "is not known here");

  const checked = <T>(key: string, good: (one: unknown) => one is T, rule: string): T => {
    const one = object[key];
    if (!good(one) && isRecord(value)) told(at(key), rule);
    return one as T;
  };
  const matches = (pattern: RegExp) => (one: unknown) => typeof one === "string" && pattern.test(one);
  return {
    value: (key) => object[key],
    text: (key, pattern, rule) => checked(key, matches(pattern) as (one: unknown) => one is string, rule),
    integer: (key, from, to) =>
      checked(
        key,
        (one): one is number => Number.isInteger(one) && Number(one) >= from && Number(one) <= to,
        `must be a whole number from ${from} to ${to}`,
      ),
    boolean: (key) => checked(key, (one) => typeof one === "boolean", "must be true or false"),
    oneOf: <T extends string>(key: string, values: readonly T[]) =>
      checked(key, (one): one is T => values.some((v) => v === one), `must be ${values.join(" or ")}`),
    texts: (key, pattern, rule) =>
      checked(key, (one): one is string[] => Array.isArray(one) && one.every(matches(pattern)), rule),
  };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
