import { expect } from "chai";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandText, exec, pickTask } from "../../../automation/operate/exec";
import { pluginArguments } from "../../../automation/operate/sessionPlugin";
import { OperatorError } from "../../../automation/operatorError";
import {
  closeRigs,
  failure,
  MemoryWorld,
  rig,
  service,
  withEnvironment,
} from "../../simulator/api/memoryWorld";
import { moduleOf } from "./targets";

describe("exec", () => {
  let folder: string;
  let world: MemoryWorld;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "exec-"));
    // Without arguments it only says that it is there, as AWS's own.
    const script = `#!/bin/sh\n[ $# = 0 ] && exit 0\nprintf '%s\\n' "$@" > ${folder}/arguments\nexit 7\n`;
    writeFileSync(join(folder, "session-manager-plugin"), script);
    chmodSync(join(folder, "session-manager-plugin"), 0o755);
  });
  beforeEach(() => {
    world = new MemoryWorld();
    world.running = [{ ...service("planning", { state: "completed" }), exec: true }];
    world.images.set(world.running[0]!.taskDefinition, "planning@sha256:0");
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await closeRigs();
  });

  const enter = async (command: string[] = [], target = moduleOf("planning")) => {
    const { ecs, calls, api } = await rig(world);
    const result = withEnvironment({ PATH: `${folder}:${process.env.PATH}`, AWS_PROFILE: "ops" }, () =>
      exec(ecs, target, { command }),
    );
    return { result: await result, calls, url: api.url };
  };

  it("starts the plugin in the newest task, with the arguments of the AWS CLI", async () => {
    const { result, url } = await enter(["python3", "-c", "print('a b')"]);
    expect(result).to.equal(7);
    const [session, region, operation, profile, target, endpoint] = readFileSync(
      join(folder, "arguments"),
      "utf8",
    ).split("\n");
    expect(JSON.parse(session!)).to.include({ tokenValue: "simulated" });
    expect([region, operation, profile, endpoint]).to.deep.equal([
      "ap-northeast-2",
      "StartSession",
      "ops",
      url,
    ]);
    expect((JSON.parse(target!) as { Target: string }).Target).to.match(
      /^ecs:ai-platform-dev_[0-9a-f]{32}_[0-9a-f]{32}-[0-9a-f]{10}$/,
    );
  });

  it("says when the plugin is missing, before it asks AWS anything", async () => {
    const { ecs, calls } = await rig(world);
    const error = await failure(
      withEnvironment({ PATH: "/nonexistent" }, () => exec(ecs, moduleOf("planning"), { command: [] })),
    );
    expect(error).to.be.instanceOf(OperatorError);
    expect(error.message).to.match(/^session-manager-plugin is not on the PATH\. Install it: https:/);
    expect(calls).to.deep.equal([]);
  });

  it("says what to edit where the stack does not allow it, and that prod never does", async () => {
    const inStaging = await failure(enter([], moduleOf("planning", "staging")));
    expect(inStaging.message).to.contain(
      "modules.planning.container.exec is false in staging. Set it to true",
    );
    const inProd = await failure(enter([], moduleOf("planning", "prod")));
    expect(inProd.message).to.contain("Nobody enters a running container in prod");
  });

  it("says when no task can be entered", async () => {
    world.running = [service("planning", { state: "completed" })];
    expect((await failure(enter())).message).to.match(/^no task of planning can be entered: the agent/);
    world.running = [{ ...service("planning", { state: "completed" }), desiredCount: 0 }];
    expect((await failure(enter())).message).to.match(/^no task of planning runs/);
    world.running = [service("support", { state: "completed" })];
    expect((await failure(enter())).message).to.contain("has no service planning in ap-northeast-2");
  });
});

describe("the task to enter", () => {
  const managedAgents = [{ name: "ExecuteCommandAgent" as const, lastStatus: "RUNNING" }];
  const task = (id: string, second: number, agents: typeof managedAgents = managedAgents) => ({
    taskArn: `arn:aws:ecs:r:1:task/c/${id}`,
    lastStatus: "RUNNING",
    startedAt: new Date(second * 1000),
    containers: [{ name: "app", managedAgents: agents }],
  });
  const tasks = [task("aa1", 1), task("ab2", 3, []), task("b3", 2)];
  const target = { stack: "dev", module: "planning" };
  const picked = (wanted?: string) => pickTask(tasks, target, wanted).taskArn!.split("/").at(-1);

  it("is the newest with an agent, or the one that is meant", () => {
    expect(picked()).to.equal("b3");
    expect(picked("aa")).to.equal("aa1");
    expect(picked("arn:aws:ecs:r:1:task/c/aa1")).to.equal("aa1");
  });

  it("must be one that runs, alone of its name, with an agent", () => {
    expect(() => picked("a")).to.throw(OperatorError, "more than one running task of planning is called a");
    expect(() => picked("zz")).to.throw(OperatorError, "Use one of: ab2, b3, aa1.");
    expect(() => picked("ab2")).to.throw(OperatorError, "task ab2 cannot be entered: the agent");
  });
});

describe("the text of a command", () => {
  it("is a shell where there is none, and keeps words together", () => {
    expect(commandText([])).to.equal("/bin/sh");
    expect(commandText(["ls", "-la", "/tmp"])).to.equal("ls -la /tmp");
    expect(commandText(["sh", "-c", "echo $HOME 'x'"])).to.equal("sh -c 'echo $HOME '\\''x'\\'''");
  });
});

describe("the arguments of the plugin", () => {
  it("name the container as Systems Manager does", () => {
    const response = {
      clusterArn: "arn:aws:ecs:r:1:cluster/ai-platform-dev",
      taskArn: "arn:aws:ecs:r:1:task/ai-platform-dev/t1",
      session: { sessionId: "s", streamUrl: "wss://x", tokenValue: "t" },
    };
    const given = { response, runtimeId: "t1-9", region: "r", profile: "", endpoint: "https://ecs.r" };
    expect(pluginArguments(given)).to.deep.equal([
      '{"sessionId":"s","streamUrl":"wss://x","tokenValue":"t"}',
      "r",
      "StartSession",
      "",
      '{"Target":"ecs:ai-platform-dev_t1_t1-9"}',
      "https://ecs.r",
    ]);
  });
});
