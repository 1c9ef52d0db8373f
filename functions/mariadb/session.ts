import { createConnection, type Connection, type RowDataPacket } from "mysql2/promise";
import type { Credentials } from "./credentials";
import type { Identifier } from "./identifiers";
import type { Statement } from "./statements";

export interface Server {
  readonly host: string;
  readonly port: number;
}

export type Row = Readonly<Record<string, unknown>>;

/** Runs one statement; rejects with the statement's purpose and the server's words. */
export type Run = (statement: Statement) => Promise<readonly Row[]>;

export interface Session {
  readonly run: Run;
  close(): Promise<void>;
}

/** Opens a session, in a schema where one is told. */
export type Open = (server: Server, credentials: Credentials, schema?: Identifier) => Promise<Session>;

const connectMilliseconds = 5_000;
const statementMilliseconds = 60_000;
const closeMilliseconds = 2_000;
/** The server gives a statement up before the client does, which could not tell whether it still comes about. */
const lockSeconds = 30;

/** An error of the server, without the statement that the driver's own errors carry into the log. */
export class SqlError extends Error {
  constructor(
    what: string,
    readonly code: string,
    detail: string,
  ) {
    super(`cannot ${what}: ${code}: ${detail}`);
    this.name = "SqlError";
  }
}

/**
 * Sessions of a server whose certificate these authorities prove. Never without TLS: a server that has none
 * gets no password. The driver checks the name in the certificate only when told.
 */
export function sessions(authorities: () => string): Open {
  return async (server, { username, password }, schema) => {
    const what = `connect to ${server.host}:${server.port} as ${username}`;
    const ssl = { ca: authorities(), rejectUnauthorized: true, verifyIdentity: true, minVersion: "TLSv1.2" };
    const connection = await createConnection({
      host: server.host,
      port: server.port,
      user: username,
      password,
      ssl,
      connectTimeout: connectMilliseconds,
      ...(schema !== undefined && { database: schema }),
    }).catch((error: unknown) => {
      throw sqlError(what, error);
    });
    // An idle connection that breaks tells nobody else, and would end the process.
    connection.on("error", () => undefined);
    const session = { run: runner(connection), close: () => close(connection) };
    try {
      await session.run({ what, sql: `SET SESSION lock_wait_timeout = ${lockSeconds}` });
    } catch (error) {
      connection.destroy();
      throw error;
    }
    return session;
  };
}

/** Ends the session whatever the work did. */
export async function using<T>(session: Session, work: (run: Run) => Promise<T>): Promise<T> {
  try {
    return await work(session.run);
  } finally {
    await session.close();
  }
}

function runner(connection: Connection): Run {
  return async ({ what, sql }) => {
    try {
      const [rows] = await within(statementMilliseconds, connection.query<RowDataPacket[]>(sql));
      return Array.isArray(rows) ? rows : [];
    } catch (error) {
      throw sqlError(what, error);
    }
  };
}

/** Takes leave, so that the server's log has no aborted connection, but does not wait long for an answer. */
async function close(connection: Connection): Promise<void> {
  await within(closeMilliseconds, connection.end()).catch(() => undefined);
  connection.destroy();
}

/** The driver's own deadline of a statement begins anew with each packet, and outlives a connection that breaks. */
async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = Object.assign(new Error(`no answer within ${milliseconds} ms`), { code: "ETIMEDOUT" });
    timer = setTimeout(() => {
      reject(error);
    }, milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function sqlError(what: string, error: unknown): SqlError {
  const { code, sqlMessage, message } = error as { code?: unknown; sqlMessage?: unknown; message?: unknown };
  return new SqlError(what, typeof code === "string" ? code : "error", String(sqlMessage ?? message));
}
