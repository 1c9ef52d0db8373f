import { expect } from "chai";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { askCheckov, findCheckov } from "../../../automation/scan/checkov";
import { scan } from "../../../automation/scan/scan";
import { terraformPlan } from "../../../automation/scan/terraformPlan";
import { OperatorError } from "../../../automation/operatorError";
import { Bucket } from "@pulumi/aws/s3";
import { root, run } from "../../support/harness";
import { planted } from "./planted";
import { checkovFolder, fakeCheckov, type FakeAnswer } from "./fakeCheckov";

const plansOf = async (...names: string[]) => {
  const { plan } = terraformPlan(await run(() => names.map((name) => new Bucket(name))));
  return new Map([["dev", plan]]);
};

describe("asking Checkov", () => {
  const caches: string[] = [];
  const asked = async (answer: FakeAnswer) => {
    const cache = fakeCheckov(answer);
    caches.push(cache);
    return askCheckov(findCheckov(root, { XDG_CACHE_HOME: cache }), await plansOf("logs", "data"));
  };
  const failure = (answer: FakeAnswer) =>
    asked(answer).then(
      () => expect.fail("went well"),
      (error: unknown) => error as Error,
    );
  after(() => {
    for (const cache of caches) rmSync(cache, { recursive: true });
  });

  it("says how to install it, also where an installation was cut off", () => {
    const cache = mkdtempSync(join(tmpdir(), "ai-platform-checkov-"));
    caches.push(cache);
    const find = () => findCheckov(root, { XDG_CACHE_HOME: cache });
    expect(find).to.throw(OperatorError, "Install it by: .ci/install-checkov");
    mkdirSync(join(checkovFolder(cache), "bin"), { recursive: true });
    expect(find).to.throw(OperatorError, ".ci/install-checkov");
  });

  it("tells what failed and how much passed, by plan", async () => {
    const failed = `resources.filter(({ name }) => name === "logs").map(({ address }) =>
      ({ check_id: "CKV_AWS_18", check_name: "logging", resource: address }))`;
    expect(await asked({ failed })).to.deep.equal({
      version: "9.9.9",
      failed: [{ plan: "dev", check: "CKV_AWS_18", wants: "logging", address: "aws_s3_bucket.logs" }],
      passed: new Map([["dev", 1]]),
    });
  });

  it("believes no scanner that has seen less than it was given", async () => {
    const error = await failure({ overlooked: 1 });
    expect(error).to.be.instanceOf(OperatorError);
    expect(error.message).to.include("it saw 1 of 2 resources");
  });

  it("says what went wrong, and removes the plans", async () => {
    const broken = await failure({ instead: `console.error("no module named\\nyaml"); process.exit(3);` });
    expect(broken.message).to.match(
      /^Checkov did not do its work: yaml\. Delete .+ and run \.ci\/install-checkov/,
    );
    const folder = `console.error(process.cwd()); process.exit(3);`;
    const [, place] = /work: (.+)\. Delete/.exec((await failure({ instead: folder })).message)!;
    expect(place).to.include("ai-platform-scan-");
    expect(existsSync(place!)).to.equal(false);
  });

  it("has the real one find a public bucket, and see which settings are whose", async function () {
    let checkov: string;
    try {
      checkov = findCheckov(root);
    } catch (error) {
      if (process.env.CI !== undefined) throw error;
      process.stdout.write(`      skipped: ${(error as Error).message}\n`);
      return this.skip();
    }
    this.timeout(120_000);
    const graph = await run(planted);
    const { judgement } = await scan(checkov, [{ place: "dev", stack: "dev", graph }], [], "2026-11-22");
    const found = judgement.open.map(({ check, name }) => `${check} ${name}`);
    // Public by its grants; without and with a public access block; without and with versions.
    expect(found).to.include("CKV_AWS_20 open");
    expect(found).to.include("CKV2_AWS_6 open").and.not.include("CKV2_AWS_6 closed");
    expect(found).to.include("CKV_AWS_21 open").and.not.include("CKV_AWS_21 closed");
  });
});
