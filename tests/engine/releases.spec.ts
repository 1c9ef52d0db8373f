import { expect } from "chai";
import { parseDocument } from "yaml";
import type { Outcome } from "../../automation/engine/operation";
import { driftIn } from "../../automation/deploy/drift";
import { readState } from "../../automation/deploy/state";
import type { Rehearsal } from "../../automation/rehearse/rehearsal";
import type { Rollout } from "../../simulator/api/world";
import { servingIn } from "../../simulator/cloud/trafficShift";
import { deployed, ecsService, theOne, whatRuns } from "./deploying";
import { replace, revision, update } from "./edits/steps";
import { end, rehearse, succeed, told } from "./rehearsing";
import { needEngine } from "./support/needEngine";

const strategies = ["rolling", "blue-green", "canary", "linear"] as const;
const shifting = strategies.slice(1);
const [first, second, third] = ["1", "2", "3"].map((digit) => `sha256:${digit.repeat(64)}`) as [
  string,
  string,
  string,
];
const rule = "aws:lb/listenerRule:ListenerRule";

/** One module for each strategy; `canary` is asked before it gets traffic. */
const modules = Object.fromEntries(
  strategies.map((strategy) => [
    strategy,
    {
      owner: "team@example.com",
      routes: [`/${strategy}`],
      release: {
        strategy,
        ...(strategy === "canary" ? { smokeTest: { path: "/health", status: 200 } } : {}),
      },
    },
  ]),
);

