import { backupTraps, cacheTraps } from "./traps/cacheAndBackups";
import { bucketTraps } from "./traps/buckets";
import { mariadbTraps } from "./traps/mariadb";
import { qdrantTraps } from "./traps/qdrant";
import { secretTraps } from "./traps/secrets";
import { buildAll, type Built } from "./traps/trap";

const tables = {
  MariaDB: mariadbTraps,
  Qdrant: qdrantTraps,
  buckets: bucketTraps,
  secrets: secretTraps,
  cache: cacheTraps,
  backups: backupTraps,
};

describe("traps of AWS", function () {
  this.timeout(60_000);
  let built: Built;
  before(async () => {
    built = await buildAll();
  });

  for (const [subject, traps] of Object.entries(tables))
    describe(subject, () => {
      for (const [trap, seen] of traps) it(trap, () => seen(built));
    });
});
