import { lineSize } from "./card";
import { widthOf } from "./measure";
import { flowKinds } from "./picture";
import type { PictureWords } from "./words";

export const legendRow = 24;
const signWidth = 34;
const between = 22;

export interface LegendItem {
  readonly what: keyof PictureWords["legend"];
  readonly text: string;
  readonly x: number;
  readonly row: number;
}

/** What each sign means, in as many rows as the picture is narrow. */
export function legendOf(
  { legend }: PictureWords,
  room: number,
): { readonly items: readonly LegendItem[]; readonly rows: number } {
  const items: LegendItem[] = [];
  let x = 0;
  let row = 0;
  for (const what of [...flowKinds, "boundary", "zone"] as const) {
    const width = signWidth + widthOf(legend[what], lineSize);
    if (x > 0 && x + width > room) {
      x = 0;
      row += 1;
    }
    items.push({ what, text: legend[what], x, row });
    x += width + between;
  }
  return { items, rows: row + 1 };
}
