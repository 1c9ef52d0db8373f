import {
  type Credentials,
  newPassword,
  passwordHash,
  readCredentials,
  readUserCredentials,
} from "../mariadb/credentials";
import { type Identifier, otherUser, schemaOfUser } from "../mariadb/identifiers";
import { type Open, using } from "../mariadb/session";
import { setPassword } from "../mariadb/statements";
import type { KindParts, MariadbSettings, RotationKind } from "./kind";

/**
 * Passwords of a schema's two users in turn. Tasks that still run with the current one go on with it, and open
 * new sessions, until the rotation after this one.
 */
export function mariadbUser({ server, readSecret }: KindParts<MariadbSettings>, open: Open): RotationKind {
  return {
    next(current) {
      const { schema, credentials } = readUser(current);
      const username = otherUser(schema, credentials.username);
      return Promise.resolve(JSON.stringify({ username, password: newPassword() }));
    },

    async set(versions) {
      const current = readUser(versions.current);
      const pending = readUser(versions.pending);
      const turn = otherUser(current.schema, current.credentials.username);
      if (pending.credentials.username !== turn)
        throw new Error(
          `the pending user must be ${turn}, whose turn it is after ${current.credentials.username}; got ${pending.credentials.username}`,
        );
      const administrator = readCredentials(await readSecret(server.adminSecretArn));
      await using(await open(server, administrator), (run) =>
        run(setPassword(turn, passwordHash(pending.credentials.password))),
      );
    },

    async test({ pending }) {
      const { schema, credentials } = readUser(pending);
      // The server refuses a schema on which the user has no grant.
      await (await open(server, credentials, schema)).close();
    },
  };
}

function readUser(text: string): { readonly schema: Identifier; readonly credentials: Credentials } {
  const credentials = readUserCredentials(text);
  const schema = schemaOfUser(credentials.username);
  if (schema === undefined)
    throw new Error(`the secret must name a module's user; got ${JSON.stringify(credentials.username)}`);
  return { schema, credentials };
}
