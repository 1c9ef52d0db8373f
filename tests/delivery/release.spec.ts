import { expect } from "chai";
import { built, digest, run } from "./run";

const registryOptions = `--registry-id 111122223333 --repository-name ai-platform/planning --region ap-northeast-2`;
const manifest = '{"schemaVersion":2}';
const report = {
  ...{ version: 1, command: "release", stack: "dev", ending: "succeeded", exitCode: 0, seconds: 61 },
  ...{ changes: [{ kind: "update", name: "planning-service" }], unchanged: 12, errors: [] },
};
/** The tags of the image that is released, then those of other ones. */
const tagsOf = (...tags: readonly (readonly string[])[]) => ({
  imageDetails: tags.map((imageTags, index) => ({
    imageDigest: index === 0 ? digest : `sha256:${index}`,
    imageTags,
  })),
});
/** Of another environment, and of one whose name begins the same. */
const others = [["release-prod-40"], ["release-dev-2-99", "running-dev-2", "cache"]];
const answers = {
  "npm-release": report,
  "aws-batch-get-image": {
    images: [
      { imageManifest: manifest, imageManifestMediaType: "application/vnd.oci.image.manifest.v1+json" },
    ],
  },
  "aws-describe-images": tagsOf(["0123456"], ["release-dev-9", "running-dev"], ["release-dev-10"], ...others),
};
const tagged = (tag: string) =>
  `aws ecr put-image --image-tag ${tag} --image-digest ${digest} --image-manifest ${manifest} ` +
  `--image-manifest-media-type application/vnd.oci.image.manifest.v1+json --output text ${registryOptions}`;
const tags = (calls: readonly string[]) => calls.filter((call) => call.includes(" put-image "));
const release = (more: object = {}, variables: Readonly<Record<string, string>> = {}) =>
  run("release", { image: built, answers: { ...answers, ...more }, variables });

describe("delivery/release.sh", () => {
  it("releases the digest, prints what happened, and keeps the image", () => {
    const { status, stdout, stderr, calls } = release();
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: "" });
    expect(calls[0]).to.equal(`npm run --silent deploy -- release dev planning ${digest} --json`);
    expect(stdout.split("\n")).to.deep.equal([
      `planning: ${digest} goes to dev.`,
      "release dev: succeeded, 61 s, 1 change(s), 12 unchanged",
      "  update planning-service",
      "planning is released in dev.",
      "",
    ]);
    expect(tags(calls)).to.deep.equal([tagged("release-dev-11"), tagged("running-dev")]);
  });

  it("begins to count at one", () => {
    const { calls } = release({ "aws-describe-images": tagsOf([], ...others) });
    expect(tags(calls)).to.deep.equal([tagged("release-dev-1"), tagged("running-dev")]);
  });

  it("leaves an image that was released before its number", () => {
    const again = release({ "aws-describe-images": tagsOf(["release-dev-3"], ["running-dev"]) });
    expect(tags(again.calls)).to.deep.equal([tagged("running-dev")]);
    const still = release({ "aws-describe-images": tagsOf(["running-dev", "release-dev-3"]) });
    expect(tags(still.calls)).to.deep.equal([]);
  });

  for (const status of [1, 2, 4, 5, 6])
    it(`fails as "deploy" fails, with ${status}, and keeps nothing`, () => {
      const failed = release({ "npm-release.status": String(status) });
      expect(failed.status).to.equal(status);
      expect(failed.stderr).to.equal(
        `release.sh: planning was not released in dev; what the exit status ${status} means is in docs/deploy.md.\n`,
      );
      expect(failed.calls).to.have.length(1);
    });

  it("says who goes on with a release that waits", () => {
    const { status, stdout } = release({ "npm-release": { ...report, ending: "paused" } });
    expect(status).to.equal(0);
    expect(stdout).to.include("The release waits for a person: npm run deploy -- approve dev planning\n");
  });

  for (const program of ["aws-batch-get-image", "aws-describe-images", "aws-put-image"])
    it(`tells of an image that is not kept: ${program}`, () => {
      const { status, stderr } = release({ [`${program}.status`]: "1" });
      expect(status).to.equal(1);
      expect(stderr).to.include("planning is released in dev, but its image could not be tagged");
    });

  const role = { ENVIRONMENT_ROLE: "arn:aws:iam::444455556666:role/releases" };
  const session = { Credentials: { AccessKeyId: "other", SecretAccessKey: "s", SessionToken: "t" } };

  it("takes the role of an environment in another account for the release alone", () => {
    const { status, calls, identities } = release({ "aws-assume-role": session }, role);
    expect(status).to.equal(0);
    expect(calls[0]).to.equal(
      `aws sts assume-role --role-arn ${role.ENVIRONMENT_ROLE} --role-session-name delivery-planning ` +
        "--duration-seconds 3600 --output json",
    );
    expect(calls[1]).to.match(/^npm /);
    expect(tags(calls)).to.have.length(2);
    expect(identities).to.deep.equal(["own"]);
  });

  it("releases nothing without that role", () => {
    const { status, calls, stderr } = release({ "aws-assume-role.status": "254" }, role);
    expect(status).to.equal(2);
    expect(calls).to.have.length(1);
    expect(stderr).to.include(`cannot take the role ${role.ENVIRONMENT_ROLE}.`);
  });
});

