import { setTimeout as wait } from "node:timers/promises";
import { expect } from "chai";
import { type Identifier, usersOf } from "../../../functions/mariadb/identifiers";
import type { Open, Run } from "../../../functions/mariadb/session";
import { showSessions } from "../../../functions/mariadb/statements";
import { mariadbServer } from "../../support/mariadbServer";
import { Environment, schemaOf, sql } from "./support/modules";

describe("the removal of a schema from a real MariaDB", function () {
  this.timeout(30_000);
  let environment: Environment;
  before(async function () {
    environment = new Environment(await mariadbServer(this));
  });
  beforeEach(async () => {
    await environment.clean();
    await environment.make("a-b");
    await environment.make("axb");
    const session = await environment.login("a-b");
    await session.run(sql("CREATE TABLE kept (id INT)"));
    await session.run(sql("INSERT INTO kept VALUES (1)"));
    await session.close();
  });
  after(() => environment?.clean());

  const remove = (onRemove: "keep" | "drop") =>
    environment.bootstrap()({ ...environment.input("a-b", "none", onRemove), tf: { action: "delete" } });
  const rows = () => environment.sql((run) => run(sql("SELECT * FROM a_b.kept")).catch(() => "gone"));
  const code = (work: Promise<unknown>) =>
    work.then(
      () => "done",
      (error: unknown) => (error as { code: string }).code,
    );

  it("ends all access with `keep`, sessions that are open among it, and keeps the data", async () => {
    await environment.rotate("a-b");
    const first = await environment.login("a-b", "AWSPREVIOUS");
    const second = await environment.login("a-b");
    const other = await environment.login("axb");
    await remove("keep");
    for (const session of [first, second])
      expect(await session.run(sql("SELECT * FROM a_b.kept")).catch(() => "ended")).to.equal("ended");
    for (const stage of ["AWSPREVIOUS", "AWSCURRENT"] as const)
      expect(await code(environment.login("a-b", stage))).to.equal("ER_ACCESS_DENIED_ERROR");
    expect(await rows()).to.deep.equal([{ id: 1 }]);
    expect(await other.run(sql("SELECT 1 AS one"))).to.deep.equal([{ one: 1 }]);
    await Promise.all([first, second, other].map((session) => session.close()));
  });

  it("takes the data with `drop`, while a transaction holds a table of it", async () => {
    const session = await environment.login("a-b");
    await session.run(sql("START TRANSACTION"));
    await session.run(sql("SELECT * FROM kept"));
    await remove("drop");
    expect(await rows()).to.equal("gone");
    await session.close();
  });

  it("goes on when a session ends by itself first, and fails when it cannot be ended", async () => {
    const session = await environment.login("a-b");
    const failing =
      (first: () => Promise<void>): Open =>
      async (...args) => {
        const opened = await environment.server.open(...args);
        const run: Run = async (statement) => {
          if (!statement.sql.startsWith("CALL")) return opened.run(statement);
          await first();
          return opened.run(sql("CALL mysql.rds_kill(999999999)"));
        };
        return { ...opened, run };
      };
    const removed = (openMariadb: Open) =>
      environment.bootstrap({ openMariadb })({ ...environment.input("a-b"), tf: { action: "delete" } });
    expect(await removed(failing(() => Promise.resolve())).catch(String)).to.match(/Unknown thread id/);
    const ended = async () => {
      await session.close();
      const users = Object.values(usersOf(schemaOf("a-b"))) as Identifier[];
      while ((await environment.sql((run) => run(showSessions(users)))).length > 0) await wait(10);
    };
    await removed(failing(ended));
  });

  it("is undone by declaring the schema again: data that was kept is there", async () => {
    await remove("keep");
    await environment.make("a-b");
    const session = await environment.login("a-b");
    expect(await session.run(sql("SELECT * FROM kept"))).to.deep.equal([{ id: 1 }]);
    await session.close();
  });

  it("goes by what was there before: an update without the schema removes it", async () => {
    const before = environment.input("a-b", "none", "drop");
    const { mariadb: _, ...input } = before;
    await environment.bootstrap()({
      ...input,
      onRemove: "keep",
      tf: { action: "update", prev_input: before },
    });
    expect(await code(environment.login("a-b"))).to.equal("ER_ACCESS_DENIED_ERROR");
    // The new word counts.
    expect(await rows()).to.deep.equal([{ id: 1 }]);
  });

  it("removes nothing on an update that still has the schema, or that has another server in its place", async () => {
    const input = environment.input("a-b");
    const elsewhere = { ...input, mariadb: { ...input.mariadb, host: "old.example.com" } };
    for (const prev_input of [input, elsewhere])
      await environment.bootstrap()({ ...input, tf: { action: "update", prev_input } });
    await (await environment.login("a-b")).close();
  });
});
