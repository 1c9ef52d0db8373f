/** The text of a secret before its rotation and after it. */
export interface Versions {
  /** What clients use now. */
  readonly current: string;
  /** What they get when the rotation has ended. */
  readonly pending: string;
}

/**
 * What is particular to one kind of secret; stages and versions are the frame's. Secrets Manager repeats a step
 * that failed, and a whole rotation too, so that each of these may run again after it stopped anywhere.
 */
export interface RotationKind {
  /** The next value. It makes nothing on the server: a rotation that ends here has changed nothing. */
  next(current: string): Promise<string>;
  /** Makes the server take the pending value, and leaves the current one good. */
  set(versions: Versions): Promise<void>;
  /** Rejects unless the pending value opens what the current one does. */
  test(versions: Versions): Promise<void>;
}

/** Value of a secret's tag `Rotation`. */
export const kindNames = ["mariadb-user", "qdrant-token", "qdrant-key"] as const;
export type KindName = (typeof kindNames)[number];

/** Where the MariaDB server is, from the function's environment. */
export interface MariadbSettings {
  readonly host: string;
  readonly port: number;
  readonly adminSecretArn: string;
}

/** Where the Qdrant servers are, from the function's environment. */
export interface QdrantSettings {
  readonly urls: readonly string[];
  readonly authority: string;
  readonly keySecretArn: string;
}

/** The text of a secret's current version. */
export type ReadSecret = (arn: string) => Promise<string>;

/** What a kind is made of. A kind asks for other secrets only when a step needs them, for they rotate too. */
export interface KindParts<Server> {
  readonly server: Server;
  readonly readSecret: ReadSecret;
}

/** Each kind is one such function: `mariadbUser`, `qdrantToken`; `qdrantKey` knows no server. */
export type MakeKind<Server> = (parts: KindParts<Server>) => RotationKind;
