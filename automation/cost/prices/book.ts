import { unitOf, type PriceId } from "./ids";
import type { Source } from "./sources";

/** One row of a region's price file. */
export interface RegionPrice {
  readonly id: PriceId;
  /** USD on demand for one unit, without tax. */
  readonly usd: number;
  readonly source: Source;
  /** Set where no source gives this very figure: memory, a scaled size, or another engine's price. */
  readonly unverified?: true;
}

export interface Price extends RegionPrice {
  readonly unit: string;
}

/** The prices of one region by id. */
export type PriceBook = ReadonlyMap<PriceId, Price>;

/** A duplicate would let one price hide another, so it is refused. */
export function priceBook(rows: readonly RegionPrice[]): PriceBook {
  const book = new Map<PriceId, Price>();
  for (const row of rows) {
    if (book.has(row.id)) throw new Error(`two prices for ${row.id}`);
    book.set(row.id, { ...row, unit: unitOf(row.id) });
  }
  return book;
}