describe("releases of every strategy", function () {
  this.timeout(900_000);
  let rehearsal: Rehearsal;
  const edited = (path: readonly string[], value: unknown) => {
    rehearsal.edit((text) => {
      const file = parseDocument(text);
      file.setIn(["config", ...path], file.createNode(value));
      return file.toString({ lineWidth: 0 });
    });
  };
  const release = (digest: string, names: readonly string[] = strategies) => {
    for (const name of names) rehearsal.cloud.parameters.put(`/ai-platform/dev/releases/${name}`, digest);
  };
  const order = (rollout: (name: string) => Rollout | undefined) => {
    const rollouts = strategies.flatMap((name) => {
      const own = rollout(name);
      return own === undefined ? [] : [[name, own] as const];
    });
    rehearsal.cloud.order({ rollouts: Object.fromEntries(rollouts) });
  };
  /** By module, the Pulumi name of the target group that has the traffic. */
  const traffic = (suffix = "") =>
    Object.fromEntries(
      rehearsal.cloud
        .resources()
        .filter(({ type, name }) => type === rule && shifting.some((module) => name === `${module}${suffix}`))
        .map((record) => {
          const serving = servingIn(record);
          const group = rehearsal.cloud.resources().find(({ computed }) => computed.arn === serving);
          return [record.name, group?.name];
        }),
    );
  const all = (of: (module: string) => string) =>
    Object.fromEntries(shifting.map((module) => [module, of(module)]));
  const primary = all((module) => module);
  const alternate = all((module) => `${module}-alternate`);
  const running = (name: string) => String(theOne(rehearsal, ecsService, name).inputs.taskDefinition);
  const nothing = ({ steps }: Outcome) => {
    expect(told(steps.filter(({ op }) => op !== "same"))).to.deep.equal([]);
  };
  const noDrift = async () => {
    const { steps } = await succeed(rehearsal, "previewRefresh");
    const { graph } = await readState(rehearsal.stack);
    expect(
      told(
        driftIn(
          steps.filter(({ op }) => op === "update"),
          graph,
        ),
      ),
    ).to.deep.equal([]);
  };
  const changes = ({ steps }: Outcome) =>
    told(steps.filter(({ op, type }) => op !== "same" && op !== "read" && type !== "pulumi:pulumi:Stack"));

  before(async function () {
    await needEngine(this);
    rehearsal = await rehearse("dev");
    edited(["ai-platform:modules"], modules);
    edited(["ai-platform:edge", "clients"], {});
    await succeed(rehearsal, "up");
  });
  after(() => end(rehearsal));

  it("begin with the bootstrap image, and with all traffic in one target group", async () => {
    expect(traffic()).to.deep.equal(alternate);
    nothing(await succeed(rehearsal, "up"));
    await noDrift();
  });

  it("change task definition and service, and move the traffic", async () => {
    release(first);
    expect(changes(await succeed(rehearsal, "up"))).to.deep.equal(revision(...strategies).sort());
    expect(traffic()).to.deep.equal(primary);
    expect(traffic("-test")).to.deep.equal({ "canary-test": "canary" });
    for (const name of strategies) expect(whatRuns(rehearsal, name)).to.contain(first);
    nothing(await succeed(rehearsal, "up"));
  });

  it("alternate between the target groups, and no update undoes it", async () => {
    release(second);
    expect(changes(await succeed(rehearsal, "up"))).to.deep.equal(revision(...strategies).sort());
    expect(traffic()).to.deep.equal(alternate);
    nothing(await succeed(rehearsal, "up"));
    await noDrift();
    await succeed(rehearsal, "refresh");
    nothing(await succeed(rehearsal, "up"));
    expect(traffic()).to.deep.equal(alternate);
  });

  it("leave an edit of the routes to Pulumi, and the traffic where it is", async () => {
    edited(["ai-platform:modules", "canary", "routes"], ["/canary", "/more"]);
    const { steps } = await succeed(rehearsal, "up");
    expect(told(steps)).to.include(update("lb/listenerRule:ListenerRule canary")[0]);
    expect(traffic()).to.deep.equal(alternate);
  });

  it("of another size are releases as well", async () => {
    for (const name of shifting)
      edited(["ai-platform:modules", name, "size"], { cpu: 1024, memoryMiB: 2048 });
    expect(changes(await succeed(rehearsal, "up"))).to.deep.equal(revision(...shifting).sort());
    expect(traffic()).to.deep.equal(primary);
    for (const name of shifting) expect(whatRuns(rehearsal, name)).to.contain(second);
  });

  it("that fail leave the traffic where it is, and are told", async () => {
    const before = Object.fromEntries(strategies.map((name) => [name, running(name)]));
    order((name) => ({ state: "rolledBack", running: before[name]!, events: [], stoppedTasks: [] }));
    release(third);
    const { stdout, stderr } = await deployed(4, rehearsal, ["up", "dev"]);
    expect(stdout).to.match(/^up dev: FAILED, ECS does not run what it was told to;/);
    for (const name of strategies) expect(stderr).to.match(new RegExp(`^${name}: .* ECS went back to`, "m"));
    expect(traffic()).to.deep.equal(primary);
    // The double knows only the order: from here on its services have what ECS went back to.
    order(() => undefined);
    for (const name of strategies)
      rehearsal.cloud.tamper(theOne(rehearsal, ecsService, name).urn, { taskDefinition: before[name]! });
    for (const name of strategies) expect(whatRuns(rehearsal, name)).to.contain(second);
    nothing(await succeed(rehearsal, "up"));
    await noDrift();
  });

  it("are gone back from to the good image before", async () => {
    for (const name of strategies)
      rehearsal.cloud.parameters.put(`/ai-platform/dev/good-releases/${name}`, first);
    for (const name of strategies) await deployed(0, rehearsal, ["rollback", "dev", name]);
    for (const name of strategies) expect(whatRuns(rehearsal, name)).to.contain(first);
    expect(traffic()).to.deep.equal(alternate);
    nothing(await succeed(rehearsal, "up"));
    await noDrift();
  });

  it("wait for an approval where the module wants one, and move the traffic after it", async () => {
    const side = traffic();
    order((name) => (name === "linear" ? { state: "paused", running: running(name) } : undefined));
    release(third, ["linear"]);
    const { stdout, stderr } = await deployed(0, rehearsal, ["up", "dev"]);
    expect(stdout).to.match(/^up dev: waits for approval;/);
    expect(stderr).to.contain("has no traffic yet, it waits for an approval");
    expect(traffic()).to.deep.equal(side);
    await deployed(0, rehearsal, ["approve", "dev", "linear"]);
    expect(traffic()).not.to.deep.equal(side);
    const again = await deployed(2, rehearsal, ["approve", "dev", "linear"]);
    expect(again.stderr).to.equal("no release of linear waits for an approval.\n");
  });

  it("are given other target groups by another port, and the rules follow", async () => {
    edited(["ai-platform:modules", "canary", "port"], 9000);
    const done = changes(await succeed(rehearsal, "up"));
    expect(done).to.include.members([
      ...replace("lb/listenerRule:ListenerRule canary", "lb/listenerRule:ListenerRule canary-test"),
      ...replace("lb/targetGroup:TargetGroup canary", "lb/targetGroup:TargetGroup canary-alternate"),
    ]);
    expect(traffic("-test")).to.deep.equal({ "canary-test": "canary-alternate" });
    nothing(await succeed(rehearsal, "up"));
  });

  it("go back to rolling from the first target group only", async () => {
    expect(traffic()).to.include({ canary: "canary-alternate" });
    edited(["ai-platform:modules", "canary", "release"], { strategy: "rolling" });
    edited(["ai-platform:modules", "rolling", "release"], { strategy: "blue-green" });
    const { stderr } = await deployed(2, rehearsal, ["up", "dev"]);
    expect(stderr).to.contain("canary cannot go back to rolling now");
    edited(["ai-platform:modules", "canary", "release"], { strategy: "canary" });
    release(third, ["canary"]);
    const { stderr: unhooked } = await deployed(0, rehearsal, ["up", "dev"]);
    expect(unhooked).to.contain("canary: smoke test and approval are taken from its releases");
    await noDrift();
    expect(traffic()).to.include({ canary: "canary" });
    edited(["ai-platform:modules", "canary", "release"], { strategy: "rolling" });
    await deployed(0, rehearsal, ["up", "dev"]);
    await noDrift();
    expect(servingIn(theOne(rehearsal, rule, "rolling"))).to.equal(
      theOne(rehearsal, "aws:lb/targetGroup:TargetGroup", "rolling-alternate").computed.arn,
    );
    nothing(await succeed(rehearsal, "up"));
  });
});
