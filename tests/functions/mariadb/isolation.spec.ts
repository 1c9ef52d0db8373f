import { expect } from "chai";
import type { Session } from "../../../functions/mariadb/session";
import { mariadbServer } from "../../support/mariadbServer";
import { Environment, modules, schemaOf, sql } from "./support/modules";

/** What a module may not do to another one's schema. */
const attempts: Readonly<Record<string, (other: string) => string>> = {
  "read a table": (other) => `SELECT * FROM ${other}.kept`,
  "write a table": (other) => `INSERT INTO ${other}.kept VALUES (2)`,
  "change rows": (other) => `UPDATE ${other}.kept SET id = 3`,
  "delete rows": (other) => `DELETE FROM ${other}.kept`,
  "create a table": (other) => `CREATE TABLE ${other}.planted (id INT)`,
  "copy a table": (other) => `CREATE TABLE copied LIKE ${other}.kept`,
  "move a table there": (other) => `RENAME TABLE own TO ${other}.planted`,
  "alter a table": (other) => `ALTER TABLE ${other}.kept ADD COLUMN planted INT`,
  "drop a table": (other) => `DROP TABLE ${other}.kept`,
  "drop the schema": (other) => `DROP DATABASE ${other}`,
  "alter the schema": (other) => `ALTER DATABASE ${other} CHARACTER SET latin1`,
  "create the schema": (other) => `CREATE DATABASE ${other}`,
  "enter the schema": (other) => `USE ${other}`,
  "list the tables": (other) => `SHOW TABLES FROM ${other}`,
  "describe a table": (other) => `DESCRIBE ${other}.kept`,
  "see how the schema is made": (other) => `SHOW CREATE DATABASE ${other}`,
  "read by a view": (other) => `CREATE VIEW peek AS SELECT * FROM ${other}.kept`,
  "refer to a table": (other) =>
    `CREATE TABLE bound (id INT, FOREIGN KEY (id) REFERENCES ${other}.kept (id)) ENGINE = InnoDB`,
  "set a trigger": (other) =>
    `CREATE TRIGGER ${other}.t BEFORE INSERT ON ${other}.kept FOR EACH ROW SET @x = 1`,
  "make an event": (other) => `CREATE EVENT ${other}.e ON SCHEDULE EVERY 1 DAY DO SELECT 1`,
  "make a procedure": (other) => `CREATE PROCEDURE ${other}.p() SELECT 1`,
  "act as the other": (other) =>
    `CREATE DEFINER = '${other}'@'%' SQL SECURITY DEFINER VIEW peek AS SELECT * FROM ${other}.kept`,
  "read the other's grants": (other) => `SHOW GRANTS FOR '${other}'@'%'`,
  "see how the other logs in": (other) => `SHOW CREATE USER '${other}'@'%'`,
  "set the other's password": (other) => `SET PASSWORD FOR '${other}'@'%' = PASSWORD('taken')`,
  "lend its own schema": (other) => `GRANT SELECT ON *.* TO '${other}'@'%'`,
  "drop the other": (other) => `DROP USER '${other}'@'%'`,
};

/** What it may not do at all. */
const forbidden: Readonly<Record<string, (own: string) => string>> = {
  "see users": () => "SELECT * FROM mysql.user",
  "see passwords": () => "SELECT * FROM mysql.global_priv",
  // Performance Insights needs this schema, and some of its tables are everybody's.
  "see statements of others": () => "SELECT * FROM performance_schema.events_statements_history_long",
  "see sessions of others": () => "SELECT * FROM performance_schema.threads",
  "see who is logged in": () => "SELECT * FROM performance_schema.accounts",
  "make users": () => "CREATE USER 'planted'@'%'",
  "give grants on its own schema": (own) => `GRANT SELECT ON \`${own}\`.* TO 'planted'@'%'`,
  "give itself more": (own) => `GRANT ALL PRIVILEGES ON *.* TO '${own}'@'%'`,
  "leave TLS": (own) => `ALTER USER '${own}'@'%' REQUIRE NONE`,
  "let everybody leave TLS": () => "SET GLOBAL require_secure_transport = OFF",
  "make schemas": () => "CREATE DATABASE planted",
  "become a role": () => "CREATE ROLE planted",
  "end sessions of others": () => "CALL mysql.rds_kill(1)",
  "read files": () => "SELECT LOAD_FILE('/etc/passwd') INTO OUTFILE '/tmp/planted'",
};

