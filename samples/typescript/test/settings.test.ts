import assert from "node:assert/strict";
import { test } from "node:test";
import { readSettings } from "../src/settings.ts";

const database = {
  DB_HOST: "mariadb.internal",
  DB_PORT: "3306",
  DB_NAME: "support",
  DB_USER: "support",
  DB_PASSWORD: "quiet-word",
  DB_POOL_SIZE: "5",
};

await test("a laptop has no settings and is told what is missing", () => {
  const settings = readSettings({});
  assert.equal(settings.port, 8080);
  assert.equal(settings.database, undefined);
  assert.deepEqual(Object.keys(settings.missing).sort(), ["bucket", "database", "provider", "qdrant"]);
});

await test("a part is there when all of it is", () => {
  const settings = readSettings(database);
  assert.equal(settings.database?.port, 3306);
  assert.equal(settings.database.poolSize, 5);
  assert.equal(settings.missing.database, undefined);
});

await test("half a part names the other half", () => {
  const settings = readSettings({ ...database, DB_PASSWORD: "", DB_PORT: "many" });
  assert.equal(settings.database, undefined);
  assert.deepEqual(settings.missing.database, ["DB_PORT", "DB_PASSWORD"]);
});

await test("a key that nobody wrote yet is none", () => {
  const settings = readSettings({ ANTHROPIC_API_KEY: "pending", ANTHROPIC_MODEL: "small" });
  assert.deepEqual(settings.missing.provider, ["ANTHROPIC_API_KEY"]);
});

await test("several nodes and collections", () => {
  const { qdrant } = readSettings({
    QDRANT_URLS: "https://a:6333,https://b:6333",
    QDRANT_API_KEY: "token",
    QDRANT_CA: "-----BEGIN CERTIFICATE-----",
    QDRANT_COLLECTIONS: "support__tickets",
  });
  assert.deepEqual(qdrant?.urls, ["https://a:6333", "https://b:6333"]);
});

await test("a port that is none is refused", () => {
  for (const PORT of ["", "http", "0", "70000"])
    assert.throws(() => readSettings({ PORT }), /PORT must be a number/);
});
