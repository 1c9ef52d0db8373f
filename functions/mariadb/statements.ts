import type { PasswordHash } from "./credentials";
import type { Identifier } from "./identifiers";

/** One statement, and what it does in an operator's words. */
export interface Statement {
  readonly what: string;
  readonly sql: string;
}

/**
 * All that a module may do in a schema. Named one by one, because the master user of RDS does not have all
 * privileges and so cannot give ALL
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.MasterAccounts.html).
 */
export const allPrivileges = [
  "SELECT",
  "INSERT",
  "UPDATE",
  "DELETE",
  "CREATE",
  "DROP",
  "REFERENCES",
  "INDEX",
  "ALTER",
  "CREATE TEMPORARY TABLES",
  "LOCK TABLES",
  "EXECUTE",
  "CREATE VIEW",
  "SHOW VIEW",
  "CREATE ROUTINE",
  "ALTER ROUTINE",
  "EVENT",
  "TRIGGER",
] as const;
export type Privilege = (typeof allPrivileges)[number];

/** From wherever its tasks are; the network is the security groups' matter. */
const account = (user: Identifier) => `'${user}'@'%'`;
const native = (hash: PasswordHash) => `IDENTIFIED VIA mysql_native_password USING '${hash}'`;
const onSchema = (schema: Identifier) => `${schemaPattern(schema)}.*`;

/** In a grant `_` stands for any character: without its backslash the grant on a_b is one on axb too. */
export function schemaPattern(schema: Identifier): string {
  return `\`${schema.replaceAll("_", "\\_")}\``;
}

export function createSchema(schema: Identifier): Statement {
  return { what: `create schema ${schema}`, sql: `CREATE DATABASE IF NOT EXISTS \`${schema}\`` };
}

export function dropSchema(schema: Identifier): Statement {
  return { what: `drop schema ${schema}`, sql: `DROP DATABASE IF EXISTS \`${schema}\`` };
}

export function createUser(user: Identifier, hash: PasswordHash): Statement {
  return {
    what: `create user ${user}`,
    sql: `CREATE USER IF NOT EXISTS ${account(user)} ${native(hash)} REQUIRE SSL`,
  };
}

export function setPassword(user: Identifier, hash: PasswordHash): Statement {
  return {
    what: `set the password of user ${user}`,
    sql: `ALTER USER ${account(user)} ${native(hash)} REQUIRE SSL`,
  };
}

export function requireTls(user: Identifier): Statement {
  return { what: `require TLS of user ${user}`, sql: `ALTER USER ${account(user)} REQUIRE SSL` };
}

export function dropUser(user: Identifier): Statement {
  return { what: `drop user ${user}`, sql: `DROP USER IF EXISTS ${account(user)}` };
}

export function showGrants(user: Identifier): Statement {
  return { what: `read the grants of user ${user}`, sql: `SHOW GRANTS FOR ${account(user)}` };
}

export function grant(privileges: readonly Privilege[], schema: Identifier, user: Identifier): Statement {
  return {
    what: `grant schema ${schema} to user ${user}`,
    sql: `GRANT ${privileges.join(", ")} ON ${onSchema(schema)} TO ${account(user)}`,
  };
}

export function revoke(privileges: readonly Privilege[], schema: Identifier, user: Identifier): Statement {
  return {
    what: `revoke schema ${schema} from user ${user}`,
    sql: `REVOKE ${privileges.join(", ")} ON ${onSchema(schema)} FROM ${account(user)}`,
  };
}

export function revokeAll(user: Identifier): Statement {
  return {
    what: `revoke everything from user ${user}`,
    sql: `REVOKE ALL PRIVILEGES, GRANT OPTION FROM ${account(user)}`,
  };
}

export function showSessions(users: readonly Identifier[]): Statement {
  const list = users.map((user) => `'${user}'`).join(", ");
  return {
    what: `list the sessions of ${users.join(" and ")}`,
    sql: `SELECT ID AS id FROM information_schema.PROCESSLIST WHERE USER IN (${list}) ORDER BY ID`,
  };
}

/**
 * The master user of RDS may not KILL a session of another user, and has this procedure instead
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MariaDB.Concepts.UsersAndPrivileges.html).
 */
export function endSession(id: number): Statement {
  if (!Number.isSafeInteger(id) || id < 0) throw new Error(`a session's id must be a number; got ${id}`);
  return { what: `end session ${id}`, sql: `CALL mysql.rds_kill(${id})` };
}
