/** A text of a Compose file, and the variables that only whoever starts it knows. */
export interface Filled {
  readonly text: string;
  /** Without a default, in the order in which they are named. */
  readonly unknown: readonly string[];
}

/**
 * `$X`, `${X:-default}`, `${X:?error}` and their kin, as they are without any variable set: what a shell or a file
 * `.env` holds here may be a secret, and is not the same on another machine.
 * https://docs.docker.com/reference/compose-file/interpolation/
 */
export function filled(template: string): Filled {
  const unknown: string[] = [];
  let text = "";
  for (let at = 0; at < template.length;) {
    const rest = template.slice(at);
    const plain = /^[^$]+/.exec(rest)?.[0] ?? /^\$(?![$A-Za-z_{])/.exec(rest)?.[0];
    if (plain !== undefined) {
      text += plain;
      at += plain.length;
      continue;
    }
    const { length, value, names } = variable(rest);
    text += value;
    unknown.push(...names);
    at += length;
  }
  return { text, unknown };
}

interface Variable {
  /** Characters that it takes. */
  readonly length: number;
  readonly value: string;
  readonly names: readonly string[];
}

function variable(rest: string): Variable {
  if (rest.startsWith("$$")) return { length: 2, value: "$", names: [] };
  const bare = /^\$([A-Za-z_]\w*)/.exec(rest);
  if (bare) return { length: bare[0].length, value: "", names: [bare[1]!] };
  const end = closing(rest);
  const [, name = "", operator = "", alternative = ""] =
    /^\$\{([A-Za-z_]\w*)(:?[-?+])?([\s\S]*)\}$/.exec(rest.slice(0, end)) ?? [];
  // No variable, so just text.
  if (name === "") return { length: end, value: rest.slice(0, end), names: [] };
  if (operator.endsWith("-")) {
    const { text, unknown } = filled(alternative);
    return { length: end, value: text, names: unknown };
  }
  return { length: end, value: "", names: operator.endsWith("+") ? [] : [name] };
}

/** Behind the brace that closes the first one, or the end of the text. */
function closing(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text.startsWith("${", at)) depth += 1;
    if (text[at] === "}") depth -= 1;
    if (text[at] === "}" && depth === 0) return at + 1;
  }
  return text.length;
}
