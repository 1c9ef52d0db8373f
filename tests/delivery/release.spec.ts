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
  "npx-release": report,
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
/** Of the login both sides start at once. */
const asked = (calls: readonly string[]) =>
  calls.filter((call) => !/ (get-login-password|login) /.test(call));
const verified = `cosign verify --key awskms:///alias/ai-platform-signing --new-bundle-format=false --insecure-ignore-tlog ${built.image}`;
const tags = (calls: readonly string[]) => calls.filter((call) => call.includes(" put-image "));
const release = (more: object = {}, variables: Readonly<Record<string, string>> = {}) =>
  run("release", { image: built, answers: { ...answers, ...more }, variables });

describe("delivery/release.sh", () => {
  it("releases the digest, prints what happened, and keeps the image", () => {
    const { status, stdout, stderr, calls } = release();
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: "" });
    expect(asked(calls).slice(0, 2)).to.deep.equal([
      verified,
      `npx ai-platform deploy release dev planning ${digest} --json`,
    ]);
    expect(stdout.split("\n")).to.deep.equal([
      `planning: ${digest} goes to dev.`,
      "release dev: succeeded, 61 s, 1 change(s), 12 unchanged",
      "  update planning-service",
      "planning is released in dev.",
      "",
    ]);
    expect(tags(calls)).to.deep.equal([tagged("release-dev-11"), tagged("running-dev")]);
  });

  it("releases nothing that is not signed, and says what cosign says", () => {
    const { status, stdout, stderr, calls } = release({
      "cosign-verify.stderr": "Error: no signatures found\n",
      "cosign-verify.status": "10",
    });
    expect(status).to.equal(1);
    expect(stdout).to.equal("");
    expect(stderr.trimEnd().split("\n")).to.deep.equal([
      "Error: no signatures found",
      `release.sh: no signature of ${built.image} could be verified with awskms:///alias/ai-platform-signing, so it is ` +
        "not released: the lines above say why. The stage Check signs what has passed; where it has, and the signature " +
        "is gone, start the pipeline anew.",
    ]);
    expect(asked(calls)).to.deep.equal([verified]);
    const out = release({ "cosign-login.status": "1" });
    expect(out.status).to.equal(1);
    expect(asked(out.calls)).to.deep.equal([]);
  });

  it("has nothing to tell of a signature that is good", () => {
    expect(release({ "cosign-verify.stderr": "WARNING: Skipping tlog verification\n" }).stderr).to.equal("");
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

  for (const [status, ending, reason] of [
    [1, undefined, "TypeError: x is not a function"],
    [2, undefined, "Pulumi.dev.yaml: there is no module planning"],
    [4, "rolledBack", "planning: ECS went back to the image before: tasks failed to start"],
    [5, "locked", "The stack dev is locked by another run"],
    [6, "deadline", "The deadline passed"],
  ] as const)
    it(`fails as "deploy" fails, with ${status} and its reason, and keeps nothing`, () => {
      const failed = release({
        "npx-release": ending === undefined ? "" : { ...report, ending },
        "npx-release.stderr": `${reason}\n`,
        "npx-release.status": String(status),
      });
      expect(failed.status).to.equal(status);
      expect(failed.stderr).to.equal(
        `${reason}\nrelease.sh: planning was not released in dev; what the exit status ${status} means is in docs/deploy.md.\n`,
      );
      if (ending !== undefined) expect(failed.stdout).to.include(`release dev: ${ending}, `);
      expect(asked(failed.calls)).to.have.length(2);
    });

  it("keeps the image of a release that waits, says who goes on, and leaves alone what runs", () => {
    const { status, stdout, calls } = release({ "npx-release": { ...report, ending: "paused" } });
    expect(status).to.equal(0);
    expect(stdout.split("\n").slice(-4)).to.deep.equal([
      "planning waits to be approved in dev.",
      "Go on: npx ai-platform deploy approve dev planning",
      "The tag running-dev stays on the image before; the next release that ends moves it.",
      "",
    ]);
    expect(tags(calls)).to.deep.equal([tagged("release-dev-11")]);
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
    expect(asked(calls)[1]).to.equal(
      `aws sts assume-role --role-arn ${role.ENVIRONMENT_ROLE} --role-session-name delivery-planning ` +
        "--duration-seconds 3600 --output json",
    );
    expect(asked(calls)[2]).to.match(/^npx /);
    expect(tags(calls)).to.have.length(2);
    expect(identities).to.deep.equal(["own"]);
  });

  it("releases nothing without that role", () => {
    const { status, calls, stderr } = release({ "aws-assume-role.status": "254" }, role);
    expect(status).to.equal(2);
    expect(asked(calls)).to.have.length(2);
    expect(stderr).to.include(`cannot take the role ${role.ENVIRONMENT_ROLE}.`);
  });
});
