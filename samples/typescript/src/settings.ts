/** What the platform tells a task in its environment. On a laptop it tells nothing, and the module starts as well. */
export interface Settings {
  readonly module: string;
  readonly port: number;
  readonly heartbeatSeconds: number;
  readonly keepAliveSeconds: number;
  readonly drainSeconds: number;
  readonly provider: Provider | undefined;
  /** The module's own schema in MariaDB. */
  readonly database: Database | undefined;
  /** The module's own collections. */
  readonly qdrant: Qdrant | undefined;
  /** In a shared bucket every key begins with the prefix. */
  readonly bucket: { readonly name: string; readonly prefix: string } | undefined;
  /** For each part that is not there, the variables that would make it. */
  readonly missing: Readonly<Record<string, readonly string[]>>;
}

/** Anthropic, or whoever speaks its language. */
export interface Provider {
  readonly key: string;
  readonly model: string;
  readonly url: string;
}

export interface Database {
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly user: string;
  readonly password: string;
  readonly poolSize: number;
}

export interface Qdrant {
  readonly urls: readonly string[];
  readonly key: string;
  readonly authority: string;
  readonly collections: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** A value with which the module cannot even listen. */
export class SettingsError extends Error {}

/** Parts that are not there are undefined, and named in `missing`; only what the server itself needs must be right. */
export function readSettings(environment: Environment): Settings {
  const missing: Record<string, readonly string[]> = {};
  const part = <T>(
    name: string,
    variables: readonly string[],
    read: (values: Values) => T,
  ): T | undefined => {
    const wrong = variables.filter((variable) => !usable(environment, variable));
    if (wrong.length > 0) {
      missing[name] = wrong;
      return undefined;
    }
    return read((variable) => environment[variable]!);
  };
  return {
    module: environment.MODULE ?? "support",
    port: number(environment, "PORT", 8080),
    heartbeatSeconds: number(environment, "HEARTBEAT_SECONDS", 15),
    keepAliveSeconds: number(environment, "KEEP_ALIVE_SECONDS", 920),
    // The platform gives 30 seconds at least from SIGTERM to SIGKILL; the rest is for the way out.
    drainSeconds: number(environment, "DRAIN_SECONDS", 25),
    provider: part("provider", ["ANTHROPIC_API_KEY", "ANTHROPIC_MODEL"], (value) => ({
      key: value("ANTHROPIC_API_KEY"),
      model: value("ANTHROPIC_MODEL"),
      url: environment.ANTHROPIC_BASE_URL ?? "https://api.anthropic.com",
    })),
    database: part("database", databaseVariables, database),
    qdrant: part("qdrant", qdrantVariables, qdrant),
    bucket: part("bucket", ["BUCKET"], (value) => ({
      name: value("BUCKET"),
      prefix: environment.BUCKET_PREFIX ?? "",
    })),
    missing,
  };
}

type Values = (variable: string) => string;

const databaseVariables = ["DB_HOST", "DB_PORT", "DB_NAME", "DB_USER", "DB_PASSWORD", "DB_POOL_SIZE"];
const qdrantVariables = ["QDRANT_URLS", "QDRANT_API_KEY", "QDRANT_CA", "QDRANT_COLLECTIONS"];
const numbers = new Set(["DB_PORT", "DB_POOL_SIZE"]);

function database(value: Values): Database {
  return {
    host: value("DB_HOST"),
    port: Number(value("DB_PORT")),
    name: value("DB_NAME"),
    user: value("DB_USER"),
    password: value("DB_PASSWORD"),
    poolSize: Number(value("DB_POOL_SIZE")),
  };
}

function qdrant(value: Values): Qdrant {
  return {
    urls: value("QDRANT_URLS").split(","),
    key: value("QDRANT_API_KEY"),
    authority: value("QDRANT_CA"),
    collections: value("QDRANT_COLLECTIONS").split(","),
  };
}

/** The platform makes a secret with the value "pending", and people write the key of a provider into it later. */
function usable(environment: Environment, variable: string): boolean {
  const value = environment[variable] ?? "";
  return value !== "" && value !== "pending" && (!numbers.has(variable) || /^\d+$/.test(value));
}

function number(environment: Environment, variable: string, otherwise: number): number {
  const value = environment[variable] ?? String(otherwise);
  if (!/^\d+$/.test(value) || Number(value) < 1 || Number(value) > 65_535)
    throw new SettingsError(
      `${variable} must be a number from 1 to 65535; got ${JSON.stringify(value)}. Leave it out for ${otherwise}.`,
    );
  return Number(value);
}
