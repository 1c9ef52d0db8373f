import { connect, type Socket } from "node:net";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect } from "chai";
import { providersOf } from "../../infra/aiProviders";
import { aiMessage, aiProviderValues } from "../../infra/aiUsage/metrics";
import { timeoutChain } from "../../infra/timeouts";
import { configOf } from "../support/harness";
import { type Image, image, refused, type Running, samples, start, unprivileged } from "./contract";
import { ask, rest, type Said } from "./events";
import { type FakeProvider, fakeProvider, secret, usage } from "./provider";
import { taskVariables } from "./taskVariables";
import { isUsageLine, type UsageOfCall } from "./usageLine";

/** Stands in everything that is asked, and may stand nowhere in a log. */
const question = "When will Mrs Kim's order 4711 come?";

const pieces = (said: readonly Said[]) => said.flatMap((one) => ("event" in one ? [one.data.text] : []));
const last = (said: readonly Said[]) => said.at(-1);

for (const sample of samples)
  describe(`the sample in ${sample.folder.split("/").at(-1)!}`, function () {
    this.timeout(30_000);
    const entry = configOf("dev").modules[sample.module]!;
    const prefix = `/${sample.module}`;
    const answers = `${prefix}/answers`;
    let built: Image;
    let provider: FakeProvider;
    const started: Running[] = [];

    before(async () => {
      built = image(sample);
      provider = await fakeProvider(sample.module);
    });
    beforeEach(() => {
      provider.status = 200;
    });
    afterEach(async () => {
      for (const { signal } of started) signal("SIGKILL");
      await Promise.all(started.splice(0).map(({ ended }) => ended));
    });
    after(async () => {
      built.remove();
      await provider.close();
    });

    const run = async (variables: Readonly<Record<string, string>> = {}) => {
      const running = await start(built, variables);
      started.push(running);
      return running;
    };
    const withProvider = (variables: Readonly<Record<string, string>> = {}) =>
      run({ ...provider.variables, ...variables });
    /** All lines of a module: they are there for certain when it has ended. */
    const logOf = async (running: Running) => {
      running.signal("SIGTERM");
      await running.ended;
      return running.log();
    };
    /** An answer whose first piece has come, and whose rest is in the hands of the test. */
    const asked = async (running: Running) => {
      const stream = await ask(running.url(answers), question);
      const call = await provider.call();
      call.send("one ");
      expect(await stream.next()).to.deep.equal({ event: "piece", data: { text: "one " } });
      return { stream, call };
    };

    it("is a module of the stack file, with its path and a key of its provider", () => {
      expect(entry.routes).to.deep.equal([prefix]);
      const keys = providersOf(entry).map(({ keyVariable }) => keyVariable);
      expect(Object.keys(provider.variables)).to.include(keys.find((key) => key !== undefined));
      expect(entry.container.user).to.equal(String(unprivileged));
    });

    it("has what buildpacks look for, and no Dockerfile", () => {
      expect(existsSync(join(sample.folder, "Dockerfile"))).to.equal(false);
      const needed = { python: ["requirements.txt"], typescript: ["package.json", "package-lock.json"] };
      for (const file of ["Procfile", ...needed[sample.language]])
        expect(existsSync(join(sample.folder, file)), file).to.equal(true);
      expect(readFileSync(join(sample.folder, "Procfile"), "utf8")).to.match(/^web: [\w ./-]+\n$/);
    });

    it("answers its health check and what is below its path, at all addresses, and nothing else", async () => {
      const { url, port } = await run();
      expect(entry.health.path).to.equal("/health");
      // The second one is not the first one's, so whoever listens there alone is found out; only Linux has it.
      for (const host of ["127.0.0.1", ...(process.platform === "linux" ? ["127.0.0.2"] : [])])
        expect((await fetch(`http://${host}:${port}${entry.health.path}`)).status).to.equal(200);
      expect((await fetch(url(prefix))).status).to.equal(200);
      expect((await fetch(url(`${entry.health.path}?from=load-balancer`))).status).to.equal(200);
      for (const path of ["/", "/answers", `${prefix}x`, `${prefix}/other`, `/other${prefix}`])
        for (const init of [{}, { method: "POST", body: "{}" }])
          expect((await fetch(url(path), init)).status, path).to.equal(404);
    });

    it("sends each piece when it is there", async () => {
      const { stream, call } = await asked(await withProvider());
      expect(stream.status).to.equal(200);
      expect(stream.type).to.match(/^text\/event-stream/);
      expect(call.path).to.equal(provider.path);
      expect(call.key).to.equal(secret);
      expect(call.body).to.include(question);
      // The provider has not said this yet, so whoever collects an answer would wait here for ever.
      call.send("two\n\nthree");
      expect(await stream.next()).to.deep.equal({ event: "piece", data: { text: "two\n\nthree" } });
      call.finish();
      expect(await rest(stream)).to.deep.equal([{ event: "end", data: {} }]);
    });

    it("says something at least every HEARTBEAT_SECONDS, also when nothing is there", async () => {
      const { stream, call } = await asked(await withProvider({ HEARTBEAT_SECONDS: "1" }));
      expect(await stream.next()).to.have.property("comment");
      expect(await stream.next()).to.have.property("comment");
      call.send("two");
      call.finish();
      const said = (await rest(stream)).filter((one) => "event" in one);
      expect(said).to.deep.equal([
        { event: "piece", data: { text: "two" } },
        { event: "end", data: {} },
      ]);
    });

    it("lets go of the provider when nobody listens any more", async () => {
      const { stream, call } = await asked(await withProvider({ HEARTBEAT_SECONDS: "1" }));
      await stream.leave();
      const chatter = setInterval(() => {
        call.send("and ");
      }, 50);
      await call.closed;
      clearInterval(chatter);
    });

    it("ends a stream in words when its provider fails, and goes on", async () => {
      const running = await withProvider();
      provider.status = 500;
      expect(last(await rest(await ask(running.url(answers), question)))).to.include({ event: "failed" });
      provider.status = 200;
      const { stream, call } = await asked(running);
      call.breakOff();
      expect(last(await rest(stream))).to.include({ event: "failed" });
      expect((await logOf(running)).filter(({ level }) => level === "error")).to.have.length(2);
    });

    it("keeps an idle connection for KEEP_ALIVE_SECONDS", async () => {
      const { port } = await run({ KEEP_ALIVE_SECONDS: "3" });
      const socket = connect(port, "127.0.0.1").setEncoding("utf8");
      const call = () => {
        socket.write(`GET ${entry.health.path} HTTP/1.1\r\nHost: module\r\n\r\n`);
        return once(socket, "data");
      };
      await call();
      await wait(500);
      expect(String(await call())).to.include(" 200 ");
      const begun = Date.now();
      socket.resume();
      await once(socket, "end");
      expect(Date.now() - begun).to.be.within(2_500, 15_000);
      socket.destroy();
    });

    describe("told to stop", () => {
      /** Connections that ask nothing, which load balancers keep as well. */
      const idle = async ({ port }: Running): Promise<Socket[]> => {
        const sockets = [0, 1].map(() =>
          connect(port, "127.0.0.1")
            .on("error", () => undefined)
            .resume(),
        );
        await Promise.all(sockets.map((socket) => once(socket, "connect")));
        sockets[1]!.write(`GET ${entry.health.path} HTTP/1.1\r\nHost: module\r\n\r\n`);
        await once(sockets[1]!, "data");
        return sockets;
      };

      it("gives the answers that it has begun, takes no new ones, and ends with 0", async () => {
        const running = await withProvider();
        await idle(running);
        const { stream, call } = await asked(running);
        running.signal("SIGTERM");
        await refused(running);
        call.send("two");
        expect(await stream.next()).to.deep.equal({ event: "piece", data: { text: "two" } });
        call.finish();
        expect(await rest(stream)).to.deep.equal([{ event: "end", data: {} }]);
        expect(await running.ended).to.include({ code: 0, signal: null });
        expect(running.log().at(-1)!.message).to.equal("stopped");
      });

      it("ends one that takes too long in words, before it is killed", async () => {
        const running = await withProvider({ DRAIN_SECONDS: "1" });
        const { stream } = await asked(running);
        running.signal("SIGTERM");
        expect(last(await rest(stream))).to.deep.equal({ event: "interrupted", data: {} });
        const { code, milliseconds } = await running.ended;
        expect(code).to.equal(0);
        expect(milliseconds).to.be.within(900, 8_000);
      });

      it("ends at once where nothing is to be done", async () => {
        const running = await run();
        await idle(running);
        running.signal("SIGTERM");
        const { code, milliseconds } = await running.ended;
        expect(code).to.equal(0);
        expect(milliseconds).to.be.below(5_000);
        // The shortest time that the platform gives, less than which the module takes for itself by default.
        const { seconds } = running.log().find((line) => "seconds" in line)!;
        expect(seconds).to.be.below(timeoutChain(1).stop);
      });

      it("knows SIGINT as well, for a laptop", async () => {
        const running = await run();
        running.signal("SIGINT");
        expect(await running.ended).to.include({ code: 0 });
      });
    });

    it("writes lines of JSON that tell nothing of what was asked and answered", async () => {
      const running = await withProvider({ DB_PASSWORD: secret, QDRANT_API_KEY: secret });
      const { stream, call } = await asked(running);
      call.finish();
      await rest(stream);
      provider.status = 400;
      await rest(await ask(running.url(answers), question));
      for (const body of [question, JSON.stringify({ wrong: question }), JSON.stringify([question])])
        await fetch(running.url(answers), { method: "POST", body });
      await fetch(running.url(`/${encodeURIComponent(question)}?q=${encodeURIComponent(question)}`));
      const odd = connect(running.port, "127.0.0.1")
        .on("error", () => undefined)
        .resume();
      odd.end(`${question} ${question}\r\n\r\n`);
      await once(odd, "close");
      running.signal("SIGTERM");
      await running.ended;

      const { out, error } = running.printed();
      expect(error).to.equal("");
      expect(running.log().length).to.be.greaterThan(6);
      for (const { time, level, message } of running.log()) {
        expect(time).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|\+00:00)$/);
        expect(level).to.be.oneOf(["info", "warning", "error"]);
        expect(message).to.be.a("string").that.is.not.empty;
      }
      for (const word of ["Kim", "4711", "one ", secret]) expect(out).not.to.include(word);
    });

    it("logs each call of its provider in the form that the platform counts", async () => {
      const running = await withProvider({ MODULE: sample.module });
      const { stream, call } = await asked(running);
      call.finish();
      await rest(stream);
      provider.status = 429;
      await rest(await ask(running.url(answers), question));
      const calls = (await logOf(running)).filter(({ message }) => message === aiMessage);
      for (const line of calls) expect(isUsageLine(line), JSON.stringify(line)).to.equal(true);
      expect(calls.map(({ module }) => module)).to.deep.equal([sample.module, sample.module]);
      expect(calls.map(({ status, error }) => [status, error])).to.deep.equal([
        ["ok", undefined],
        ["error", { type: "429" }],
      ]);
      const told = calls[0]!.gen_ai as UsageOfCall;
      expect(aiProviderValues(entry)).to.include(told.provider.name);
      expect(told.usage).to.deep.equal(usage);
    });

    it("starts without any variable, answers, and says what is missing", async () => {
      const running = await run();
      const said = await rest(await ask(running.url(answers), question));
      expect(pieces(said).length).to.be.greaterThan(5);
      expect(last(said)).to.deep.equal({ event: "end", data: {} });
      const missing = (await logOf(running)).filter(({ level }) => level === "warning");
      expect(missing.map(({ part }) => part).sort()).to.deep.equal([
        "bucket",
        "database",
        "provider",
        "qdrant",
      ]);
      expect(JSON.stringify(missing)).to.include("DB_HOST");
    });

    it("finds everything in the variables that a task of it gets", async () => {
      const data = {
        schema: true,
        bucket: true,
        collections: { a: { vectorSize: 8, distance: "Cosine", vectors: 1 } },
      };
      const { plain, secrets } = await taskVariables(sample.module, { data });
      const values = Object.fromEntries(secrets.map((name) => [name, "value"]));
      const running = await run({ ...plain, ...values });
      // Only the model is the team's own choice: a plain setting of the stack file.
      const missing = (await logOf(running)).filter(({ level }) => level === "warning");
      expect(missing.map(({ part, variables }) => [part, variables])).to.deep.equal([
        ["provider", [Object.keys(provider.variables).find((name) => name.endsWith("_MODEL"))]],
      ]);
      const key = secrets.find((name) => name in provider.variables)!;
      const before = await run({ ...plain, ...values, ...provider.variables, [key]: "pending" });
      expect((await logOf(before)).find(({ part }) => part === "provider")!.variables).to.deep.equal([key]);
    });

    it("says what is wrong with a port, and ends", async () => {
      const failed = await start(built, { HEARTBEAT_SECONDS: "often" }).catch((error: unknown) =>
        String(error),
      );
      expect(failed).to.match(/"code":1.*\n.*HEARTBEAT_SECONDS must be a number from 1 to 65535; got/);
    });

    it("writes nothing, and needs no root", async () => {
      const before = built.content();
      const running = await withProvider();
      if (process.platform === "linux") {
        const status = readFileSync(`/proc/${running.pid}/status`, "utf8");
        expect(/^Uid:\s+(\d+)/m.exec(status)![1]).not.to.equal("0");
      }
      const { stream, call } = await asked(running);
      call.finish();
      await rest(stream);
      running.signal("SIGTERM");
      await running.ended;
      expect(built.content()).to.deep.equal(before);
    });
  });
