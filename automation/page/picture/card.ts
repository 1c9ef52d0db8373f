import { fitted, widthOf } from "./measure";
import type { Box } from "./picture";

export const titleSize = 13;
export const lineSize = 11;
export const lineHeight = 15;
export const zoneSize = 13;
export const zoneGap = 3;
/** From the edge of a card to its text: more on the left, where its colour is. */
export const inset = { left: 14, right: 10, top: 9, bottom: 9 };
/** Above what stands in a place, for its name. */
export const headHeight = 30;

const least = 116;
/** A name is worth more room than what stands below it. */
const most = { title: 280, line: 236 };

/** A thing with the text that has room in it. */
export interface Card {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly lines: readonly string[];
}

/** As wide as its text needs, within limits; what has no room is cut off. */
export function cardOf({ title, lines, zones = [] }: Box): Card {
  const beside = zonesWidth(zones);
  const around = inset.left + inset.right;
  const named = Math.min(most.title, widthOf(title, titleSize, true) + beside + around);
  const said = Math.min(most.line, Math.max(0, ...lines.map((line) => widthOf(line, lineSize))) + around);
  const width = Math.max(least, named, said);
  return {
    width,
    height: inset.top + titleSize + 4 + lines.length * lineHeight + inset.bottom - (lines.length > 0 ? 2 : 4),
    title: fitted(title, titleSize, width - around - beside, true),
    lines: lines.map((line) => fitted(line, lineSize, width - around)),
  };
}

/** The squares of the zones, with room before them. */
export function zonesWidth(zones: readonly string[]): number {
  return zones.length === 0 ? 0 : 14 + zones.length * (zoneSize + zoneGap) - zoneGap;
}

/** Width that the head of a place needs. */
export function headWidth({ title, zones = [] }: Box): number {
  return widthOf(title, lineSize + 1, true) + zonesWidth(zones) + 28;
}
