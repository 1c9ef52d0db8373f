/** A table with a heading: what every form of output is made of. */
export interface Section {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Said below the table. */
  readonly note?: string;
}

/** What stands in a cell; an alarm is something that nobody may overlook. */
export type Cell = string | { readonly alarm: string };

export const alarm = (text: string): Cell => ({ alarm: text });

export const cellText = (cell: Cell): string => (typeof cell === "string" ? cell : cell.alarm);

export interface Column {
  readonly heading: string;
  readonly align?: "right";
}

/** `1,234.50`, the same wherever it runs. */
export function money(usd: number): string {
  return usd.toFixed(2).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}
