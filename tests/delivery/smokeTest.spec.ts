import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { timeouts } from "../../infra/delivery/machines";
import { built, digest, run, scripts } from "./run";

describe("delivery/smoke-test.sh", () => {
  const outputs = { cluster: "ai-platform-dev", services: { planning: "planning-1" }, tasks: { batch: {} } };
  const task = (more: object = {}) => ({
    ...{ lastStatus: "RUNNING", healthStatus: "HEALTHY" },
    containers: [{ image: "public.ecr.aws/collector:1" }, { image: built.image }],
    ...more,
  });
  const good = {
    "npx-outputs": outputs,
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
      "npx ai-platform deploy outputs dev --json",
      "aws ecs describe-services --cluster ai-platform-dev --services planning-1 --region ap-northeast-2 --output json",
      "aws ecs list-tasks --cluster ai-platform-dev --service-name planning-1 --desired-status RUNNING " +
        "--region ap-northeast-2 --query taskArns --output json",
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

  it("sees all tasks of a large service, of which ECS describes a hundred at once", () => {
    const tasks = (count: number) => ({ tasks: Array.from({ length: count }, () => task()) });
    const { status, stdout, calls } = smoke({
      "aws-describe-services": { services: [{ status: "ACTIVE", desiredCount: 250 }] },
      "aws-list-tasks": Array.from({ length: 250 }, (_, number) => `arn:${number}`),
      "aws-describe-tasks": tasks(100),
      ...{ "aws-describe-tasks.3": tasks(50), "aws-describe-tasks.6": tasks(50) },
      ...{ "aws-describe-tasks.9": tasks(50), "aws-describe-tasks.12": tasks(50) },
    });
    expect({ status, stdout }).to.deep.equal({
      status: 0,
      stdout: `planning runs ${digest} in dev: 250 task(s), all well.\n`,
    });
    const described = calls.filter((call) => call.includes(" describe-tasks ")).slice(0, 3);
    expect(described.map((call) => call.match(/arn:\d+/g)!.length)).to.deep.equal([100, 100, 50]);
    const wrong = { tasks: [...tasks(49).tasks, task({ healthStatus: "UNHEALTHY" })] };
    expect(
      smoke({ "aws-list-tasks": Array(150).fill("arn:1"), "aws-describe-tasks.2": wrong }).stdout,
    ).to.include("1 task(s) are unhealthy");
  });

  const paused = {
    services: [
      {
        ...{ status: "ACTIVE", desiredCount: 2, currentServiceDeployment: "arn:deployment/1" },
        deploymentConfiguration: { lifecycleHooks: [{ targetType: "AWS_LAMBDA" }, { targetType: "PAUSE" }] },
      },
    ],
  };
  const hook = (status: string) => ({ serviceDeployments: [{ lifecycleHookDetails: [{ status }] }] });
  const approve = "npx ai-platform deploy approve dev planning";

  it("waits while ECS does for a person, which is no fault, and says it once", () => {
    const waits = Object.fromEntries(
      Array.from({ length: 3 }, (_, index) => [
        `aws-describe-service-deployments.${index + 1}`,
        hook("AWAITING_ACTION"),
      ]),
    );
    const { status, stdout, calls } = smoke({
      ...waits,
      "aws-describe-services": paused,
      "aws-describe-service-deployments": hook("SUCCEEDED"),
    });
    expect(status).to.equal(0);
    expect(stdout.split("\n").slice(0, 2)).to.deep.equal([
      `planning in dev: ECS waits for a person: ${approve}`,
      `planning runs ${digest} in dev: 2 task(s), all well.`,
    ]);
    expect(looks(calls)).to.equal(7);
    expect(calls).to.include(
      "aws ecs describe-service-deployments --service-deployment-arns arn:deployment/1 --region ap-northeast-2 --output json",
    );
  });

  it("ends before its stage is cut off, and says what is missing", () => {
    const { status, stderr, calls } = smoke({
      "aws-describe-services": paused,
      "aws-describe-service-deployments": hook("AWAITING_ACTION"),
    });
    expect(status).to.equal(1);
    expect(stderr).to.equal(
      "smoke-test.sh: nobody has approved planning in dev for as long as this stage has time, and ECS still waits. " +
        `Approve it, and run this stage again: ${approve}\n`,
    );
    const [, pause] = /pause=(\d+)/.exec(readFileSync(join(scripts, "smoke-test.sh"), "utf8"))!;
    // A look takes a few seconds as well, and what comes before the first some minutes.
    expect(looks(calls) * (Number(pause) + 5)).to.be.below((timeouts.smokeTest - 5) * 60);
  });

  it("has no patience with anything else while it waits", () => {
    const other = { tasks: [task({ containers: [{ image: "x@sha256:0" }] })] };
    const { status, stdout, calls } = smoke({
      "aws-describe-services": paused,
      "aws-describe-service-deployments": hook("FAILED"),
      "aws-describe-tasks": other,
    });
    expect(status).to.equal(1);
    expect(stdout).to.include("1 task(s) run another image");
    expect(looks(calls)).to.equal(40);
  });

  it("fails in the end, and says the way back", () => {
    const { status, stdout, stderr } = smoke({ "aws-describe-services": { services: [] } });
    expect(status).to.equal(1);
    expect(stdout).to.include("the service is not active");
    expect(stderr).to.include(`planning did not run ${digest} well in dev for 45 seconds on end.`);
    expect(stderr).to.include("Back: npx ai-platform deploy rollback dev planning");
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

  for (const program of ["describe-services", "describe-service-deployments", "list-tasks", "describe-tasks"])
    it(`does not take silence for health: ${program}`, () => {
      const { status, stderr } = smoke({
        "aws-describe-services": paused,
        "aws-describe-service-deployments": hook("SUCCEEDED"),
        [`aws-${program}.status`]: "255",
      });
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
