import { randomBytes } from "node:crypto";
import { type Keys, readKeys } from "../qdrant/keys";
import type { RotationKind } from "./kind";

/**
 * Qdrant's own key. Nodes read it when they start, and take the one before as the alternate, by which the modules'
 * tokens are signed until they are rotated themselves. There is nothing to set on a server that runs.
 */
export const qdrantKey: RotationKind = {
  next(current) {
    const next: Keys = { key: randomBytes(32).toString("base64url"), alternate: readKeys(current).key };
    return Promise.resolve(JSON.stringify(next));
  },

  set: () => Promise.resolve(),

  test({ current, pending }) {
    const { key, alternate } = readKeys(pending);
    // So it is when rotation is configured.
    if (pending === current) return Promise.resolve();
    const now = readKeys(current);
    if (alternate !== now.key || key === now.key)
      throw new Error(
        "the pending key must be another one, with the current key as its alternate: rotate again",
      );
    return Promise.resolve();
  },
};
