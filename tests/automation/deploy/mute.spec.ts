import type {
  CloudWatchClient,
  DeleteAlarmMuteRuleCommand,
  PutAlarmMuteRuleCommand,
} from "@aws-sdk/client-cloudwatch";
import { expect } from "chai";
import { type Mute, mutedAlarms, quietly } from "../../../automation/deploy/mute";
import { configOf, runEnvironment } from "../../support/harness";

type Sent = PutAlarmMuteRuleCommand | DeleteAlarmMuteRuleCommand;

/** A CloudWatch that writes down what it was asked; of some commands it wants nothing. */
function cloudwatch(refused: readonly string[] = []) {
  const sent: Sent[] = [];
  const send = (command: Sent) => {
    if (refused.includes(command.constructor.name)) return Promise.reject(new Error("AccessDenied"));
    sent.push(command);
    return Promise.resolve({});
  };
  return { client: { send } as unknown as Pick<CloudWatchClient, "send">, sent };
}

const lines: string[] = [];
const mute = (change: Partial<Mute> = {}): Mute => ({
  environment: "dev",
  alarms: ["one", "two"],
  now: new Date("2026-01-31T23:59:20Z"),
  left: 90_000,
  line: (text) => void lines.push(text),
  ...change,
});

describe("alarms during a deployment", () => {
  beforeEach(() => lines.splice(0));

  it("are quiet from the next minute to the deadline, and no longer than it takes", async () => {
    const { client, sent } = cloudwatch();
    const during: number[] = [];
    expect(await quietly(client, mute(), () => Promise.resolve(during.push(sent.length)))).to.equal(1);
    expect(during).to.deep.equal([1]);
    expect(sent.map(({ input }) => input)).to.deep.equal([
      {
        Name: "ai-platform-dev_deploy-all-1",
        Description: "A deployment; it takes this away when it ends",
        Rule: { Schedule: { Expression: "at(2026-02-01T00:00)", Duration: "PT2M" } },
        MuteTargets: { AlarmNames: ["one", "two"] },
      },
      { AlarmMuteRuleName: "ai-platform-dev_deploy-all-1" },
    ]);
  });

  it("can be heard again after one that failed", async () => {
    const { client, sent } = cloudwatch();
    const failed = quietly(client, mute({ module: "planning" }), () => Promise.reject(new Error("no")));
    expect(await failed.catch((error: unknown) => (error as Error).message)).to.equal("no");
    expect(sent.at(-1)!.input).to.deep.equal({ AlarmMuteRuleName: "ai-platform-dev_deploy-planning-1" });
  });

  it("take as many rules as they need, and none where there are none", async () => {
    const names = Array.from({ length: 101 }, (_, index) => `alarm-${index}`);
    const { client, sent } = cloudwatch();
    await quietly(client, mute({ alarms: names }), () => Promise.resolve());
    expect(sent).to.have.length(4);
    await quietly(client, mute({ alarms: [] }), () => Promise.resolve());
    expect(sent).to.have.length(4);
  });

  it("ring where they cannot be muted, and the deployment goes on", async () => {
    const { client, sent } = cloudwatch(["PutAlarmMuteRuleCommand"]);
    expect(await quietly(client, mute(), () => Promise.resolve("done"))).to.equal("done");
    expect(lines).to.deep.equal(["alarms ring during this deployment: AccessDenied"]);
    expect(sent).to.deep.equal([]);
  });

  it("stay quiet to the deadline where the rule cannot be taken away", async () => {
    const { client } = cloudwatch(["DeleteAlarmMuteRuleCommand"]);
    expect(await quietly(client, mute(), () => Promise.resolve("done"))).to.equal("done");
    expect(lines).to.deep.equal(["ai-platform-dev_deploy-all-1 stays until its end: AccessDenied"]);
  });
});

describe("the alarms that a deployment mutes", () => {
  it("are those that say so, and of a release those of its module", async () => {
    const graph = await runEnvironment(configOf("dev"));
    const of = (module?: string) => mutedAlarms(graph, module);
    expect(of("planning")).to.deep.equal([
      "ai-platform-dev_planning-healthy",
      "ai-platform-dev_planning-unhealthy",
    ]);
    expect(of()).to.include.members([...of("planning"), "ai-platform-dev_qdrant-0-ready"]);
    expect(of().filter((name) => /release|deployments|restarts|mariadb|api/.test(name))).to.deep.equal([]);
  });
});
