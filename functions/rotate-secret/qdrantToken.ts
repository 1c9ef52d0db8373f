import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { qdrantClient } from "../qdrant/client";
import { connect, type Connection } from "../qdrant/connect";
import { readKeys } from "../qdrant/keys";
import { type Claims, claimsFor, readClaims, sign } from "../qdrant/token";
import { admitOnly } from "../qdrant/tokens";
import type { MakeKind, QdrantSettings } from "./kind";

/**
 * The token of a module. The one before stays good until the next rotation, for tasks run with it until they
 * are restarted; those that are older end here.
 */
export const qdrantToken: MakeKind<QdrantSettings> = ({ server, readSecret }) => {
  const opened = async (): Promise<Connection> =>
    connect(server, readKeys(await readSecret(server.keySecretArn)));

  return {
    async next(current) {
      const { subject, access } = claimsIn(current);
      // By the key that the nodes take: they may not have been restarted since its rotation.
      const { key } = await opened();
      return sign(
        claimsFor(
          subject,
          access.map(({ collection }) => collection),
          randomUUID(),
        ),
        key,
      );
    },

    async set({ current, pending }) {
      // An `up` in the middle of a rotation may have changed the collections, and its token must not go back.
      if (!isDeepStrictEqual(claimsIn(pending).access, claimsIn(current).access))
        throw new Error(
          "the pending token is for other collections than the current one: take AWSPENDING from its version, and rotate again",
        );
      const { client } = await opened();
      await admitOnly(client, claimsIn(pending).subject, [current, pending], pending);
    },

    async test({ pending }) {
      // At every node, for one that was not restarted after the key's rotation does not know the new key.
      for (const url of server.urls) {
        const client = qdrantClient(url, server.authority, pending);
        for (const { collection } of claimsIn(pending).access)
          await client.scroll(collection, { limit: 1, with_payload: false });
      }
    },
  };
};

function claimsIn(text: string): Claims {
  const claims = readClaims(text);
  if (claims === undefined)
    throw new Error(
      "the secret holds no token of Qdrant: run `pulumi up`, which makes one, and rotate again",
    );
  return claims;
}
