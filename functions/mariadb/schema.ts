import { type Credentials, newPassword, passwordHash } from "./credentials";
import { grantChanges, type MetadataAccess } from "./grants";
import { type Identifier, metadataSchema, usersOf } from "./identifiers";
import type { Run } from "./session";
import {
  createSchema,
  createUser,
  dropSchema,
  dropUser,
  endSession,
  requireTls,
  setPassword,
  showGrants,
  showSessions,
} from "./statements";

export interface SchemaRequest {
  readonly schema: Identifier;
  readonly metadata: MetadataAccess;
  /** What the module's tasks log in with. */
  readonly current: Credentials;
}

/**
 * Makes the schema, its two users and their grants, or puts right what differs. Each statement may be repeated
 * after any other, so that a run which stopped anywhere is completed by the next. The user that is not in use
 * keeps its password: tasks that started before the last rotation still open sessions with it. New, it gets one
 * that nobody knows, and waits for its first rotation.
 */
export async function makeSchema(run: Run, { schema, metadata, current }: SchemaRequest): Promise<void> {
  const { first, second } = usersOf(schema);
  const user = [first, second].find((one) => one === current.username);
  if (user === undefined)
    throw new Error(
      `the secret of schema ${schema} must name user ${first} or ${second}; got ${JSON.stringify(current.username)}`,
    );

  await run(createSchema(schema));
  if (metadata !== "none") await run(createSchema(metadataSchema));
  for (const one of [first, second]) {
    await run(createUser(one, passwordHash(newPassword())));
    await run(requireTls(one));
    const lines = (await run(showGrants(one))).flatMap((row) => Object.values(row).map(String));
    for (const statement of grantChanges(lines, one, schema, metadata)) await run(statement);
  }
  await run(setPassword(user, passwordHash(current.password)));
}

/**
 * Ends all access of a schema's users, and takes the schema itself if that is told. A dropped user's open
 * sessions would go on, so they are ended after nobody can open another.
 */
export async function removeSchema(run: Run, schema: Identifier, what: "keep" | "drop"): Promise<void> {
  const users = Object.values(usersOf(schema)) as Identifier[];
  for (const user of users) await run(dropUser(user));
  for (const id of await sessionsOf(run, users))
    await run(endSession(id)).catch(async (error: unknown) => {
      // It may have ended by itself meanwhile.
      if ((await sessionsOf(run, users)).includes(id)) throw error;
    });
  if (what === "drop") await run(dropSchema(schema));
}

async function sessionsOf(run: Run, users: readonly Identifier[]): Promise<number[]> {
  return (await run(showSessions(users))).map(({ id }) => Number(id));
}
