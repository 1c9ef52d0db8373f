import assert from "node:assert/strict";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { test, type TestContext } from "node:test";
import { createModule } from "../src/server.ts";
import { readSettings } from "../src/settings.ts";

/** Calls a module of its own for each test. */
async function start(context: TestContext): Promise<(path: string, init?: RequestInit) => Promise<Response>> {
  const { server, drain } = createModule(readSettings({ DRAIN_SECONDS: "1" }));
  await once(server.listen(0), "listening");
  context.after(drain);
  const { port } = server.address() as AddressInfo;
  return (path, init) => fetch(`http://127.0.0.1:${port}${path}`, init);
}

await test("health", async (context) => {
  const response = await (await start(context))("/health");
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), { status: "ok" });
});

await test("an answer", async (context) => {
  const call = await start(context);
  const body = JSON.stringify({ question: "When will it come?" });
  const response = await call("/support/answers", { method: "POST", body });
  const text = await response.text();
  assert.equal(response.headers.get("content-type"), "text/event-stream");
  assert.ok(text.split("event: piece\n").length > 3);
  assert.ok(text.endsWith("event: end\ndata: {}\n\n"));
});

await test("what is refused", async (context) => {
  const call = await start(context);
  const refused = [
    { method: "GET", path: "/", status: 404 },
    { method: "POST", path: "/answers", body: "{}", status: 404 },
    { method: "DELETE", path: "/support/answers", status: 404 },
    { method: "POST", path: "/support/answers", body: "no JSON", status: 400 },
    { method: "POST", path: "/support/answers", body: '["question"]', status: 400 },
    { method: "POST", path: "/support/answers", body: "null", status: 400 },
    { method: "POST", path: "/support/answers", body: '{"question": " "}', status: 400 },
    { method: "POST", path: "/support/answers", body: "x".repeat(1_000_001), status: 413 },
  ];
  for (const { path, status, ...init } of refused) {
    const response = await call(path, init);
    assert.equal(response.status, status, `${init.method} ${path}`);
    await response.text();
  }
});
