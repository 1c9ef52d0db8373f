/** How wide text may become in whatever font a reader has: rather too much than too little, since nothing may overflow. */
const widths: readonly (readonly [pattern: RegExp, em: number])[] = [
  // Hangul, kana, Chinese, and all that is written full width.
  [/[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u, 1],
  [/[MW@%—→]/, 0.98],
  [/[mw]/, 0.92],
  [/[A-Z&×+=<>]/, 0.74],
  [/[ijl.,:;|'!()[\] ·/-]/, 0.4],
  [/[frt]/, 0.44],
  [/[\u0020-\u024f]/, 0.61],
];

const boldness = 1.06;

/** Width of a text in pixels. */
export function widthOf(text: string, fontSize: number, bold = false): number {
  const em = Array.from(text, emOf).reduce((sum, width) => sum + width, 0);
  return Math.ceil(em * fontSize * (bold ? boldness : 1));
}

function emOf(character: string): number {
  return widths.find(([pattern]) => pattern.test(character))?.[1] ?? 1;
}

/** The text, or as much of it as has room, with a sign that there is more. */
export function fitted(text: string, fontSize: number, room: number, bold = false): string {
  if (widthOf(text, fontSize, bold) <= room) return text;
  const characters = Array.from(text);
  while (characters.length > 0 && widthOf(`${characters.join("")}…`, fontSize, bold) > room) characters.pop();
  return `${characters.join("").trimEnd()}…`;
}
