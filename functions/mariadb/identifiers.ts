declare const checked: unique symbol;

/** A name that may stand in SQL. Only this file makes one, so that the compiler finds every other text. */
export type Identifier = string & { readonly [checked]: true };

/** The two users of a schema; their passwords are changed in turn. */
export interface Users {
  readonly first: Identifier;
  readonly second: Identifier;
}

const namePattern = /^[a-z][a-z0-9_]{0,31}$/;
const alternateSuffix = "__b";

/** Schemas of the server, and users of the server and of RDS; a module of such a name would take them over. */
const reserved = [
  "admin",
  "information_schema",
  "innodb",
  "mariadb",
  "mysql",
  "performance_schema",
  "public",
  "rdsadmin",
  "rdsproxyadmin",
  "rdsrepladmin",
  "root",
  "sys",
];

/** The common schema: one module writes it, and every module with a schema reads it. */
export const metadataSchema = "platform_metadata" as Identifier;

/** Name of a module's schema and of its first user. Undefined for whatever could be another's. */
export function schemaIdentifier(text: string): Identifier | undefined {
  // Two underscores would make the second user of one schema the first of another.
  const good = namePattern.test(text) && !text.includes("__");
  return good && text !== metadataSchema && !reserved.includes(text) ? (text as Identifier) : undefined;
}

export function usersOf(schema: Identifier): Users {
  return { first: schema, second: `${schema}${alternateSuffix}` as Identifier };
}

/** The schema that a user's name belongs to; undefined when it is no module's user. */
export function schemaOfUser(username: string): Identifier | undefined {
  return schemaIdentifier(
    username.endsWith(alternateSuffix) ? username.slice(0, -alternateSuffix.length) : username,
  );
}

/** The user whose turn it is after this one. */
export function otherUser(schema: Identifier, username: string): Identifier {
  const { first, second } = usersOf(schema);
  return username === first ? second : first;
}
