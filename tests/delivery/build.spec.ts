import { expect } from "chai";
import { built, digest, registry, run, target } from "./run";

const commit = built.commit;
const pushed = `${digest}\t${built.sizeBytes}\n`;
const registryOptions = `--registry-id 111122223333 --repository-name ai-platform/planning --region ap-northeast-2`;
const login = [
  "aws ecr get-login-password --region ap-northeast-2",
  `docker login --username AWS --password-stdin ${registry}`,
];
const described = (tag: string) =>
  `aws ecr describe-images --image-ids imageTag=${tag} --query imageDetails[0].[imageDigest,imageSizeInBytes] --output text ${registryOptions}`;
const looked = (tag: string) =>
  `aws ecr batch-get-image --image-ids imageTag=${tag} --query images[].imageId.imageDigest --output text ${registryOptions}`;
/** In no order: both sides of a pipe start at once. */
const sorted = (calls: readonly string[]) => [...calls].sort();

describe("delivery/test.sh", () => {
  it("runs the tests in the module's folder", () => {
    const ran = run("test", { files: { "a.txt": "here" }, variables: { TEST_COMMAND: "cat a.txt && pwd" } });
    expect(ran.status).to.equal(0);
    expect(ran.stdout).to.equal("here<module>\nThe unit tests of planning passed.\n");
  });

  for (const command of ["exit 3", "(exit 3) | cat", "(exit 3)\ntrue"])
    it(`stops the pipeline when they fail: ${command}`, () => {
      const { status, stderr } = run("test", { variables: { TEST_COMMAND: command } });
      expect(status).to.equal(1);
      expect(stderr).to.equal(`test.sh: the unit tests of planning failed with exit status 3: ${command}\n`);
    });

  it("says that there are none", () => {
    const { status, stdout } = run("test");
    expect(status).to.equal(0);
    expect(stdout).to.include("planning has no unit tests in the pipeline");
  });
});

describe("delivery/build.sh", () => {
  const answers = { "aws-describe-images": pushed };

  for (const [architecture, machine, platform] of [
    ["arm64", "aarch64", "linux/arm64"],
    ["x86_64", "x86_64", "linux/amd64"],
  ] as const)
    it(`builds with buildpacks for ${architecture}, and says what came of it`, () => {
      const ran = run("build", { answers, machine, variables: { ARCHITECTURE: architecture } });
      expect(ran.stderr).to.equal("");
      expect(ran.status).to.equal(0);
      expect(sorted(ran.calls.slice(0, 2))).to.deep.equal(login);
      expect(ran.calls.slice(2)).to.deep.equal([
        looked(commit),
        `pack build ${target}:${commit} --path <module> --builder heroku/builder:24 --platform ${platform} ` +
          `--pull-policy always --trust-builder --publish --cache-image ${target}:cache`,
        described(commit),
      ]);
      expect(ran.image).to.deep.equal({ ...built, architecture });
    });

  it("honours a Dockerfile, and needs no builder then", () => {
    const ran = run("build", {
      answers,
      files: { Dockerfile: "FROM scratch" },
      variables: { BUILDER: undefined },
    });
    expect(ran.status).to.equal(0);
    expect(ran.calls.slice(3)).to.deep.equal([
      `docker build --pull --platform linux/arm64 --cache-from ${target}:cache ` +
        `--build-arg BUILDKIT_INLINE_CACHE=1 --tag ${target}:${commit} --tag ${target}:cache <module>`,
      `docker push ${target}:${commit}`,
      `docker push ${target}:cache`,
      described(commit),
    ]);
    expect(ran.image).to.deep.equal(built);
  });

  it("builds upon another image, and through the registry's cache, where that is said", () => {
    const cached = `${registry}/docker-hub/heroku`;
    const { calls } = run("build", {
      answers,
      variables: { BUILDER: `${cached}/builder:24`, RUN_IMAGE: `${cached}/heroku:24` },
    });
    expect(calls[3]).to.include(`--builder ${cached}/builder:24 `);
    expect(calls[3]).to.match(new RegExp(` --run-image ${cached}/heroku:24$`));
  });

  it("gives a commit that is built again another tag, since tags do not move", () => {
    const { calls, status } = run("build", {
      answers: {
        ...answers,
        "aws-batch-get-image.1": `${digest}\n`,
        "aws-batch-get-image.2": `${digest}\n`,
      },
    });
    expect(status).to.equal(0);
    expect(calls.slice(2, 5)).to.deep.equal([looked(commit), looked(`${commit}-2`), looked(`${commit}-3`)]);
    expect(calls[5]).to.include(`pack build ${target}:${commit}-3 `);
    expect(calls[6]).to.equal(described(`${commit}-3`));
  });

  it("refuses to build for another processor than the machine's", () => {
    const { status, stderr, calls } = run("build", { answers, machine: "x86_64" });
    expect(status).to.equal(1);
    expect(stderr).to.include("planning is for arm64, and this machine is x86_64");
    expect(calls).to.deep.equal([]);
  });

  it("ends where a program fails, and leaves no file that says otherwise", () => {
    for (const [program, text] of [
      ["docker-login", `build.sh: cannot log in to ${registry}.\n`],
      ["aws-get-login-password", `build.sh: cannot log in to ${registry}.\n`],
      ["aws-batch-get-image", `build.sh: the registry could not be asked about ${target}.\n`],
      [
        "pack-build",
        /^build\.sh: the image of planning could not be built or pushed: .*Procfile; with a Dockerfile/,
      ],
      [
        "aws-describe-images",
        `build.sh: the registry could not be asked about ${target}:${commit} after the push.\n`,
      ],
    ] as const) {
      const ran = run("build", { answers: { ...answers, [`${program}.status`]: "1" } });
      expect(ran.status, program).to.equal(1);
      if (typeof text === "string") expect(ran.stderr, program).to.equal(text);
      else expect(ran.stderr, program).to.match(text);
      expect(ran.image, program).to.equal(undefined);
    }
  });

  for (const program of ["docker-build", "docker-push"])
    it(`ends where docker fails: ${program}`, () => {
      const { status, stderr, image } = run("build", {
        answers: { ...answers, [`${program}.status`]: "1" },
        files: { Dockerfile: "FROM scratch" },
      });
      expect(status).to.equal(1);
      expect(stderr).to.match(/^build\.sh: the image of planning could not be (built|pushed)/);
      expect(image).to.equal(undefined);
    });

  it("does not go on without a digest", () => {
    const { status, stderr, image } = run("build", { answers: { "aws-describe-images": "None\n" } });
    expect(status).to.equal(1);
    expect(stderr).to.include(`the registry does not know ${target}:${commit} after the push; it says: None`);
    expect(image).to.equal(undefined);
  });
});
