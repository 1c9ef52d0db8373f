import { expect } from "chai";
import type { Session } from "../../../functions/mariadb/session";
import { mariadbServer } from "../../support/mariadbServer";
import { Environment, sql } from "./support/modules";

const denied = ["ER_DBACCESS_DENIED_ERROR", "ER_TABLEACCESS_DENIED_ERROR"];

describe("the metadata schema on a real MariaDB", function () {
  this.timeout(30_000);
  let environment: Environment;
  const open: Session[] = [];
  before(async function () {
    environment = new Environment(await mariadbServer(this));
    await environment.clean();
    await environment.make("a-b", "read");
    await environment.make("planning", "write");
    await environment.make("axb", "none");
    for (const module of ["a-b", "planning"]) await environment.rotate(module);
  });
  afterEach(() => Promise.all(open.splice(0).map((session) => session.close())));
  after(() => environment?.clean());

  async function login(module: string, stage: "AWSCURRENT" | "AWSPREVIOUS" = "AWSCURRENT") {
    const session = await environment.login(module, stage);
    open.push(session);
    return (text: string) =>
      session.run(sql(text)).then(
        (rows) => rows.map((row) => Object.values(row)[0]),
        (error: unknown) => (error as { code: string }).code,
      );
  }

  it("is written by its owner and read by whoever reads it, by both users of each", async () => {
    const owner = await login("planning", "AWSPREVIOUS");
    expect(await owner("CREATE TABLE platform_metadata.models (name TEXT)")).to.deep.equal([]);
    const ownersSecond = await login("planning");
    expect(await ownersSecond("INSERT INTO platform_metadata.models VALUES ('one')")).to.deep.equal([]);
    for (const stage of ["AWSPREVIOUS", "AWSCURRENT"] as const) {
      const reader = await login("a-b", stage);
      expect(await reader("SELECT name FROM platform_metadata.models")).to.deep.equal(["one"]);
    }
  });

  it("is not written by a reader", async () => {
    const reader = await login("a-b");
    for (const text of [
      "INSERT INTO platform_metadata.models VALUES ('two')",
      "DELETE FROM platform_metadata.models",
      "CREATE TABLE platform_metadata.planted (id INT)",
      "DROP TABLE platform_metadata.models",
      "DROP DATABASE platform_metadata",
      "CREATE VIEW platform_metadata.planted AS SELECT 1",
      "LOCK TABLES platform_metadata.models WRITE",
    ])
      expect(await reader(text), text).to.be.oneOf(denied);
  });

  it("is not even seen by a module that does not declare it", async () => {
    const stranger = await login("axb");
    expect(await stranger("SELECT * FROM platform_metadata.models")).to.be.oneOf(denied);
    expect(await stranger("SHOW DATABASES LIKE 'platform%'")).to.deep.equal([]);
  });

  it("changes hands without a gap: the new owner writes, and the old one reads from then on", async () => {
    const old = await login("planning");
    await environment.make("a-b", "write");
    await environment.make("planning", "read");
    expect(await (await login("a-b"))("INSERT INTO platform_metadata.models VALUES ('three')")).to.deep.equal(
      [],
    );
    expect(await old("SELECT name FROM platform_metadata.models WHERE name = 'three'")).to.deep.equal([
      "three",
    ]);
    const again = await login("planning");
    expect(await again("INSERT INTO platform_metadata.models VALUES ('four')")).to.be.oneOf(denied);

    await environment.make("planning", "none");
    const none = await login("planning");
    expect(await none("SELECT * FROM platform_metadata.models")).to.be.oneOf(denied);
  });

  it("stays with all it holds when its owner is removed, even with `drop`", async () => {
    const input = environment.input("a-b", "write", "drop");
    await environment.bootstrap()({ ...input, tf: { action: "delete", prev_input: input } });
    const [count] = await environment.sql((run) =>
      run(sql("SELECT COUNT(*) AS n FROM platform_metadata.models")),
    );
    expect(Number(count!.n)).to.equal(2);
  });
});
