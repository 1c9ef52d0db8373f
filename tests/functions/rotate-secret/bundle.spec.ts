import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { mariadbServer } from "../../support/mariadbServer";
import { Environment, sql } from "../mariadb/support/modules";
import { endpoint, type Endpoint } from "./support/endpoint";
import { steps } from "./support/secretsManager";

const root = join(__dirname, "../../..");

/** As Lambda starts a function, and calls it with each event; where Lambda has its certificates is the test's. */
const runtime = `
  const fs = require("node:fs");
  const { readFileSync } = fs;
  fs.readFileSync = (file, ...rest) =>
    file === "/var/runtime/ca-cert.pem" ? process.env.TEST_AUTHORITY : readFileSync(file, ...rest);
  const { handler } = require(process.cwd() + "/index");
  (async () => {
    const answers = [];
    for (const event of JSON.parse(process.env.TEST_EVENTS)) answers.push((await handler(event, {})) ?? null);
    process.stderr.write(JSON.stringify(answers));
  })().catch((error) => process.stderr.write(JSON.stringify({ error: error.message })));`;

// What `npm run build` made, as it does before all tests.
describe("the bundles that talk to MariaDB, as Lambda starts them", function () {
  this.timeout(60_000);
  let environment: Environment;
  let aws: Endpoint;
  before(async function () {
    environment = new Environment(await mariadbServer(this));
    await environment.clean();
    aws = await endpoint(environment.secretsManager);
  });
  after(async () => {
    await aws?.close();
    await environment?.clean();
  });

  function lambda(name: string, events: readonly unknown[], more: Readonly<Record<string, string>> = {}) {
    const cwd = join(root, "dist/functions", name);
    expect(existsSync(join(cwd, "index.js")), "run `npm run build` first").to.be.true;
    const env = {
      NODE_PATH: join(root, "node_modules"),
      AWS_ENDPOINT_URL: aws.url,
      AWS_REGION: "ap-northeast-2",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      TEST_AUTHORITY: environment.server.authority,
      TEST_EVENTS: JSON.stringify(events),
      ...more,
    };
    return new Promise<{ answers: unknown; log: string }>((resolve, reject) => {
      const options = { cwd, env, timeout: 40_000 };
      execFile(process.execPath, ["--no-warnings", "-e", runtime], options, (error, stdout, stderr) => {
        if (error === null) resolve({ answers: JSON.parse(stderr) as unknown, log: stdout });
        else reject(new Error(stderr));
      });
    });
  }

  it("make a module's schema", async () => {
    const event = { ...environment.input("a-b"), tf: { action: "create", prev_input: null } };
    const { answers, log } = await lambda("data-bootstrap", [event, event]);
    expect(answers).to.deep.equal([{ module: "a-b" }, { module: "a-b" }]);
    expect(log).to.contain("schema is as declared").and.not.contain(environment.credentials("a-b").password);
    const session = await environment.login("a-b");
    await session.run(sql("CREATE TABLE own (name TEXT)"));
    await session.close();
  });

  it("tell what is wrong in words, without a secret", async () => {
    const elsewhere = { ...environment.input("a-b").mariadb, port: 1 };
    const event = { ...environment.input("a-b"), mariadb: elsewhere, tf: { action: "create" } };
    const { answers } = await lambda("data-bootstrap", [event]);
    expect(answers).to.deep.equal({
      error: "cannot connect to localhost:1 as admin: ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:1",
    });
  });

  it("rotate its password, and tell whose tasks must restart", async () => {
    const { host, port } = environment.server;
    const SecretId = environment.secretOf("a-b");
    const ClientRequestToken = environment.secretsManager.begin(SecretId);
    const { answers, log } = await lambda(
      "rotate-secret",
      steps.map((Step) => ({ Step, SecretId, ClientRequestToken })),
      { MARIADB: JSON.stringify({ host, port, adminSecretArn: environment.adminSecretArn }) },
    );
    expect(answers).to.deep.equal([null, null, null, null]);
    expect(environment.credentials("a-b").username).to.equal("a_b__b");
    for (const stage of ["AWSCURRENT", "AWSPREVIOUS"] as const) {
      await (await environment.login("a-b", stage)).close();
      expect(log).to.not.contain(environment.credentials("a-b", stage).password);
    }
    const [{ Entries: [entry] = [] } = {}] = aws.events as { Entries?: { Detail: string }[] }[];
    const told = { environment: "test", secretArn: SecretId, services: ["a-b"] };
    expect(JSON.parse(entry!.Detail)).to.deep.equal(told);
  });
});
