import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../support/harness";
import { selfSigned } from "../authorizer/support/certificate";
import { details, eventWith } from "./support/hook";
import { lambda } from "./support/lambda";
import { type Module, moduleServer, status } from "./support/module";

describe("the smoke test's bundle", function () {
  // A build and some starts of Node on a machine that may be busy.
  this.timeout(120_000);
  let folder: string;
  /** Its own folder, with nothing beside it. */
  let home: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "ai-platform-smoke-test-"));
    const { status, stderr } = spawnSync(process.execPath, ["build.mjs", join(folder, "dist")], {
      cwd: root,
      encoding: "utf8",
    });
    expect(status, stderr).to.equal(0);
    home = join(folder, "task");
    cpSync(join(folder, "dist/functions/smoke-test"), home, { recursive: true });
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("is one small file, which needs nothing but Node", () => {
    expect(readdirSync(home)).to.deep.equal(["index.js"]);
    const text = readFileSync(join(home, "index.js"), "utf8");
    const required = [...text.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name);
    expect(new Set(required)).to.deep.equal(new Set(["node:http", "node:https", "node:timers/promises"]));
    expect(text.length).to.be.lessThan(10_000);
    expect(text).to.not.contain(root);
  });

  describe("as Lambda starts it, over https", () => {
    let module: Module;
    let trusting: Record<string, string>;
    before(async () => {
      const tls = selfSigned();
      const ca = join(folder, "ca.pem");
      writeFileSync(ca, tls.cert);
      trusting = { NODE_EXTRA_CA_CERTS: ca };
      module = await moduleServer([status(503), status(200)], tls);
    });
    after(() => module.close());
    const event = (change: object = {}) =>
      eventWith({ ...details, url: `${module.url}/health`, intervalSeconds: 1, ...change });
    const once = { attempts: 1 };

    it("passes a module that recovers, and answers ECS in its own words", async () => {
      const { answers, log } = await lambda(home, trusting, [event()]);
      expect(answers).to.deep.equal([{ hookStatus: "SUCCEEDED" }]);
      expect(log.map((line) => [line.status, line.attempt])).to.deep.equal([
        [503, 1],
        [200, 2],
      ]);
    });

    it("refuses a certificate of another name than the host's, whatever the url's name is", async () => {
      const before = module.asked.length;
      const { answers, log } = await lambda(home, trusting, [event({ ...once, host: "api.example.com" })]);
      expect(answers).to.deep.equal([{ hookStatus: "FAILED" }]);
      expect(log[0]).to.include({ level: "ERROR", error: "ERR_TLS_CERT_ALTNAME_INVALID" });
      expect(log[0]!.detail).to.contain("api.example.com");
      expect(module.asked).to.have.length(before);
    });

    it("passes a certificate of the host's name, and refuses it for the url's", async () => {
      const tls = selfSigned("api.example.com");
      const ca = join(folder, "named.pem");
      writeFileSync(ca, tls.cert);
      const named = await moduleServer([status(200)], tls);
      try {
        const told = { ...details, ...once, url: named.url };
        const events = [eventWith({ ...told, host: "api.example.com" }), eventWith(told)];
        const { answers } = await lambda(home, { NODE_EXTRA_CA_CERTS: ca }, events);
        expect(answers.map(({ hookStatus }) => hookStatus)).to.deep.equal(["SUCCEEDED", "FAILED"]);
        expect(named.asked.map(({ headers }) => headers.host)).to.deep.equal(["api.example.com"]);
      } finally {
        await named.close();
      }
    });

    it("refuses a certificate that nobody vouches for, even where the environment says not to look", async () => {
      const environments: Record<string, string>[] = [{}, { NODE_TLS_REJECT_UNAUTHORIZED: "0" }];
      for (const environment of environments) {
        const { answers, log } = await lambda(home, environment, [event(once)]);
        expect(answers).to.deep.equal([{ hookStatus: "FAILED" }]);
        expect(log.map(({ error }) => error)).to.deep.equal(["DEPTH_ZERO_SELF_SIGNED_CERT"]);
      }
    });

    it("fails what is malformed, and goes on to serve the next hook", async () => {
      const { answers, log } = await lambda(home, trusting, [eventWith({ url: "" }), event()]);
      expect(answers.map(({ hookStatus }) => hookStatus)).to.deep.equal(["FAILED", "SUCCEEDED"]);
      expect(log.map(({ message }) => message)).to.deep.equal(["refused", "passed"]);
    });
  });
});
