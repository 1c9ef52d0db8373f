/** What the secret of Qdrant's key holds. Qdrant takes both; an empty alternate is none. */
export interface Keys {
  readonly key: string;
  readonly alternate: string;
}

/** Reads the secret, whose text stays out of the fault. */
export function readKeys(text: string): Keys {
  const { key, alternate } = parsed(text);
  if (typeof key !== "string" || key === "" || typeof alternate !== "string")
    throw new Error(
      'the secret of Qdrant\'s key must be JSON {"key":"…","alternate":"…"}: put such a value into it, ' +
        "with the key that the nodes run with and an empty alternate",
    );
  return { key, alternate };
}

function parsed(text: string): { readonly key?: unknown; readonly alternate?: unknown } {
  try {
    return (JSON.parse(text) as object | null) ?? {};
  } catch {
    return {};
  }
}
