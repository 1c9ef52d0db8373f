import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import type { Rehearsal } from "../../automation/rehearse/rehearsal";
import { reportIn } from "../automation/deploy/runCli";
import {
  deployed,
  ecsService,
  goingBack,
  lock,
  locks,
  once,
  theOne,
  twoModulesUp,
  whatRuns,
} from "./deploying";
import { end } from "./rehearsing";
import { needEngine } from "./support/needEngine";

const [first, second, third] = ["1", "2", "3"].map((digit) => `sha256:${digit.repeat(64)}`) as [
  string,
  string,
  string,
];
const waits = /^dev is locked by\n {2}\S+@\S+ \(process \d+\) since \S+Z, .+ ago\nIt is waited for, /m;

describe("deploy release, two at the same time", function () {
  this.timeout(900_000);
  let rehearsal: Rehearsal;
  const named = (module: string, kind = "releases") =>
    rehearsal.cloud.parameters.history(`/ai-platform/dev/${kind}/${module}`).map(({ value }) => value);

  before(async function () {
    await needEngine(this);
    rehearsal = await twoModulesUp();
  });
  after(() => end(rehearsal));

  it("waits for a crashed one, says whose it was, and goes on when that is unlocked", async () => {
    lock(rehearsal, "dev");
    let unlocked: Promise<unknown> | undefined;
    const { stdout, stderr } = await deployed(0, rehearsal, ["release", "dev", "planning", first], {
      onSaid: once(waits, () => {
        unlocked = deployed(0, rehearsal, ["unlock", "dev", "--yes"]);
      }),
    });
    await unlocked;
    expect(stderr).to.match(/^ {2}alex@elsewhere \(process 4711\) since \S+Z, 2 h 00 min ago$/m);
    expect(stderr).to.match(/ If nothing runs there any more: npx ai-platform deploy unlock dev --yes$/m);
    expect(stderr, "no terminal").not.to.match(/[\r\u001b]/);
    expect(stdout).to.match(/^release dev: done; 1 replaced, 1 updated/);
    expect(whatRuns(rehearsal, "planning")).to.contain(first);
    expect(locks(rehearsal)).to.deep.equal([]);
  });

  it("gives up at the deadline, and its digest is the next one that runs", async () => {
    lock(rehearsal, "dev");
    const result = await deployed(5, rehearsal, [
      "release",
      "dev",
      "planning",
      second,
      "--timeout",
      "0.7",
      "--json",
    ]);
    expect(result.stderr).to.match(waits);
    const { ending, locks: held = [] } = reportIn(result);
    expect(ending).to.equal("locked");
    expect(held.map(({ holder }) => holder)).to.deep.equal(["alex@elsewhere (process 4711)"]);
    expect(result.stderr).to.contain(
      `The command again: npx ai-platform deploy release dev planning ${second}`,
    );
    expect(named("planning")).to.deep.equal([first, second]);
    expect(named("planning", "good-releases")).to.deep.equal([first]);
    await rehearsal.stack.cancel();
  });

  it("waits as an up does that is told to, which runs all that is named", async () => {
    lock(rehearsal, "dev");
    await deployed(0, rehearsal, ["up", "dev", "--wait"], {
      onSaid: once(waits, () => void rehearsal.stack.cancel()),
    });
    expect(whatRuns(rehearsal, "planning")).to.contain(second);
    expect(named("planning", "good-releases")).to.deep.equal([first, second]);
  });

  it("of two modules runs both, and neither touches the other", async () => {
    const results = await Promise.all(
      ["planning", "support"].map((module) =>
        deployed(0, rehearsal, ["release", "dev", module, third, "--json"]),
      ),
    );
    for (const [index, module] of ["planning", "support"].entries()) {
      const { changes, releases } = reportIn(results[index]!);
      expect(new Set(changes.map(({ name }) => name))).to.deep.equal(new Set([module]));
      expect(releases).to.deep.equal({ [module]: third });
      expect(whatRuns(rehearsal, module)).to.contain(third);
    }
    expect(results.some(({ stderr }) => waits.test(stderr))).to.equal(true);
    expect(locks(rehearsal)).to.deep.equal([]);
  });

  it("goes well beside an up that waits, whoever is first", async () => {
    const results = await Promise.all([
      deployed(0, rehearsal, ["release", "dev", "support", first]),
      deployed(0, rehearsal, ["up", "dev", "--wait"]),
    ]);
    expect(results.some(({ stderr }) => waits.test(stderr))).to.equal(true);
    expect(whatRuns(rehearsal, "support")).to.contain(first);
    expect(whatRuns(rehearsal, "planning")).to.contain(third);
    expect(named("support").at(-1)).to.equal(first);
  });

  it("of one module, the later one while ECS is at the first, ends well, and the first one says so", async () => {
    const running = () => theOne(rehearsal, ecsService, "support").inputs.taskDefinition;
    const before = running();
    rehearsal.cloud.order({ rollouts: { support: { state: "inProgress" } } });
    const overtaken = deployed(4, rehearsal, ["release", "dev", "support", second]);
    while (running() === before) await setTimeout(200);
    const given = running();
    const later = deployed(0, rehearsal, ["release", "dev", "support", third]);
    while (running() === given) await setTimeout(200);
    const { stderr } = await overtaken;
    expect(stderr).to.match(/^support: \S+ was replaced by \S+ of a later update before ECS was done$/m);
    expect(stderr).to.contain(`support: ${third} was named after ${second}`);
    expect(stderr).not.to.contain("The command again");
    rehearsal.cloud.order({});
    await later;
    expect(whatRuns(rehearsal, "support")).to.contain(third);
    expect(named("support", "good-releases")).not.to.include(second);
  });

  it("of one module runs the one that was named last, and the other one says so", async () => {
    lock(rehearsal, "dev");
    let last: Promise<unknown> | undefined;
    const { stdout, stderr } = await deployed(4, rehearsal, ["release", "dev", "support", first], {
      onSaid: once(waits, () => {
        rehearsal.cloud.parameters.put("/ai-platform/dev/releases/support", second);
        last = rehearsal.stack.cancel();
      }),
    });
    await last;
    expect(stdout).to.match(/^release dev: FAILED; 1 replaced, 1 updated/);
    expect(stderr).to.contain(
      `support: ${second} was named after ${first}, and the last one named is what runs.`,
    );
    expect(whatRuns(rehearsal, "support")).to.contain(second);
  });

  describe("when ECS goes back from one", () => {
    it("names again what runs, and tells the state", async () => {
      await goingBack(rehearsal, "planning", async () => {
        const { stderr } = await deployed(4, rehearsal, ["release", "dev", "planning", first]);
        expect(stderr).to.contain(`planning: ${third} is named again, so that no update tries ${first}.`);
        expect(stderr).to.contain("The state is told what runs.");
      });
      expect(named("planning").slice(-2)).to.deep.equal([first, third]);
      expect(named("planning", "good-releases").at(-1)).to.equal(third);
    });

    it("runs the good one after the next up, which has nothing to do", async () => {
      const { stdout } = await deployed(0, rehearsal, ["up", "dev"]);
      expect(stdout).to.match(/^up dev: done; no changes/);
      expect(whatRuns(rehearsal, "planning")).to.contain(third);
    });

    it("rolls back to the good one before, and never to the failed one", async () => {
      const { stderr } = await deployed(0, rehearsal, ["rollback", "dev", "planning"]);
      expect(stderr).to.contain(`planning: ${third} → ${second}`);
    });

    it("takes the failed one again when it is asked to", async () => {
      await deployed(0, rehearsal, ["release", "dev", "planning", first]);
      expect(whatRuns(rehearsal, "planning")).to.contain(first);
      expect(named("planning", "good-releases").at(-1)).to.equal(first);
    });
  });
});
