import type { MariadbSettings, QdrantSettings } from "./kind";

/** Servers whose secrets the function rotates; an environment may have one of them, or both. */
export interface Settings {
  readonly mariadb: MariadbSettings | undefined;
  readonly qdrant: QdrantSettings | undefined;
}

/** Reads the environment of the function, and throws all its faults at once. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const faults: string[] = [];
  const mariadb = read(env.MARIADB, isMariadb);
  if (mariadb === null) faults.push('MARIADB must be JSON {"host":"…","port":3306,"adminSecretArn":"…"}');
  const qdrant = read(env.QDRANT, isQdrant);
  if (qdrant === null)
    faults.push('QDRANT must be JSON {"urls":["https://…"],"authority":"…","keySecretArn":"…"}');
  if (faults.length > 0)
    throw new Error(
      [`the environment of rotate-secret has ${faults.length} fault(s):`, ...faults].join("\n  "),
    );
  return { mariadb: mariadb ?? undefined, qdrant: qdrant ?? undefined };
}

/** Null for what is there and wrong. */
function read<T>(json: string | undefined, good: (value: unknown) => value is T): T | null | undefined {
  if (json === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(json);
    return good(value) ? value : null;
  } catch {
    return null;
  }
}

function isMariadb(value: unknown): value is MariadbSettings {
  const { host, port, adminSecretArn } = (value ?? {}) as Partial<Record<string, unknown>>;
  return isText(host) && Number.isInteger(port) && isText(adminSecretArn);
}

function isQdrant(value: unknown): value is QdrantSettings {
  const { urls, authority, keySecretArn } = (value ?? {}) as Partial<Record<string, unknown>>;
  return (
    Array.isArray(urls) && urls.length > 0 && urls.every(isText) && isText(authority) && isText(keySecretArn)
  );
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