describe("delivery/smoke-test.sh", () => {
  const outputs = { cluster: "ai-platform-dev", services: { planning: "planning-1" }, tasks: { batch: {} } };
  const task = (more: object = {}) => ({
    ...{ lastStatus: "RUNNING", healthStatus: "HEALTHY" },
    containers: [{ image: "public.ecr.aws/collector:1" }, { image: built.image }],
    ...more,
  });
  const good = {
    "npm-outputs": outputs,
    "aws-describe-services": { services: [{ status: "ACTIVE", desiredCount: 2 }] },
    "aws-list-tasks": ["arn:1", "arn:2"],
    "aws-describe-tasks": { tasks: [task(), task({ healthStatus: "UNKNOWN" })] },
  };
  const smoke = (more: object = {}, variables: Readonly<Record<string, string>> = {}) =>
    run("smoke-test", { image: built, answers: { ...good, ...more }, variables });
  const looks = (calls: readonly string[]) =>
    calls.filter((call) => call.includes("describe-services")).length;

  it("passes when every task runs the released image for a while", () => {
    const { status, stdout, stderr, calls } = smoke();
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: "" });
    expect(stdout).to.equal(`planning runs ${digest} in dev: 2 task(s), all well.\n`);
    expect(calls.slice(0, 4)).to.deep.equal([
      "npm run --silent deploy -- outputs dev --json",
      "aws ecs describe-services --cluster ai-platform-dev --services planning-1 --region ap-northeast-2 --output json",
      "aws ecs list-tasks --cluster ai-platform-dev --service-name planning-1 --desired-status RUNNING " +
        "--max-items 100 --region ap-northeast-2 --query taskArns --output json",
      "aws ecs describe-tasks --cluster ai-platform-dev --tasks arn:1 arn:2 --region ap-northeast-2 --output json",
    ]);
    expect(looks(calls)).to.equal(4);
  });

  it("waits until all is well, and begins to count anew after each fault", () => {
    const { status, stdout, calls } = smoke({ "aws-describe-tasks.3": { tasks: [task()] } });
    expect(status).to.equal(0);
    expect(stdout).to.include("planning in dev: 1 of 2 tasks run\n");
    expect(looks(calls)).to.equal(7);
  });

  for (const [what, more, told] of [
    ["another image", { containers: [{ image: "x@sha256:0" }] }, "2 task(s) run another image"],
    ["unhealthy tasks", { healthStatus: "UNHEALTHY" }, "2 task(s) are unhealthy"],
    ["tasks that do not run yet", { lastStatus: "PENDING" }, "0 of 2 tasks run"],
  ] as const)
    it(`is not content with ${what}`, () => {
      const { stdout, calls } = smoke({ "aws-describe-tasks.1": { tasks: [task(more), task(more)] } });
      expect(stdout).to.include(`planning in dev: ${told}\n`);
      expect(looks(calls)).to.equal(5);
    });

  it("fails in the end, and says the way back", () => {
    const { status, stdout, stderr } = smoke({ "aws-describe-services": { services: [] } });
    expect(status).to.equal(1);
    expect(stdout).to.include("the service is not active");
    expect(stderr).to.include(`planning did not run ${digest} well in dev for 45 seconds on end.`);
    expect(stderr).to.include("Back: npm run deploy -- rollback dev planning");
  });

  it("says what it did not see where no task is wanted", () => {
    const { status, stdout } = smoke({
      "aws-describe-services": { services: [{ status: "ACTIVE", desiredCount: 0 }] },
      "aws-list-tasks": [],
    });
    expect(status).to.equal(0);
    expect(stdout).to.include("planning wants no task now in dev, so only that was seen.");
  });

  it("has nothing to ask of a module without a service, and knows no other", () => {
    const image = { ...built, module: "batch" };
    const job = run("smoke-test", { image, answers: good, variables: { MODULE: "batch" } });
    expect(job.status).to.equal(0);
    expect(job.stdout).to.include("batch has no service in dev, only jobs");
    const strange = run("smoke-test", {
      image: { ...built, module: "other" },
      answers: good,
      variables: { MODULE: "other" },
    });
    expect(strange.status).to.equal(1);
    expect(strange.stderr).to.equal("smoke-test.sh: dev has no module other.\n");
  });

  for (const program of ["describe-services", "list-tasks", "describe-tasks"])
    it(`does not take silence for health: ${program}`, () => {
      const { status, stderr } = smoke({ [`aws-${program}.status`]: "255" });
      expect(status).to.equal(1);
      expect(stderr).to.equal("smoke-test.sh: ECS could not be asked about planning in dev.\n");
    });

  it("asks with the role of the environment", () => {
    const { status, identities } = smoke(
      {
        "aws-assume-role": { Credentials: { AccessKeyId: "other", SecretAccessKey: "s", SessionToken: "t" } },
      },
      { ENVIRONMENT_ROLE: "arn:aws:iam::444455556666:role/releases" },
    );
    expect(status).to.equal(0);
    expect(identities).to.deep.equal(["own", "other"]);
  });
});
