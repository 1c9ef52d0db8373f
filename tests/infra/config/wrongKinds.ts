export type Path = readonly (string | number)[];
export type Wrong = readonly [what: string, value: unknown, below?: Path];

export const long = (length: number) => "a".repeat(length);
export const several: readonly Wrong[] = [
  ["a list", ["x", "y"]],
  ["a set of keys", { x: 1 }],
];

/** Neither a whole number nor text that is one. */
export function whole(from: number, to: number, ...between: number[]): Wrong[] {
  const values = ["many", "", "0x2000", "1e3", "1_0", "007", true, 20.5, Infinity, NaN, from - 1, to + 1];
  return [...wrong(...values, ...between), ...several];
}

export function amount(to: number): Wrong[] {
  return [...wrong("many", "", "1,5", "1e3", true, Infinity, NaN, -0.1, to + 1), ...several];
}

export const flag: readonly Wrong[] = [
  ...wrong("maybe", "", "yes", "no", "on", "off", "y", "True", "FALSE", "1", 0, 1),
  ...several,
];

/** Text that YAML took for something else, kinds of values that are no text, and text that is wrong. */
export function text(...bad: string[]): Wrong[] {
  return [...wrong(5, 11.5, true, ...bad, "", "\u001b[31mred", "a\u0007\u009bb"), ...several];
}

export function choice(known: readonly string[], near: string): Wrong[] {
  return [
    ...wrong("", near, long(5000), `${known[0]!}\u0000`, 5, true),
    ["a list", [known[0]]],
    ["a set of keys", {}],
  ];
}

export const retention = [...whole(1, 3653, 2, 4, 364, 366, 3652)];
export const section: readonly Wrong[] = [
  ...wrong("x", "", 5, true),
  ["a list", []],
  ["a list with a set", [{ a: 1 }]],
];
export const optionalSection = [...section, ...wrong("true", 0, "no")];

export function wrong(...values: unknown[]): Wrong[] {
  return values.map((value) => [
    typeof value === "string"
      ? `the text ${JSON.stringify(value.slice(0, 20))}${value.length > 20 ? ` of length ${value.length}` : ""}`
      : String(value),
    value,
  ]);
}

/** Wrong lists; wrong items are told at their index. */
export function list(options: {
  items: Wrong[];
  sound: readonly string[];
  min?: number;
  max?: number;
  twice?: Path;
}): Wrong[] {
  const { items, sound, min = 0, max, twice } = options;
  return [
    ...wrong("x", "", 5, true),
    ["a set of keys", { x: 1 }],
    ...(min > 0 ? [["an empty list", []] as Wrong] : []),
    ...(min > 1 ? [["a list of one", sound.slice(0, 1)] as Wrong] : []),
    ...(max === undefined ? [] : [["a list that is too long", Array(max + 1).fill(sound[0])] as Wrong]),
    ...(twice === undefined ? [] : [["a list with one item twice", [sound[0], sound[0]], twice] as Wrong]),
    ...items.map(([what, value]): Wrong => [`a list whose second item is ${what}`, [sound[0], value], [1]]),
    ["a list whose first item is null", [null, ...sound.slice(1, 2)], [0]],
  ];
}

/** A set that may be left out, and is not whole when it is empty. */
export function part(first: string): Wrong[] {
  return [...section, ["false", false], ["an empty set", {}, [first]]];
}