const refusals = [
  "ER_ACCESS_DENIED_ERROR",
  "ER_DBACCESS_DENIED_ERROR",
  "ER_TABLEACCESS_DENIED_ERROR",
  "ER_SPECIFIC_ACCESS_DENIED_ERROR",
  "ER_PROCACCESS_DENIED_ERROR",
  "ER_CANT_CREATE_USER_WITH_GRANT",
  "ER_PASSWORD_NOT_ALLOWED",
];

describe("isolation of modules on a real MariaDB", function () {
  this.timeout(30_000);
  let environment: Environment;
  before(async function () {
    environment = new Environment(await mariadbServer(this));
    await environment.clean();
    for (const module of modules) {
      await environment.make(module);
      const session = await environment.login(module);
      await session.run(sql("CREATE TABLE kept (id INT PRIMARY KEY)"));
      await session.run(sql("CREATE TABLE own (id INT)"));
      await session.close();
      // From now on both users have a password that is known.
      await environment.rotate(module);
    }
  });
  after(() => environment?.clean());

  for (const [user, stage] of [
    ["first", "AWSPREVIOUS"],
    ["second", "AWSCURRENT"],
  ] as const)
    for (const module of modules)
      describe(`${module}, logged in as its ${user} user`, () => {
        let session: Session;
        let own: string;
        before(async () => {
          session = await environment.login(module, stage);
          own = environment.credentials(module, stage).username;
        });
        after(() => session?.close());
        const code = (text: string) =>
          session.run(sql(text)).then(
            () => "done",
            (error: unknown) => (error as { code: string }).code,
          );

        for (const other of modules.filter((one) => one !== module))
          it(`cannot touch ${other}`, async () => {
            const outcomes: Record<string, string> = {};
            for (const otherUser of [schemaOf(other), `${schemaOf(other)}__b`])
              for (const [what, statement] of Object.entries(attempts))
                if (otherUser === schemaOf(other) || statement(otherUser).includes(`'${otherUser}'`))
                  outcomes[`${what} (${otherUser})`] = await code(statement(otherUser));
            for (const [what, outcome] of Object.entries(outcomes))
              expect(outcome, what).to.be.oneOf(refusals);
          });

        it("cannot do what is the administrator's", async () => {
          for (const [what, statement] of Object.entries(forbidden))
            expect(await code(statement(own)), what).to.be.oneOf(refusals);
        });

        it("sees its own schema and nobody else's", async () => {
          const schema = schemaOf(module);
          const values = async (text: string) =>
            (await session.run(sql(text))).map((row) => String(Object.values(row)[0]));
          const everybodys = ["information_schema", "performance_schema"];
          for (const text of [
            "SHOW DATABASES",
            "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA",
            "SELECT DISTINCT TABLE_SCHEMA FROM information_schema.TABLES",
          ])
            expect(
              (await values(text)).filter((name) => !everybodys.includes(name)),
              text,
            ).to.deep.equal([schema]);
          for (const view of ["USER_PRIVILEGES", "SCHEMA_PRIVILEGES"])
            expect(await values(`SELECT DISTINCT GRANTEE FROM information_schema.${view}`)).to.deep.equal([
              `'${own}'@'%'`,
            ]);
          expect(await values("SELECT DISTINCT USER FROM information_schema.PROCESSLIST")).to.deep.equal([
            own,
          ]);
        });

        it("can do in its own schema what it needs", async () => {
          for (const text of [
            "INSERT INTO own VALUES (1)",
            "CREATE TABLE made (id INT)",
            "ALTER TABLE made ADD COLUMN name TEXT",
            "CREATE VIEW seen AS SELECT * FROM own",
            "SELECT * FROM seen",
            "DROP VIEW seen",
            "DROP TABLE made",
            "CREATE TEMPORARY TABLE passing (id INT)",
          ])
            expect(await code(text), text).to.equal("done");
        });
      });
});
