import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Every file below the folder that holds the text, as it is or in a coding that anybody can read. */
export function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .filter((name) => holds(readFileSync(join(folder, name)), text))
    .sort();
}

/** Base64 depends on where in a group of three bytes the text begins, so all three beginnings are looked for. */
export function holds(content: string | Buffer, text: string): boolean {
  return [text, encodeURIComponent(text), Buffer.from(text).toString("hex"), ...inBase64(text)].some((form) =>
    content.includes(form),
  );
}

function inBase64(text: string): string[] {
  return [0, 1, 2].map((shift) => {
    const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(text)]);
    const whole = bytes.subarray(0, bytes.length - (bytes.length % 3)).toString("base64");
    // The first group holds bytes of whatever stands before the text.
    return shift === 0 ? whole : whole.slice(4);
  });
}
