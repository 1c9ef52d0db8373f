import { patternFault } from "../../../infra/privacy/customIdentifier";

/** What is left of a line for a reader who may not unmask: asterisks, as many as there were characters. */
export function masked(line: string, identifiers: Readonly<Record<string, string>>): string {
  let left = line;
  for (const [name, pattern] of Object.entries(identifiers)) {
    const fault = patternFault(pattern);
    if (fault !== undefined) throw new Error(`CloudWatch Logs would refuse ${name}: it ${fault}`);
    // Each on the line as it came in, for CloudWatch Logs finds all of them before it masks any.
    for (const { 0: found, index } of line.matchAll(new RegExp(pattern, "gu")))
      left = left.slice(0, index) + "*".repeat(found.length) + left.slice(index + found.length);
  }
  return left;
}

/** The identifiers that find something in a line. */
export function foundBy(line: string, identifiers: Readonly<Record<string, string>>): string[] {
  return Object.keys(identifiers).filter((name) => masked(line, { [name]: identifiers[name]! }) !== line);
}
