import type { Open } from "../mariadb/session";
import type { KindName, ReadSecret, RotationKind } from "./kind";
import { mariadbUser } from "./mariadbUser";
import { qdrantKey } from "./qdrantKey";
import { qdrantToken } from "./qdrantToken";
import type { Settings } from "./settings";

/** Finds the kind that a secret's tag names. A kind whose server the environment does not have is an error. */
export function kinds({ mariadb, qdrant }: Settings, readSecret: ReadSecret, open: Open) {
  return (name: KindName): RotationKind => {
    switch (name) {
      case "mariadb-user":
        return mariadbUser({ server: present(mariadb, "MARIADB", name), readSecret }, open);
      case "qdrant-token":
        return qdrantToken({ server: present(qdrant, "QDRANT", name), readSecret });
      case "qdrant-key":
        return qdrantKey;
    }
  };
}

function present<T>(server: T | undefined, variable: string, name: KindName): T {
  if (server === undefined) throw new Error(`${variable} must be set to rotate a secret of kind ${name}`);
  return server;
}
