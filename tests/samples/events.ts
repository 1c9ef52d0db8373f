/** One thing that a stream of server-sent events says: an event, or a comment that only shows that it lives. */
export type Said =
  { readonly event: string; readonly data: Readonly<Record<string, unknown>> } | { readonly comment: string };

export interface Stream {
  readonly status: number;
  readonly type: string | null;
  /** What comes next, as soon as it is there; undefined at the proper end of the answer. */
  readonly next: () => Promise<Said | undefined>;
  readonly leave: () => Promise<void>;
}

/** Asks a module, and listens to its answer piece by piece. A connection that is cut is an error. */
export async function ask(url: string, question: string): Promise<Stream> {
  const response = await fetch(url, { method: "POST", body: JSON.stringify({ question }) });
  const blocks = blocksOf(response.body!);
  return {
    status: response.status,
    type: response.headers.get("content-type"),
    next: async () => {
      const { value, done } = await blocks.next();
      return done ? undefined : said(value);
    },
    leave: async () => {
      await blocks.return();
    },
  };
}

/** The rest of an answer. */
export async function rest({ next }: Pick<Stream, "next">): Promise<Said[]> {
  const all: Said[] = [];
  for (let one = await next(); one !== undefined; one = await next()) all.push(one);
  return all;
}

async function* blocksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string, void> {
  const decoder = new TextDecoder();
  let open = "";
  for await (const bytes of body) {
    const blocks = (open + decoder.decode(bytes, { stream: true })).split("\n\n");
    open = blocks.pop()!;
    yield* blocks;
  }
  if (open !== "") throw new Error(`the answer ends in the middle of ${JSON.stringify(open)}`);
}

function said(block: string): Said {
  if (block.startsWith(":")) return { comment: block.slice(1).trim() };
  const [event, data] = ["event", "data"].map((name) => new RegExp(`^${name}: (.*)$`, "m").exec(block)![1]!);
  return { event: event!, data: JSON.parse(data!) as Record<string, unknown> };
}
