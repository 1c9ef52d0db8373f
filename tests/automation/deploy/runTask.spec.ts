import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTask, taskHeadline, type RunTaskOptions } from "../../../automation/deploy/runTask";
import type { Session } from "../../../automation/deploy/session";
import { OperatorError } from "../../../automation/operatorError";
import type { Progress } from "../../../automation/terminal/progress";
import type { ApiOptions } from "../../../simulator/api/server";
import {
  closeRigs,
  dummyCredentials,
  failure,
  MemoryWorld,
  rig,
  withEnvironment,
} from "../../simulator/api/memoryWorld";
import { stackText } from "../../support/harness";

const launch = {
  family: "ai-platform-dev-planning",
  cluster: "ai-platform-dev",
  capacityProviders: [{ capacityProvider: "FARGATE", weight: 100 }],
  network: { subnets: ["subnet-a"], securityGroups: ["sg-a"] },
  placementStrategies: [],
  placementConstraints: [],
};
const job = 'jobs: { report: { schedule: "cron(0 2 * * ? *)", timezone: UTC, command: [exit, "4"] } }';

describe("run-task", () => {
  let folder: string;
  let path: string;
  let world: MemoryWorld;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "run-task-"));
    path = join(folder, "Pulumi.dev.yaml");
    writeFileSync(path, stackText("dev").replace(/^( +)planning:\n/m, `$1planning:\n$1  ${job}\n`));
  });
  beforeEach(() => {
    world = new MemoryWorld();
    world.parameters.put("/ai-platform/dev/releases/planning", `sha256:${"0".repeat(64)}`);
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await closeRigs();
  });

  interface Given {
    readonly live?: boolean;
    readonly left?: number;
    readonly outputs?: object;
    readonly signal?: AbortSignal;
    readonly api?: ApiOptions;
  }

  async function run(module: string, options: Partial<RunTaskOptions>, given: Given = {}) {
    const { live = false, left = 10_000, outputs = { tasks: { value: { planning: launch } } } } = given;
    const { api, calls } = await rig(world, given.api);
    const said = { lines: [] as string[], states: [] as string[] };
    const progress: Progress = {
      live,
      line: (text) => said.lines.push(text),
      status: (text) => said.states.push(text),
      end: () => undefined,
    };
    const session = {
      ref: { stack: "dev", path },
      stack: { name: "dev", outputs: () => Promise.resolve(outputs) },
      progress,
      left: () => left,
      signal: given.signal ?? new AbortController().signal,
    } as unknown as Session;
    const variables = {
      AWS_ENDPOINT_URL: api.url,
      AWS_ACCESS_KEY_ID: dummyCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: dummyCredentials.secretAccessKey,
    };
    const report = await withEnvironment(variables, () =>
      runTask(session, module, { command: [], ...options }, 1),
    );
    return { report, said, calls };
  }
  const logs = (task: string) =>
    `Its log: aws logs tail /ai-platform/dev/modules/planning --log-stream-names app/app/${task.split("/").at(-1)} --since 1d --region ap-northeast-2`;

  it("runs a command to its end, and says each state once where nobody watches", async () => {
    const { report, said } = await run("planning", { command: ["python3", "-m", "migrate"] });
    expect(report).to.deep.include({ ending: "succeeded", exitCode: 0, errors: [], module: "planning" });
    expect(taskHeadline(report)).to.equal("run-task dev planning: done (0 s)");
    expect(said.lines.slice(1)).to.deep.equal(
      ["PROVISIONING", "PENDING", "RUNNING", "DEPROVISIONING"].map((state) => `planning: ${state}`),
    );
    expect(said.lines[0]).to.match(/^planning: task [0-9a-f]{32} is started$/);
  });

  it("shows on a terminal what goes on", async () => {
    const { said } = await run("planning", { command: ["migrate"] }, { live: true });
    expect(said.lines).to.have.length(1);
    expect(said.states[2]).to.equal("planning: RUNNING (0 s)");
  });

  it("runs the command of a job, and is red when that fails", async () => {
    const { report } = await run("planning", { job: "report" });
    expect(report).to.deep.include({ ending: "failed", exitCode: 4 });
    expect(report.errors).to.deep.equal([
      "ECS says: Essential container in task exited",
      "container app: exit code 4",
      logs(report.task),
    ]);
    expect(taskHeadline(report)).to.equal("run-task dev planning: FAILED (0 s)");
  });

  it("is red when the task never started", async () => {
    const { report } = await run("planning", { command: ["missing"] });
    expect(report).to.include({ ending: "failed", exitCode: 4 });
    expect(report.errors[1]).to.equal("container app: CannotPullContainerError: image not found");
  });

  it("stops the task at the deadline", async () => {
    const { report, calls } = await run("planning", { command: ["sleep"] }, { left: 60 });
    expect(report).to.include({ ending: "deadline", exitCode: 6 });
    expect(report.errors).to.deep.equal([
      "The task had not ended yet; ECS says RUNNING.",
      "It was told to stop.",
      logs(report.task),
    ]);
    expect(calls.at(-1)).to.equal("StopTask");
  });

  it("says that it runs on when it cannot be stopped", async () => {
    const refuse = { StopTask: { type: "AccessDeniedException", message: "ecs:StopTask" } };
    const { report } = await run("planning", { command: ["sleep"] }, { left: 20, api: { refuse } });
    expect(report.errors[1]).to.match(/^It could not be stopped, and runs on: AWS refuses this/);
    expect(report.exitCode).to.equal(6);
  });

  it("names the task when AWS answers no more", async () => {
    const refuse = { DescribeTasks: { type: "ExpiredTokenException", message: "expired" } };
    const error = await failure(run("planning", { command: ["migrate"] }, { api: { refuse } }));
    expect(error).to.be.instanceOf(OperatorError);
    expect(error.message).to.match(/have expired.*\n.*it may run on: arn:aws:ecs:.+:task\/ai-platform-dev\//);
  });

  it("refuses a command that ECS would not take, before it asks for anything", async () => {
    const error = await failure(run("planning", { command: ["x".repeat(8192)] }));
    expect(error.message).to.match(/^the command has \d+ characters as JSON; ECS takes 8192\.$/);
  });

  const refused: readonly (readonly [string, string, Partial<RunTaskOptions>, RegExp])[] = [
    [
      "an unknown module",
      "planing",
      { command: ["a"] },
      /^dev has no module planing\. Did you mean planning\?$/,
    ],
    [
      "an unknown job",
      "planning",
      { job: "reprot" },
      /^planning has no job reprot in dev\. Did you mean report\?$/,
    ],
    [
      "a job of a module without any",
      "support",
      { job: "a" },
      /no job a in dev\. Write the command itself after --\.$/,
    ],
    ["neither a job nor a command", "planning", {}, /^Say what to run: either --job/],
    ["both", "planning", { job: "report", command: ["a"] }, /^Say what to run: either --job/],
    ["a module that is not deployed", "support", { command: ["a"] }, /^support is not deployed yet\./],
  ];
  for (const [what, module, options, words] of refused)
    it(`refuses ${what}`, async () => {
      const error = await failure(run(module, options));
      expect(error).to.be.instanceOf(OperatorError);
      expect(error.message).to.match(words);
    });

  it("refuses a stack that has no outputs yet", async () => {
    const error = await failure(run("planning", { command: ["a"] }, { outputs: {} }));
    expect(error.message).to.equal("planning is not deployed yet. Run deploy up first.");
  });

  it("refuses before the first release, and starts nothing", async () => {
    world = new MemoryWorld();
    const calls: string[] = [];
    const api: ApiOptions = { onCall: ({ operation }) => calls.push(operation) };
    const error = await failure(run("planning", { command: ["a"] }, { api }));
    expect(error.message).to.equal(
      "planning has no release in dev, so there is no image to run. Release one: npx ai-platform deploy release dev planning <digest>",
    );
    expect(calls).to.deep.equal(["GetParameter"]);
  });
});
