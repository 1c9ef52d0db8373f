import { expect } from "chai";
import { readOrder } from "../../../functions/data-bootstrap/input";
import { declared, invoked } from "./support/input";

const faultsOf = (event: unknown): string => {
  try {
    readOrder(event);
  } catch (error) {
    return (error as Error).message;
  }
  return "none";
};

/** The input with one value changed, by its path; undefined takes it away. */
function changed(path: string, value: unknown): Record<string, unknown> {
  const event = structuredClone(invoked("create")) as Record<string, unknown>;
  const keys = path.split(".");
  const parent = keys.slice(0, -1).reduce((at, key) => at[key] as Record<string, unknown>, event);
  // JSON has no key that is undefined.
  parent[keys.at(-1)!] = value;
  return JSON.parse(JSON.stringify(event)) as Record<string, unknown>;
}

const collection = "qdrant.collections.a_b__documents";

describe("the input of data-bootstrap", () => {
  it("says what is declared, and what was before", () => {
    const { revision: _, ...told } = declared;
    expect(readOrder(invoked("create"))).to.deep.equal({ action: "make", declared: told });
    expect(readOrder(invoked("update", declared))).to.deep.equal({
      action: "make",
      declared: told,
      before: told,
    });
    const next = { ...declared, revision: 2 };
    expect(readOrder(invoked("update", declared, next))).to.deep.equal(readOrder(invoked("update", next)));
    expect(readOrder(invoked("delete", declared))).to.deep.equal({ action: "remove", declared: told });
  });

  it("may have one database, or none", () => {
    for (const key of ["mariadb", "qdrant"]) {
      const order = readOrder(changed(key, undefined));
      expect(order).to.have.property("declared").that.does.not.have.property(key);
    }
  });

  it("may ask for a certificate instead", () => {
    const { userSecretArn: secretArn } = declared.mariadb;
    const request = { secretArn, names: ["qdrant-0.data.internal", "localhost"], addresses: ["127.0.0.1"] };
    expect(readOrder({ revision: 1, certificate: request })).to.deep.equal({ action: "certify", request });
    expect(faultsOf({ revision: 1, certificate: { ...request, names: "localhost" } })).to.contain(
      "certificate.names must be a list of DNS names",
    );
    expect(faultsOf({ revision: 1, certificate: request, module: "a" })).to.contain(
      "module is not known here",
    );
  });

  const cases: readonly (readonly [string, unknown, string])[] = [
    ["revision", 0, "revision must be a whole number from 1"],
    ["module", "A", "module must be a module's name"],
    ["module", "other", "mariadb.schema must be the module's own name"],
    [
      "module",
      "mysql",
      "mariadb.schema must be the module's own name, with _ for -, and no name that the server uses",
    ],
    ["onRemove", "drop it", "onRemove must be keep or drop"],
    ["extra", true, "extra is not known here"],
    ["tf", undefined, "tf must be an object with action, prev_input"],
    ["tf.action", "read", "tf.action must be create or update or delete"],
    ["mariadb", [], "mariadb must be an object with host, port, adminSecretArn"],
    ["mariadb.host", "db example", "mariadb.host must be a host name"],
    ["mariadb.port", "3306", "mariadb.port must be a whole number from 1 to 65535"],
    ["mariadb.adminSecretArn", "password", "mariadb.adminSecretArn must be the ARN of a secret"],
    ["mariadb.userSecretArn", undefined, "mariadb.userSecretArn must be the ARN of a secret"],
    ["mariadb.schema", "axb", "mariadb.schema must be the module's own name"],
    ["mariadb.schema", "a_b`", "mariadb.schema must be the module's own name"],
    ["mariadb.metadata", "all", "mariadb.metadata must be none or read or write"],
    ["mariadb.password", "p", "mariadb.password is not known here"],
    ["qdrant.urls", ["http://q:6333"], "qdrant.urls must be a list of https URLs"],
    ["qdrant.authority", "PEM", "qdrant.authority must be a certificate in PEM"],
    ["qdrant.keySecretArn", "", "qdrant.keySecretArn must be the ARN of a secret"],
    ["qdrant.tokenSecretArn", 1, "qdrant.tokenSecretArn must be the ARN of a secret"],
    ["qdrant.collections", {}, "qdrant.collections must be an object with at least one collection"],
    ["qdrant.collections.axb__documents", {}, "qdrant.collections.axb__documents must be named a_b__"],
    ["qdrant.collections._tokens", {}, "qdrant.collections._tokens must be named a_b__"],
    [collection, null, `${collection} must be an object`],
    [`${collection}.vectorSize`, 0, `${collection}.vectorSize must be a whole number`],
    [`${collection}.distance`, "cosine", `${collection}.distance must be Cosine or Dot`],
    [`${collection}.onDisk`, "yes", `${collection}.onDisk must be true or false`],
    [`${collection}.shards`, 1.5, `${collection}.shards must be a whole number`],
    [`${collection}.replicas`, undefined, `${collection}.replicas must be a whole number`],
    [`${collection}.payloadIndexes`, "keyword", `${collection}.payloadIndexes must be an object`],
    [
      `${collection}.payloadIndexes.tenant`,
      "string",
      `${collection}.payloadIndexes.tenant must be keyword or`,
    ],
    [`${collection}.strict`, undefined, `${collection}.strict must be true or false`],
  ];
  for (const [path, value, message] of cases)
    it(`refuses ${path} ${JSON.stringify(value)}`, () => {
      expect(faultsOf(changed(path, value))).to.contain(`\n  ${message}`);
    });

  it("is refused with all its faults at once, those of the input before among them", () => {
    const before = { ...declared, onRemove: "no", mariadb: { ...declared.mariadb, port: 0 } };
    expect(faultsOf({ ...invoked("update", before), module: 1 }).split("\n")).to.have.members([
      "the input of data-bootstrap has 5 fault(s):",
      "  module must be a module's name",
      "  mariadb.schema must be the module's own name, with _ for -, and no name that the server uses",
      "  qdrant.collections.a_b__documents must be named __ and lower-case letters, digits and underscores",
      "  tf.prev_input.onRemove must be keep or drop",
      "  tf.prev_input.mariadb.port must be a whole number from 1 to 65535",
    ]);
    for (const event of [undefined, null, "planning", [], 7])
      expect(faultsOf(event)).to.contain("the input must be an object with revision, module, onRemove");
  });

  it("removes by what it says itself, whatever stands in the input before", () => {
    expect(readOrder(invoked("delete", { revision: 0 })).action).to.equal("remove");
  });
});
