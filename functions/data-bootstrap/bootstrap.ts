import { certify } from "./certificate";
import { type Declaration, type Order, readOrder } from "./input";
import { makeMariadb, removeMariadb } from "./mariadb";
import type { Parts } from "./parts";
import { dropFrom, makeQdrant, removeQdrant } from "./qdrant";

/** What the stack's state keeps as the invocation's result: public, and the same for the same input. */
export type Answer = { readonly module: string } | { readonly authority: string };

/** One piece of work, in an operator's words. */
interface Work {
  readonly what: string;
  readonly does: () => Promise<void>;
}

/**
 * Makes what a module declared, and removes what it no longer declares. It throws where anything fails, which
 * fails the `up`; the next one runs it again, and finds what was made already.
 */
export function dataBootstrap(parts: Parts) {
  return async (event: unknown): Promise<Answer> => {
    const order = readOrder(event);
    if (order.action === "certify") return certify(order.request, parts);
    const { module } = order.declared;
    for (const { what, does } of workOf(order, parts)) {
      const begun = performance.now();
      await does();
      const milliseconds = Math.round(performance.now() - begun);
      parts.log(JSON.stringify({ level: "INFO", message: what, module, milliseconds }));
    }
    return { module };
  };
}

function workOf(order: Exclude<Order, { readonly action: "certify" }>, parts: Parts): Work[] {
  const { declared } = order;
  if (order.action === "remove") return removal(declared, {}, declared.onRemove, parts);
  const { module, mariadb, qdrant, onRemove } = declared;
  return [
    // First, since only this invocation is told what was there before: one that fails below may be repeated.
    ...(order.before === undefined ? [] : removal(order.before, declared, onRemove, parts).map(told)),
    ...(mariadb === undefined ? [] : [work("schema is as declared", () => makeMariadb(mariadb, parts))]),
    ...(qdrant === undefined
      ? []
      : [work("collections are as declared", () => makeQdrant(module, qdrant, parts))]),
  ];
}

/** What takes away that `before` has and `now` has not. Another server in place of the old one took it along. */
function removal(
  before: Pick<Declaration, "module" | "mariadb" | "qdrant">,
  now: Pick<Declaration, "mariadb" | "qdrant">,
  onRemove: "keep" | "drop",
  parts: Parts,
): Work[] {
  const { module, mariadb, qdrant } = before;
  const left = now.qdrant?.collections;
  const gone =
    left === undefined ? [] : Object.keys(qdrant?.collections ?? {}).filter((name) => !(name in left));
  return [
    ...(mariadb !== undefined && now.mariadb === undefined
      ? [work(`schema is removed (${onRemove})`, () => removeMariadb(mariadb, onRemove, parts))]
      : []),
    ...(qdrant !== undefined && now.qdrant === undefined
      ? [work(`collections are removed (${onRemove})`, () => removeQdrant(module, qdrant, onRemove, parts))]
      : []),
    ...(now.qdrant !== undefined && gone.length > 0 && onRemove === "drop"
      ? [work(`${gone.join(" ")} dropped`, () => dropFrom(now.qdrant!, gone, parts))]
      : []),
  ];
}

/** The provider tells the previous input once: it stores the new one even when the function failed. */
function told({ what, does }: Work): Work {
  return work(what, () =>
    does().catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(
        `${reason}\nThis was to end with: ${what}. The next up does not repeat it: declare in the stack file what was removed, run up, and remove it again.`,
        { cause: error },
      );
    }),
  );
}

function work(what: string, does: () => Promise<void>): Work {
  return { what, does };
}
