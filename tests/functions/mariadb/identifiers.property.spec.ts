import { expect } from "chai";
import fc from "fast-check";
import { readOrder } from "../../../functions/data-bootstrap/input";
import { makeMariadb, removeMariadb } from "../../../functions/data-bootstrap/mariadb";
import {
  metadataSchema,
  otherUser,
  schemaIdentifier,
  schemaOfUser,
  usersOf,
} from "../../../functions/mariadb/identifiers";
import type { Open, Row } from "../../../functions/mariadb/session";
import { mariadbUser } from "../../../functions/rotate-secret/mariadbUser";
import { secretArn } from "../rotate-secret/support/secretsManager";

/** What may stand between quotes in any statement: an identifier, as in a grant too, or a hash. */
const quotable = /^([a-z][a-z0-9]*(\\?_[a-z0-9]+)*(__b)?|%|\*[0-9A-F]{40})$/;
/** The rest of a statement is the function's own words. */
const ownWords = /^[A-Za-z0-9_ ,.*@()=]*$/;

function check(statement: string): void {
  const quoted = [...statement.matchAll(/`([^`]*)`|'([^']*)'/g)].map(([, a, b]) => a ?? b ?? "");
  for (const text of quoted) expect(text, statement).to.match(quotable);
  expect(statement.replace(/`[^`]*`|'[^']*'/g, ""), statement).to.match(ownWords);
}

/** A server that notes each statement, and has hostile answers. */
function recording(statements: string[], answers: readonly string[]): Open {
  return (_server, _credentials, schema) => {
    if (schema !== undefined) check(`USE \`${schema}\``);
    const rows = (sql: string): Row[] =>
      sql.startsWith("SHOW GRANTS")
        ? answers.map((answer) => ({ Grants: answer }))
        : sql.startsWith("SELECT ID")
          ? [{ id: 7 }]
          : [];
    return Promise.resolve({
      close: () => Promise.resolve(),
      run: ({ sql }) => {
        statements.push(sql);
        return Promise.resolve(rows(sql));
      },
    });
  };
}

const hostile = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "a`b",
    "a'b",
    "a\\",
    "a_b`; DROP DATABASE mysql; -- ",
    "a'@'%' IDENTIFIED BY ''; -- ",
    "mysql",
    "platform_metadata",
    "sys",
    "a__b",
    "A",
    "a\u0000",
    "ａ",
    "",
  ),
  fc.stringMatching(/^[a-z][a-z0-9-]{0,30}$/),
);

const input = (module: string, schema: string) => ({
  revision: 1,
  module,
  onRemove: "drop",
  mariadb: {
    host: "db.example.com",
    port: 3306,
    adminSecretArn: secretArn("admin"),
    userSecretArn: secretArn("user"),
    schema,
    metadata: "write",
  },
  tf: { action: "create", prev_input: null },
});

describe("identifiers in SQL", () => {
  it("are whitelisted: nothing else of an input, a secret or an answer reaches a statement", async () => {
    const grants = fc.array(
      fc.oneof(
        hostile,
        hostile.map((text) => `GRANT SELECT ON \`${text}\`.* TO \`${text}\`@\`%\``),
        hostile.map((text) => `GRANT ${text} ON \`a\\_b\`.* TO \`a_b\`@\`%\``),
      ),
    );
    let reached = 0;
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, hostile, grants, fc.boolean(), async (...all) => {
        const [module, otherSchema, username, password, answers, same] = all;
        const schema = same ? module.replaceAll("-", "_") : otherSchema;
        const statements: string[] = [];
        const secrets = {
          read: () => Promise.resolve(JSON.stringify({ username: same ? schema : username, password })),
          held: () => Promise.resolve([]),
          write: () => Promise.resolve(),
        };
        const openMariadb = recording(statements, answers);
        const parts = { secrets, openMariadb } as never;
        try {
          const order = readOrder(input(module, schema));
          if (order.action !== "make") throw new Error("not the input's action");
          reached += 1;
          await removeMariadb(order.declared.mariadb!, "drop", parts);
          const good = {
            read: () => Promise.resolve(JSON.stringify({ username: schema, password: "p".repeat(40) })),
          };
          await makeMariadb(order.declared.mariadb!, { secrets: good, openMariadb } as never);
          await makeMariadb(order.declared.mariadb!, parts);
        } catch (error) {
          expect(error).to.be.instanceOf(Error);
          expect((error as Error).name, String(error)).to.not.equal("AssertionError");
        }
        statements.forEach(check);
      }),
    );
    expect(reached, "inputs that are good").to.be.greaterThan(5);
  });

  it("are whitelisted in a rotation too, whatever its secrets hold", async () => {
    const texts = fc.oneof(
      hostile,
      fc.record({ username: hostile, password: hostile }).map((value) => JSON.stringify(value)),
      hostile.map((username) => JSON.stringify({ username, password: "p".repeat(40) })),
    );
    await fc.assert(
      fc.asyncProperty(texts, texts, async (current, pending) => {
        const statements: string[] = [];
        const server = { host: "db.example.com", port: 3306, adminSecretArn: secretArn("admin") };
        const readSecret = () => Promise.resolve('{"username":"admin","password":"any"}');
        const kind = mariadbUser({ server, readSecret }, recording(statements, []));
        const told = (error: unknown) => {
          expect((error as Error).name, String(error)).to.not.equal("AssertionError");
        };
        const next = await Promise.resolve()
          .then(() => kind.next(current))
          .catch(told);
        for (const one of [pending, next ?? pending])
          for (const step of ["set", "test"] as const)
            await Promise.resolve()
              .then(() => kind[step]({ current, pending: one }))
              .catch(told);
        statements.forEach(check);
      }),
    );
  });

  it("never let a module of one name have a user or a schema of another's, or of the server's", () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,6}$/);
    fc.assert(
      fc.property(name, name, (a, b) => {
        const [one, two] = [schemaIdentifier(a), schemaIdentifier(b)];
        if (one === undefined || two === undefined) return;
        for (const user of Object.values(usersOf(one)) as string[]) {
          expect(schemaOfUser(user)).to.equal(one);
          expect(otherUser(one, otherUser(one, user))).to.equal(user);
          if (one !== two) expect(Object.values(usersOf(two))).to.not.include(user);
        }
      }),
    );
    for (const taken of ["mysql", "sys", "admin", "rdsadmin", "root", "information_schema", metadataSchema])
      expect(schemaIdentifier(taken), taken).to.equal(undefined);
    for (const bad of ["", "1a", "_a", "a__b", "A", "a-b", "a b", "a`", `a${"x".repeat(32)}`, "a\n"])
      expect(schemaIdentifier(bad), bad).to.equal(undefined);
    expect(schemaIdentifier(`a${"x".repeat(31)}`)).to.be.a("string");
  });
});
