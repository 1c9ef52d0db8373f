/** A table with a heading: what every form of output is made of. */
export interface Section {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /** Said below the table. */
  readonly note?: string;
}

export interface Column {
  readonly heading: string;
  readonly align?: "right";
}

/** `1,234.50`, the same wherever it runs. */
export function money(usd: number): string {
  return usd.toFixed(2).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}
