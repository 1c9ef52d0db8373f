import type { Fault } from "../../../faults";
import type { EnvironmentConfig } from "../../schema/environment";
import { backupFaults } from "./backups";
import { cacheFaults, cacheUserFaults } from "./cache";
import { connectionFaults } from "./connections";
import { mariadbFaults } from "./mariadb";
import { proxyFaults } from "./proxy";
import { qdrantFaults } from "./qdrant";

/** What must hold within the data tier, and between it and all modules together. */
export function dataRules({ data, modules }: EnvironmentConfig): Fault[] {
  const { mariadb, qdrant, cache, backups } = data;
  return [
    ...(mariadb
      ? [
          ...mariadbFaults(mariadb, modules),
          ...proxyFaults(data, mariadb, modules),
          ...connectionFaults(mariadb, modules),
        ]
      : []),
    ...(qdrant ? qdrantFaults(qdrant, modules) : []),
    ...(cache ? [...cacheFaults(cache), ...cacheUserFaults(modules)] : []),
    ...(backups ? backupFaults(backups, data) : []),
  ];
}
