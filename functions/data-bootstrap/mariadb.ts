import { readCredentials, readUserCredentials } from "../mariadb/credentials";
import { makeSchema, removeSchema } from "../mariadb/schema";
import { type Session, using } from "../mariadb/session";
import type { MariadbPart } from "./input";
import type { Parts } from "./parts";

export async function makeMariadb(part: MariadbPart, parts: Parts): Promise<void> {
  const { schema, metadata } = part;
  const current = readUserCredentials(await parts.secrets.read(part.userSecretArn));
  await using(await asAdministrator(part, parts), (run) => makeSchema(run, { schema, metadata, current }));
}

export async function removeMariadb(part: MariadbPart, what: "keep" | "drop", parts: Parts): Promise<void> {
  await using(await asAdministrator(part, parts), (run) => removeSchema(run, part.schema, what));
}

async function asAdministrator(part: MariadbPart, parts: Parts): Promise<Session> {
  return parts.openMariadb(part, readCredentials(await parts.secrets.read(part.adminSecretArn)));
}
