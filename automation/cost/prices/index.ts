import { apNortheast2 } from "./ap-northeast-2";
import { priceBook, type PriceBook } from "./book";
import { usEast1 } from "./us-east-1";

/** Another region is one more file and one more line here. */
export const priceBooks: ReadonlyMap<string, PriceBook> = new Map([
  ["us-east-1", priceBook(usEast1)],
  ["ap-northeast-2", priceBook(apNortheast2)],
]);

/** An unknown region has an empty book: everything billable in it is then listed as not priced. */
export const pricesOf = (region: string): PriceBook => priceBooks.get(region) ?? new Map();
