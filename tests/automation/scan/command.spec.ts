import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { stackText } from "../../support/harness";
import { runCli } from "../deploy/runCli";
import { fakeCheckov, type FakeAnswer } from "./fakeCheckov";

/** A check that no suppression is for, of one bucket of dev. */
const failed = `resources.filter(({ address }) => address === "aws_s3_bucket.planning-bucket").map(({ address }) =>
  ({ check_id: "CKV_AWS_999", check_name: "Ensure buckets are blue", resource: address }))`;

describe("the command scan", () => {
  const caches: string[] = [];
  const scan = (answer: FakeAnswer | undefined, ...stacks: string[]) => {
    const cache =
      answer === undefined ? mkdtempSync(`${tmpdir()}/ai-platform-checkov-`) : fakeCheckov(answer);
    caches.push(cache);
    return runCli(["scan", ...stacks], { env: { PATH: process.env.PATH, XDG_CACHE_HOME: cache } });
  };
  after(() => {
    for (const cache of caches) rmSync(cache, { recursive: true });
  });

  it("passes where nothing is open, without asking what suppressions are for elsewhere", async () => {
    const { status, stdout, stderr } = await scan({}, "dev");
    expect(stderr).to.equal("");
    expect(status).to.equal(0);
    expect(stdout).to.match(/^Checkov 9\.9\.9: \d+ resources in 1 stacks, 0 open findings\n/);
    expect(stdout).to.match(/\n {2}dev {2,}\d+ +1 +0 +0\n$/);
  });

  it("fails with each open finding by Pulumi's name, stack by stack", async () => {
    const { status, stdout } = await scan({ failed }, "dev", "examples/shop/Pulumi.dev.yaml", "shared");
    expect(status).to.equal(2);
    expect(stdout).to.include("3 stacks, 1 open findings").and.to.include("\nOpen in dev\n");
    expect(stdout).to.match(/\n {2}CKV_AWS_999 {2}Bucket {2}planning-bucket {2}Ensure buckets are blue\n/);
    expect(stdout).to.not.include("Open in shop/dev");
    expect(stdout).to.include("checkov.io").and.to.include("scan/suppressions.yaml");
  });

  it("fails for suppressions that nothing needs, when all is scanned", async () => {
    const { status, stdout } = await scan({});
    expect(status).to.equal(2);
    for (const place of ["dev", "prod", "shared", "shop/dev", "web-application/prod"])
      expect(stdout).to.match(new RegExp(`\\n {2}${place} +\\d`));
    expect(stdout).to.include("Suppressions that nothing needs").and.to.include("platform-team@example.com");
  });

  it("says which of several stack files is wrong", async () => {
    const folder = mkdtempSync(`${tmpdir()}/ai-platform-scan-test-`);
    caches.push(folder);
    const path = `${folder}/Pulumi.dev.yaml`;
    writeFileSync(path, stackText("dev").replace("cpu: 512", "cpu: 300"));
    const { status, stderr } = await scan({}, "dev", path);
    expect(status).to.equal(2);
    expect(stderr).to.match(/^ai-platform-scan-test-\w+\/dev: the stack configuration has /);
  });

  it("says how to install what is missing", async () => {
    const { status, stdout, stderr } = await scan(undefined, "dev");
    expect({ status, stdout }).to.deep.equal({ status: 2, stdout: "" });
    expect(stderr).to.match(/^Checkov is not in .+ Install it by: \.ci\/install-checkov .+\n$/);
  });
});
