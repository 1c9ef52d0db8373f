import { expect } from "chai";
import { grantChanges, type MetadataAccess } from "../../../functions/mariadb/grants";
import { schemaIdentifier } from "../../../functions/mariadb/identifiers";
import { allPrivileges } from "../../../functions/mariadb/statements";

const user = schemaIdentifier("a_b")!;
const all = allPrivileges.join(", ");
const rest = allPrivileges.slice(1).join(", ");
const usage = "GRANT USAGE ON *.* TO `a_b`@`%` IDENTIFIED BY PASSWORD '*00' REQUIRE SSL";
const own = `GRANT ${all} ON \`a\\_b\`.* TO \`a_b\`@\`%\``;
const reads = "GRANT SELECT ON `platform\\_metadata`.* TO `a_b`@`%`";
const writes = `GRANT ${all} ON \`platform\\_metadata\`.* TO \`a_b\`@\`%\``;

const grantOwn = `GRANT ${all} ON \`a\\_b\`.* TO 'a_b'@'%'`;
const grantRead = "GRANT SELECT ON `platform\\_metadata`.* TO 'a_b'@'%'";
const grantWrite = `GRANT ${all} ON \`platform\\_metadata\`.* TO 'a_b'@'%'`;
const everything = "REVOKE ALL PRIVILEGES, GRANT OPTION FROM 'a_b'@'%'";

const cases: readonly (readonly [string, readonly string[], MetadataAccess, readonly string[]])[] = [
  ["a new user", [usage], "none", [grantOwn]],
  ["a new reader", [usage], "read", [grantOwn, grantRead]],
  ["as it should be", [usage, own, reads], "read", []],
  ["from reader to owner", [usage, own, reads], "write", [grantWrite]],
  [
    "from owner to reader",
    [usage, own, writes],
    "read",
    [`REVOKE ${rest} ON \`platform\\_metadata\`.* FROM 'a_b'@'%'`],
  ],
  [
    "no reader any more",
    [usage, own, reads],
    "none",
    ["REVOKE SELECT ON `platform\\_metadata`.* FROM 'a_b'@'%'"],
  ],
  ["a privilege missing", [usage, own.replace("SELECT, ", "")], "none", [grantOwn]],
  ["a name with a wildcard", [usage, own, own.replace("\\_", "_")], "none", [everything, grantOwn]],
  ["another's schema", [usage, own, own.replace("a\\_b`.", "axb`.")], "none", [everything, grantOwn]],
  [
    "a privilege of no module",
    [usage, own.replace("SELECT", "DELETE HISTORY")],
    "none",
    [everything, grantOwn],
  ],
  ["a table", [usage, own, "GRANT SELECT ON `a_b`.`t` TO `a_b`@`%`"], "none", [everything, grantOwn]],
  [
    "a procedure",
    [usage, own, "GRANT EXECUTE ON PROCEDURE `x`.`p` TO `a_b`@`%`"],
    "none",
    [everything, grantOwn],
  ],
  ["a role", [usage, own, "GRANT `r` TO `a_b`@`%`"], "none", [everything, grantOwn]],
  ["a default role", [usage, own, "SET DEFAULT ROLE `r` FOR `a_b`@`%`"], "none", [everything, grantOwn]],
  ["a proxy", [usage, own, "GRANT PROXY ON 'x'@'%' TO 'a_b'@'%'"], "none", [everything, grantOwn]],
  ["a global privilege", [usage.replace("USAGE", "PROCESS"), own], "none", [everything, grantOwn]],
  ["the right to give", [usage, `${own} WITH GRANT OPTION`], "none", [everything, grantOwn]],
  ["the right to give all", [`${usage} WITH GRANT OPTION`, own], "none", [everything, grantOwn]],
];

describe("the grants of a module's user", () => {
  for (const [what, lines, metadata, statements] of cases)
    it(`${what}: ${statements.length === 0 ? "nothing" : statements.map((sql) => sql.slice(0, 10)).join(" ")}`, () => {
      expect(grantChanges(lines, user, user, metadata).map(({ sql }) => sql)).to.deep.equal(statements);
    });
});
