import { createHash, randomBytes } from "node:crypto";

/** What a secret of a database user holds, RDS's own for the administrator among them. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

declare const hashed: unique symbol;
/** What the server keeps of a password. Statements carry this, so that no log of the server has the password. */
export type PasswordHash = string & { readonly [hashed]: true };

/** Reads a secret. Its text stays out of the fault. */
export function readCredentials(text: string): Credentials {
  const { username, password } = parsed(text);
  if (typeof username !== "string" || username === "" || typeof password !== "string" || password === "")
    throw new Error('the secret of a database user must be JSON {"username":"…","password":"…"}');
  return { username, password };
}

/** Takes what Secrets Manager generates without punctuation, and nothing that somebody could guess. */
export function readUserCredentials(text: string): Credentials {
  const credentials = readCredentials(text);
  if (!/^[A-Za-z0-9]{20,64}$/.test(credentials.password))
    throw new Error("the password of a module's database user must be 20 to 64 letters and digits");
  return credentials;
}

/** 160 bits. */
export function newPassword(): string {
  return randomBytes(20).toString("hex");
}

/** As mysql_native_password has it: https://mariadb.com/kb/en/authentication-plugin-mysql_native_password/. */
export function passwordHash(password: string): PasswordHash {
  const sha1 = (data: string | Buffer) => createHash("sha1").update(data).digest();
  return `*${sha1(sha1(password)).toString("hex").toUpperCase()}` as PasswordHash;
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(text) ?? {}) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
