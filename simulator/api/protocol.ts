import { z } from "zod";
import type { ApiWorld } from "./world";

/** An error as AWS tells it: the SDK makes an exception with this name of it. */
export class ApiFault extends Error {
  constructor(
    readonly type: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

/** What AWS has and this double has not. It says so, for an answer that is only nearly right would mislead. */
export function notSimulated(what: string): ApiFault {
  return new ApiFault("NotSimulatedException", `the simulated AWS does not model ${what}`);
}

export type Operation = (world: ApiWorld, body: unknown) => object;
export type Operations = Readonly<Record<string, Operation>>;

/** An operation with exactly the inputs that it models: any other key is refused rather than ignored. */
export function operation<Shape extends z.ZodRawShape>(
  shape: Shape,
  answer: (world: ApiWorld, input: z.output<z.ZodObject<Shape, z.core.$strict>>) => object,
): Operation {
  const schema = z.strictObject(shape);
  return (world, body) => {
    const input = schema.safeParse(body);
    if (!input.success) throw notSimulated(`this input: ${z.prettifyError(input.error)}`);
    return answer(world, input.data);
  };
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Undefined on the last page, and JSON leaves it out. */
  readonly next: string | undefined;
}

/** One page of a list. The token is not a number, so that nobody learns to count with it. */
export function pageOf<Item>(items: readonly Item[], size: number, token: string | undefined): Page<Item> {
  const start = token === undefined ? 0 : Number(/^page-at-(\d+)$/.exec(token)?.[1]);
  if (Number.isNaN(start))
    throw notSimulated(`the page token ${JSON.stringify(token)}: it gave no such token`);
  const end = start + size;
  return { items: items.slice(start, end), next: end < items.length ? `page-at-${end}` : undefined };
}
