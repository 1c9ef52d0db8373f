import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { root } from "../support/harness";

const queue = { CLUSTER: "ai-platform-test" };
const place = { PROJECT: "ai-platform", ENVIRONMENT: "test" };
const certificate = "-----BEGIN CERTIFICATE-----\nours\n-----END CERTIFICATE-----\n";
const keySecretArn = "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:key-AbCdEf";
const QDRANT = JSON.stringify({
  urls: ["https://qdrant-0.internal:6333"],
  authority: certificate,
  keySecretArn,
});

/** What each function of the data tier and of the audit finds in its environment. */
const functions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "audit-report": { ...place, BUCKET: "reports", TOPIC_ARN: "arn:aws:sns:a:1:b", RUNBOOK: "audit-report.md" },
  "data-bootstrap": {},
  "restart-services": queue,
  "rotate-secret": { QDRANT },
  "tend-qdrant": { ...place, QDRANT },
  "watch-secrets": place,
};

describe("the bundles of the functions of data tier and audit", function () {
  // A build and some starts of Node on a machine that may be busy.
  this.timeout(120_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "ai-platform-functions-"));
    const { status, stderr } = spawnSync(process.execPath, ["build.mjs", join(folder, "dist")], {
      cwd: root,
      encoding: "utf8",
    });
    expect(status, stderr).to.equal(0);
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  for (const [name, environment] of Object.entries(functions)) {
    it(`${name} is one file, which needs Node and AWS's own clients alone`, () => {
      const home = join(folder, "dist/functions", name);
      expect(readdirSync(home)).to.deep.equal(["index.js"]);
      const text = readFileSync(join(home, "index.js"), "utf8");
      const required = [...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, module]) => module!);
      // With the last one mysql2 would colour what it prints in search of a fault.
      const foreign = required.filter((module) => !/^node:|^@aws-sdk\/|^cardinal$/.test(module));
      expect(foreign.filter((module) => !builtinModules.includes(module))).to.deep.equal([]);
      // It stands in the state of the stack.
      expect(text.length).to.be.lessThan(1_200_000);
    });

    it(`${name} starts as Lambda starts it`, () => {
      const home = join(folder, "task", name);
      cpSync(join(folder, "dist/functions", name), home, { recursive: true });
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ["-p", 'typeof require(process.cwd() + "/index").handler'],
        {
          cwd: home,
          encoding: "utf8",
          // Where Lambda has AWS's clients.
          env: { NODE_PATH: join(root, "node_modules"), AWS_REGION: "ap-northeast-2", ...environment },
        },
      );
      expect(status, stderr).to.equal(0);
      expect(stdout.trim()).to.equal("function");
    });
  }
});
