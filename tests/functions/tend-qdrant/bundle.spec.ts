import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { root } from "../../support/harness";
import { ContractServer } from "../qdrant/contractServer";

const keys = { key: "k".repeat(32), alternate: "" };
const client = "@aws-sdk/client-secrets-manager";
/** What lies in Lambda's runtime, as far as this function asks for it. */
const runtimeClient = `
  exports.ResourceNotFoundException = class extends Error {};
  exports.GetSecretValueCommand = class { constructor(input) { this.input = input; } };
  exports.SecretsManagerClient = class {
    async send({ input }) { return { SecretString: input.SecretId === process.env.ARN ? process.env.KEYS : "" }; }
  };`;
const start = `require("./index").handler(JSON.parse(process.env.TASK)).catch((error) => {
  console.error(error.message);
  process.exit(1);
});`;

describe("tend-qdrant's bundle", function () {
  // A build and some starts of Node on a machine that may be busy.
  this.timeout(120_000);
  let folder: string;
  let home: string;
  let server: ContractServer;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "ai-platform-tend-qdrant-"));
    const built = spawnSync(process.execPath, ["build.mjs", join(folder, "dist")], {
      cwd: root,
      encoding: "utf8",
    });
    expect(built.status, built.stderr).to.equal(0);
    home = join(folder, "task");
    cpSync(join(folder, "dist/functions/tend-qdrant"), home, { recursive: true });
    mkdirSync(join(folder, "runtime", client), { recursive: true });
    writeFileSync(join(folder, "runtime", client, "index.js"), runtimeClient);
    server = await ContractServer.start(keys, 2);
    server.store.create("a__documents", { vectors: { size: 4, distance: "Dot" } });
  });
  after(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  /** One start of the function with nothing in its environment but what is told. */
  const run = async (task: object, change: object = {}) => {
    const keySecretArn = "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:qdrant-abcdef";
    const env = {
      ENVIRONMENT: "dev",
      QDRANT: JSON.stringify({ urls: server.urls, authority: server.authority, keySecretArn }),
      ARN: keySecretArn,
      KEYS: JSON.stringify(keys),
      TASK: JSON.stringify(task),
      NODE_PATH: join(folder, "runtime"),
      ...change,
    };
    const child = spawn(process.execPath, ["-e", start], { cwd: home, env });
    const ended = new Promise((resolve) => child.on("close", resolve));
    const [lines, errors, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    const log = lines.split("\n").filter((line) => line !== "");
    return { log: log.map((line) => JSON.parse(line) as Record<string, unknown>), errors, status };
  };

  it("is one file, which needs nothing but Node and AWS's client", () => {
    expect(readdirSync(home)).to.deep.equal(["index.js"]);
    const bundle = readFileSync(join(home, "index.js"), "utf8");
    const required = [...bundle.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name!);
    // The HTTP client knows modules of Node that the version of the tests may not have.
    const packages = required.filter((name) => !isBuiltin(name) && !name.startsWith("node:"));
    expect(new Set(packages)).to.deep.equal(new Set([client]));
    expect(bundle.length).to.be.lessThan(500_000);
    expect(bundle).to.not.contain(root);
  });

  it("probes, and takes snapshots", async () => {
    const probe = await run({ do: "probe" });
    expect(
      probe.log.map(({ Ready, Peers }) => [Ready, Peers]),
      probe.errors,
    ).to.deep.equal([
      [1, 2],
      [1, 2],
    ]);
    const snapshot = await run({ do: "snapshot" });
    expect(snapshot.log.map(({ collection }) => collection)).to.deep.equal(["a__documents", "a__documents"]);
    expect([probe.status, snapshot.status]).to.deep.equal([0, 0]);
  });

  it("trusts no server that its authority does not vouch for, even where the environment says not to look", async () => {
    const other = await ContractServer.start(keys);
    const qdrant = { urls: other.urls, authority: server.authority, keySecretArn: "arn:aws:secret" };
    const change = {
      QDRANT: JSON.stringify(qdrant),
      ARN: "arn:aws:secret",
      NODE_TLS_REJECT_UNAUTHORIZED: "0",
    };
    const { errors, status } = await run({ do: "snapshot" }, change);
    await other.close();
    expect(status).to.equal(1);
    expect(errors).to.match(/clusterStatus at https:\S+: .*certificate/);
    expect(other.seen).to.deep.equal([]);
  });
});
