/** One thing that somebody should look at. */
export interface Item {
  readonly what: string;
  readonly why: string;
}

/** One question and what came of it. */
export interface Section {
  readonly title: string;
  readonly items: readonly Item[];
  /** Why there are no items, where it is not that there is nothing to say. */
  readonly note?: string;
}

export interface Report {
  readonly project: string;
  readonly environment: string;
  /** When it was made, as `2026-11-22T06:00:00.000Z`. */
  readonly at: string;
  readonly sections: readonly Section[];
}

/** Thrown by a source that is not turned on: that is its owner's choice, and no failure. */
export class TurnedOff extends Error {
  override readonly name = "TurnedOff";
}

/** The answer of a source as a section; a source that fails says so there, and the others are asked all the same. */
export async function section(title: string, read: () => Promise<readonly Item[]>): Promise<Section> {
  try {
    return { title, items: await read() };
  } catch (error) {
    if (error instanceof TurnedOff) return { title, items: [], note: error.message };
    const { name, message } = error instanceof Error ? error : { name: "Error", message: String(error) };
    return { title, items: [], note: `could not be read: ${name}: ${message}` };
  }
}

export function countOf({ sections }: Report): number {
  return sections.reduce((sum, { items }) => sum + items.length, 0);
}

/** Sections that could not be read, so that no items in them means nothing. */
export function unread({ sections }: Report): readonly Section[] {
  return sections.filter(({ note }) => note?.startsWith("could not be read"));
}
