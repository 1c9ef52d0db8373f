import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { accessSync, constants, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import type { Socket } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { delimiter, join } from "node:path";
import type { Writable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import type { Credentials } from "../../functions/mariadb/credentials";
import { type Open, type Server, sessions } from "../../functions/mariadb/session";
import { selfSigned } from "../functions/authorizer/support/certificate";
import { freePort } from "./freePort";

/** A real MariaDB server, which takes no connection without TLS. */
export interface TestServer extends Server {
  /** With what the master user of RDS may do, and no more. */
  readonly administrator: Credentials;
  /** Certificate that proves the server. */
  readonly authority: string;
  readonly open: Open;
}

const startMilliseconds = 60_000;

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.MasterAccounts.html */
const masterPrivileges =
  "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, RELOAD, PROCESS, REFERENCES, INDEX, ALTER, SHOW DATABASES, " +
  "CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, REPLICATION CLIENT, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, " +
  "ALTER ROUTINE, CREATE USER, EVENT, TRIGGER, REPLICATION SLAVE";

let started: Promise<TestServer> | undefined;

/** Runs the server until the pipe to this process closes, however this process ends; then nothing of it is left. */
const untilAlone = `trap '' INT TERM
folder=$1
shift
"$@" <&- &
server=$!
read -r _
kill -KILL "$server"
wait "$server"
rm -rf "$folder"`;

/**
 * The one server of this process; for a before(). MARIADB_URL names a server for tests instead, such as
 * mysql://admin:password@localhost:3306?ca=/path/ca.pem. Where there is none, the tests are skipped, but for CI.
 */
export async function mariadbServer(context: Mocha.Context): Promise<TestServer> {
  context.timeout(startMilliseconds + 5_000);
  const url = process.env.MARIADB_URL;
  if (url === undefined && program("mariadbd") === undefined) {
    const reason = "no MariaDB server: run .ci/install-debian-packages, or set MARIADB_URL";
    if (process.env.CI !== undefined) throw new Error(reason);
    console.log(`      skipped: ${reason}`);
    context.skip();
  }
  started ??= url === undefined ? start() : Promise.resolve(existing(new URL(url)));
  return started;
}

function existing({ hostname, port, username, password, searchParams }: URL): TestServer {
  const authority = readFileSync(searchParams.get("ca") ?? "", "utf8");
  return {
    host: hostname,
    port: port === "" ? 3306 : Number(port),
    administrator: { username: decodeURIComponent(username), password: decodeURIComponent(password) },
    authority,
    open: sessions(() => authority),
  };
}

/** Servers lie where only root looks. */
function program(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin"];
  return folders
    .map((folder) => join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

async function start(): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), "ai-platform-mariadb-"));
  const tls = selfSigned("localhost");
  const administrator = { username: "admin", password: randomBytes(20).toString("hex") };
  const port = await freePort();
  launch(folder, port, tls, administrator);
  const open = sessions(() => tls.cert);
  const server = { host: "localhost", port, administrator, authority: tls.cert, open };
  const until = Date.now() + startMilliseconds;
  for (;;) {
    try {
      await (await open(server, administrator)).close();
      return server;
    } catch (error) {
      if (Date.now() < until) await wait(100);
      else
        throw new Error(`MariaDB did not start:\n${readFileSync(join(folder, "log"), "utf8")}`, {
          cause: error,
        });
    }
  }
}

function launch(
  folder: string,
  port: number,
  tls: { readonly key: string; readonly cert: string },
  administrator: Credentials,
): void {
  const data = join(folder, "data");
  const common = ["--no-defaults", `--datadir=${data}`, `--user=${userInfo().username}`];
  const made = spawnSync(
    "mariadb-install-db",
    [...common, "--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve"],
    { encoding: "utf8", timeout: startMilliseconds },
  );
  if (made.status !== 0) throw new Error(`mariadb-install-db failed:\n${made.stdout}${made.stderr}`);

  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const child = spawn(
    "bash",
    [
      ...["-c", untilAlone, "bash", folder],
      ...[program("mariadbd")!, ...common],
      "--bind-address=127.0.0.1",
      `--port=${port}`,
      `--socket=${join(folder, "socket")}`,
      `--pid-file=${join(folder, "pid")}`,
      `--log-error=${join(folder, "log")}`,
      `--ssl-key=${file("key.pem", tls.key)}`,
      `--ssl-cert=${file("cert.pem", tls.cert)}`,
      `--init-file=${file("init.sql", initialSql(administrator))}`,
      "--require-secure-transport=1",
      "--skip-name-resolve",
      "--character-set-server=utf8mb4",
      "--collation-server=utf8mb4_unicode_ci",
      // As under Performance Insights, which shows what the schema lets users see.
      "--performance-schema=ON",
      // Nothing here outlives the run.
      "--innodb-flush-log-at-trx-commit=0",
      "--innodb-buffer-pool-size=16M",
      "--innodb-log-file-size=8M",
    ],
    { stdio: ["pipe", "ignore", "ignore"] },
  );
  // Neither keeps this process from its end.
  child.unref();
  (child.stdin as Writable & Pick<Socket, "unref">).unref();
}

/** A statement a line. RDS has the procedure, because its master user may not KILL sessions of others. */
function initialSql({ username, password }: Credentials): string {
  return [
    `CREATE USER '${username}'@'%' IDENTIFIED BY '${password}';`,
    `GRANT ${masterPrivileges} ON *.* TO '${username}'@'%' WITH GRANT OPTION;`,
    "CREATE DEFINER = 'root'@'localhost' PROCEDURE mysql.rds_kill(IN thread BIGINT) KILL thread;",
    "",
  ].join("\n");
}
