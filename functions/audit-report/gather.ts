export interface Page<T> {
  readonly items: readonly T[] | undefined;
  /** Where the next page begins; none on the last one. */
  readonly next: string | undefined;
}

/** As many of a list as a person would read; who has more must begin with these. */
const most = 1000;

/** What a list has, page by page. */
export async function gather<T>(ask: (next: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  let next: string | undefined;
  do {
    const page = await ask(next);
    all.push(...(page.items ?? []));
    next = page.next;
  } while (next !== undefined && all.length < most);
  return all.slice(0, most);
}
