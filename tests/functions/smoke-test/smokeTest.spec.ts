import { expect } from "chai";
import type { ServerResponse } from "node:http";
import { get } from "../../../functions/smoke-test/get";
import { type HookEvent, smokeTest } from "../../../functions/smoke-test/smokeTest";
import { details, eventWith } from "./support/hook";
import { type Module, moduleServer, status } from "./support/module";

type Line = Readonly<Record<string, unknown>>;

describe("the smoke test", () => {
  const opened: Module[] = [];
  const serve = async (...answers: ((response: ServerResponse) => void)[]) => {
    const module = await moduleServer(answers);
    opened.push(module);
    return module;
  };
  afterEach(async () => {
    for (const module of opened.splice(0)) await module.close();
  });

  const run = async (event: HookEvent) => {
    const slept: number[] = [];
    const text: string[] = [];
    const sleep = (seconds: number) => Promise.resolve(void slept.push(seconds));
    const { hookStatus } = await smokeTest({ get, sleep, log: (line) => text.push(line) })(event);
    return { hookStatus, slept, text, log: text.map((line) => JSON.parse(line) as Line) };
  };
  const test = (url: string, change: object = {}) =>
    run(eventWith({ ...details, url, timeoutSeconds: 1, ...change }));
  const statuses = (log: readonly Line[]) => log.map((line) => line.status ?? line.error);

  it("passes what answers as expected, at the first attempt", async () => {
    const module = await serve(status(200));
    const { hookStatus, slept, log } = await test(`${module.url}/planning/health?key=secret`);
    expect(hookStatus).to.equal("SUCCEEDED");
    expect(slept).to.deep.equal([]);
    const [{ milliseconds, ...line }] = log as [Line];
    expect(milliseconds).to.be.a("number");
    expect(line).to.deep.equal({
      level: "INFO",
      message: "passed",
      service: "planning",
      path: "/planning/health",
      expected: 200,
      status: 200,
      attempt: 1,
    });
    expect(log).to.have.length(1);
  });

  it("sends one GET with the hook's headers and host, and no body", async () => {
    const module = await serve(status(200));
    await test(`${module.url}/health?a=b`, { host: "api.example.com" });
    const [{ method, url, headers }] = module.asked as [Module["asked"][0]];
    expect({ method, url }).to.deep.equal({ method: "GET", url: "/health?a=b" });
    expect(headers).to.deep.equal({
      host: "api.example.com",
      "x-edge-module": "planning",
      connection: "close",
    });
  });

  it("takes another status for right where the hook expects it", async () => {
    const module = await serve(status(401));
    expect((await test(module.url, { status: 401 })).hookStatus).to.equal("SUCCEEDED");
  });

  it("fails a wrong status after all attempts, with the pauses between them", async () => {
    const module = await serve(status(503));
    const { hookStatus, slept, log } = await test(module.url, { attempts: 3 });
    expect(hookStatus).to.equal("FAILED");
    expect(slept).to.deep.equal([3, 3]);
    expect(module.asked).to.have.length(3);
    expect(statuses(log)).to.deep.equal([503, 503, 503]);
    expect(log.map(({ level, message, attempt }) => [level, message, attempt])).to.deep.equal([
      ["WARN", "not passed", 1],
      ["WARN", "not passed", 2],
      ["ERROR", "not passed", 3],
    ]);
  });

  it("passes what recovers at the third attempt, each on a connection of its own", async () => {
    const module = await serve(status(502), (response) => response.destroy(), status(200), status(500));
    const { hookStatus, log } = await test(module.url);
    expect(hookStatus).to.equal("SUCCEEDED");
    expect(statuses(log)).to.deep.equal([502, "ECONNRESET", 200]);
    expect(module.connections()).to.equal(3);
  });

  it("does not follow a redirect, not even to what would pass", async () => {
    const module = await serve(status(302, { location: "/health" }), status(200));
    const { hookStatus, log } = await test(module.url, { attempts: 1 });
    expect(hookStatus).to.equal("FAILED");
    expect(statuses(log)).to.deep.equal([302]);
    expect(module.asked).to.have.length(1);
  });

  for (const [what, answer] of [
    ["never answers", () => undefined],
    ["begins an answer and does not end it", (response: ServerResponse) => response.write("private data")],
    [
      "answers in drops",
      (response: ServerResponse) => {
        const drip = setInterval(() => response.write("private data"), 100);
        response.on("close", () => {
          clearInterval(drip);
        });
      },
    ],
  ] as const)
    it(`fails a module that ${what}, in time`, async () => {
      const module = await serve(answer);
      const begun = performance.now();
      const { hookStatus, log } = await test(module.url, { attempts: 2 });
      expect(performance.now() - begun).to.be.within(1990, 4000);
      expect(hookStatus).to.equal("FAILED");
      for (const { detail } of log) expect(detail).to.equal("no whole answer within 1 s");
    });

  it("fails an answer that breaks off", async () => {
    const module = await serve((response) => {
      response.writeHead(200, { "content-length": "100" }).write("private data", () => response.destroy());
    });
    const { hookStatus, log } = await test(module.url, { attempts: 1 });
    expect(hookStatus).to.equal("FAILED");
    expect(statuses(log)).to.deep.equal(["ECONNRESET"]);
  });

  it("fails where nothing listens, and a name that nobody has", async () => {
    const module = await serve(status(200));
    await module.close();
    const refused = await test(module.url, { attempts: 2 });
    expect(refused.hookStatus).to.equal("FAILED");
    expect(statuses(refused.log)).to.deep.equal(["ECONNREFUSED", "ECONNREFUSED"]);
    opened.length = 0;
    expect((await test("http://nobody.invalid/", { attempts: 1 })).hookStatus).to.equal("FAILED");
  });

  it("logs neither body nor query nor header", async () => {
    const module = await serve(status(500, { "x-answer": "secret" }), status(200));
    const { text } = await test(`${module.url}/?q=secret`, { headers: { Authorization: "secret" } });
    expect(text).to.have.length(2);
    expect(text.join()).to.not.match(/secret|private/);
  });

  it("asks nobody and fails when the details are wrong, at another stage, or without an event", async () => {
    const module = await serve(status(200));
    const right = eventWith({ ...details, url: module.url });
    const { hookDetails, ...without } = right;
    for (const [event, detail] of [
      [eventWith({ ...details, url: module.url, status: "200" }), "1 fault(s):\n  status must be"],
      [eventWith(JSON.stringify(hookDetails)), "must be a JSON object"],
      [without, "must be a JSON object"],
      [{ ...right, lifecycleStage: "PRE_SCALE_UP" }, "must stand at POST_TEST_TRAFFIC_SHIFT"],
      [{ hookDetails }, "must stand at POST_TEST_TRAFFIC_SHIFT"],
      [null as unknown as HookEvent, "null"],
    ] as const) {
      const { hookStatus, log } = await run(event);
      expect(hookStatus).to.equal("FAILED");
      expect(log).to.have.length(1);
      expect(log[0]).to.include({ level: "ERROR", message: "refused" });
      expect(log[0]!.detail).to.contain(detail);
    }
    expect(module.asked).to.deep.equal([]);
  });
});
