import { appendFileSync, closeSync, existsSync, fstatSync, openSync, readSync } from "node:fs";
import type { Operation, Orders } from "./orders";

/** A resource as the simulated AWS keeps it. */
export interface CloudRecord {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly id: string;
  /** What the engine gave last. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** What AWS computed. */
  readonly computed: Readonly<Record<string, unknown>>;
  /** What AWS itself has put in the place of inputs since. */
  readonly rewritten?: Readonly<Record<string, unknown>>;
}

/** All that has ever happened to the cloud, one JSON object a line; the cloud is what they add up to. */
export type Entry =
  | { readonly made: CloudRecord; readonly at: number }
  | { readonly changed: CloudRecord }
  | { readonly deleted: string }
  | { readonly refused: Operation; readonly urn: string; readonly reason: string }
  | { readonly orders: Partial<Orders> }
  | { readonly parameter: string; readonly value: string; readonly modified: number }
  /** The name of a parameter. */
  | { readonly removed: string };

/** The first line of every journal, so that nobody takes the file for an account. */
export const warning = "A simulated AWS. No account, no resource and no price in this file is real.";

/** A file that several processes append to and read. */
export class Journal {
  private read = 0;

  constructor(readonly path: string) {
    // Appended, for another process may have begun the file in the meantime.
    if (!existsSync(path)) appendFileSync(path, `${JSON.stringify({ warning })}\n`);
  }

  append(entry: Entry): void {
    appendFileSync(this.path, `${JSON.stringify(entry)}\n`);
  }

  /** The whole lines that were appended since the last call, by whomever. */
  next(): Entry[] {
    const file = openSync(this.path, "r");
    try {
      const size = fstatSync(file).size;
      if (size <= this.read) return [];
      const bytes = Buffer.alloc(size - this.read);
      readSync(file, bytes, 0, bytes.length, this.read);
      const whole = bytes.lastIndexOf("\n") + 1;
      this.read += whole;
      return bytes
        .subarray(0, whole)
        .toString("utf8")
        .split("\n")
        .filter((line) => line !== "" && !line.startsWith('{"warning"'))
        .map((line) => JSON.parse(line) as Entry);
    } finally {
      closeSync(file);
    }
  }
}
