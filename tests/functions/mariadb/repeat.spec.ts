import { expect } from "chai";
import type { Open } from "../../../functions/mariadb/session";
import { mariadbServer } from "../../support/mariadbServer";
import { Environment, sql } from "./support/modules";

/** The session ends at the n-th statement, before the server gets it or after. */
function breaking(open: Open, n: number, when: "before" | "after"): Open {
  return async (server, credentials, schema) => {
    const session = await open(server, credentials, schema);
    let count = 0;
    return {
      close: () => session.close(),
      run: async (statement) => {
        count += 1;
        if (count === n && when === "before") throw new Error("broken off");
        const rows = await session.run(statement);
        if (count === n) throw new Error("broken off");
        return rows;
      },
    };
  };
}

describe("the bootstrap of a schema, repeated", function () {
  this.timeout(60_000);
  let environment: Environment;
  before(async function () {
    await mariadbServer(this);
  });
  beforeEach(async function () {
    environment = new Environment(await mariadbServer(this));
    await environment.clean();
  });
  after(() => environment?.clean());

  const made = (metadata: "none" | "read" | "write" = "read") => ({
    ...environment.input("a-b", metadata),
    tf: { action: "create", prev_input: null },
  });
  const removed = (onRemove: "keep" | "drop") => ({
    ...environment.input("a-b", "read", onRemove),
    tf: { action: "delete", prev_input: null },
  });

  /** Without what nobody knows: the password of the user that waits for its first rotation. */
  async function picture(): Promise<string[]> {
    return (await environment.picture()).map((line) =>
      line.includes("`a_b__b`@`%`") ? line.replace(/\*[0-9A-F]{40}/, "…") : line,
    );
  }

  it("changes nothing, byte for byte", async () => {
    for (const metadata of ["write", "read", "none"] as const) {
      await environment.bootstrap()(made(metadata));
      const before = await environment.picture();
      expect(before.join("\n")).to.contain("REQUIRE SSL").and.contain("a\\\\_b");
      await environment.bootstrap()(made(metadata));
      expect(await environment.picture()).to.deep.equal(before);
    }
  });

  it("changes nothing after a rotation, neither of the current user nor of the one before", async () => {
    await environment.bootstrap()(made());
    await environment.rotate("a-b");
    const before = await environment.picture();
    await environment.bootstrap()(made());
    expect(await environment.picture()).to.deep.equal(before);
    for (const stage of ["AWSCURRENT", "AWSPREVIOUS"] as const)
      await (await environment.login("a-b", stage)).close();
  });

  for (const when of ["before", "after"] as const)
    it(`is completed by the next run when it broke off ${when} any statement`, async () => {
      await environment.bootstrap()(made());
      const whole = await picture();
      for (let n = 1, broke = true; broke; n++) {
        await environment.clean();
        const openMariadb = breaking(environment.server.open, n, when);
        broke = await environment
          .bootstrap({ openMariadb })(made())
          .then(
            () => false,
            (error: unknown) => {
              expect(String(error)).to.contain("broken off");
              return true;
            },
          );
        expect(n, "statements").to.be.at.most(30);
        if (!broke) expect(n, "statements").to.be.greaterThan(10);
        await environment.bootstrap()(made());
        expect(await picture(), `broken at statement ${n}`).to.deep.equal(whole);
        await (await environment.login("a-b")).close();
      }
    });

  for (const onRemove of ["keep", "drop"] as const)
    it(`is completed by the next run when a removal (${onRemove}) broke off at any statement`, async () => {
      for (let n = 1, broke = true; broke; n++) {
        await environment.bootstrap()(made());
        // So that there is a session to end.
        const session = await environment.login("a-b");
        const openMariadb = breaking(environment.server.open, n, "before");
        broke = await environment
          .bootstrap({ openMariadb })(removed(onRemove))
          .then(
            () => false,
            () => true,
          );
        expect(n, "statements").to.be.at.most(30);
        await environment.bootstrap()(removed(onRemove));
        const left = (await environment.picture()).filter((line) => !line.includes("no such grant"));
        expect(left.join("\n"), `broken at statement ${n}`).to.not.contain("GRANT");
        expect(left.some((line) => line.includes('"SCHEMA_NAME":"a_b"'))).to.equal(onRemove === "keep");
        expect(await session.run(sql("SELECT 1")).catch(() => "ended")).to.equal("ended");
        await session.close();
      }
    });

  it("puts right what somebody changed by hand", async () => {
    await environment.bootstrap()(made());
    const whole = await picture();
    const damage = [
      "REVOKE SELECT ON `a\\_b`.* FROM 'a_b'@'%'",
      "GRANT SELECT ON `a_b`.* TO 'a_b'@'%'",
      "GRANT SELECT ON `axb`.* TO 'a_b__b'@'%'",
      "GRANT INSERT ON `platform\\_metadata`.* TO 'a_b'@'%'",
      "GRANT SELECT ON mysql.user TO 'a_b'@'%'",
      "GRANT PROCESS ON *.* TO 'a_b'@'%'",
      "GRANT SELECT ON `a\\_b`.* TO 'a_b'@'%' WITH GRANT OPTION",
      "GRANT USAGE ON *.* TO 'a_b'@'%' WITH GRANT OPTION",
      "ALTER USER 'a_b'@'%' REQUIRE NONE",
      "ALTER USER 'a_b__b'@'%' REQUIRE NONE",
      "SET PASSWORD FOR 'a_b'@'%' = PASSWORD('forgotten')",
      "DROP USER 'a_b'@'%'",
      "DROP DATABASE a_b",
    ];
    for (const text of damage) {
      await environment.sql((run) => run(sql(text)));
      expect(await picture(), `${text} does damage`).to.not.deep.equal(whole);
      await environment.bootstrap()(made());
      expect(await picture(), text).to.deep.equal(whole);
    }
  });
});
