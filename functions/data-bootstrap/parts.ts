import type { Open } from "../mariadb/session";
import type { Connection, Server } from "../qdrant/connect";
import type { Keys } from "../qdrant/keys";
import type { Secrets } from "../secrets";

/** What the function reaches; a test has its own of each. */
export interface Parts {
  readonly secrets: Secrets;
  readonly openMariadb: Open;
  readonly openQdrant: (server: Server, keys: Keys) => Promise<Connection>;
  readonly now: () => Date;
  /** Takes one line without its end. */
  readonly log: (line: string) => void;
}
