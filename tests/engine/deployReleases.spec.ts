import { expect } from "chai";
import type { Rehearsal } from "../../automation/rehearse/rehearsal";
import { reportIn } from "../automation/deploy/runCli";
import { deployed, ecsService, ecsTaskDefinition, goingBack, once, theOne, whatRuns } from "./deploying";
import { end, rehearse, succeed } from "./rehearsing";
import { needEngine } from "./support/needEngine";

const [first, second, third] = ["1", "2", "3"].map((digit) => `sha256:${digit.repeat(64)}`) as [
  string,
  string,
  string,
];
const parameter = "/ai-platform/dev/releases/planning";

describe("deploy release", function () {
  this.timeout(900_000);
  let rehearsal: Rehearsal;
  const released = () => rehearsal.cloud.parameters.history(parameter).map(({ value }) => value);
  const arnOf = (module: string) => String(theOne(rehearsal, ecsService, module).inputs.taskDefinition);

  before(async function () {
    await needEngine(this);
    rehearsal = await rehearse("dev");
    await succeed(rehearsal, "up");
  });
  after(() => end(rehearsal));

  it("runs an image of one module, and touches nothing else", async () => {
    const others = arnOf("support");
    const result = await deployed(0, rehearsal, ["release", "dev", "planning", first, "--json"]);
    const { changes, services } = reportIn(result);
    expect(changes.map(({ kind, type, name }) => [kind, type, name])).to.have.deep.members([
      ["replace", ecsTaskDefinition, "planning"],
      ["update", ecsService, "planning"],
    ]);
    expect(services).to.deep.equal([]);
    expect(result.stderr).to.contain(`planning: bootstrap image → ${first}`);
    expect(whatRuns(rehearsal, "planning")).to.contain(`ai-platform/planning@${first}`);
    expect(arnOf("support")).to.equal(others);
    expect(released()).to.deep.equal([first]);
  });

  it("does nothing the second time", async () => {
    const { stdout } = await deployed(0, rehearsal, ["release", "dev", "planning", first]);
    expect(stdout).to.match(/^release dev: done; no changes/);
    expect(released()).to.deep.equal([first]);
  });

  it("has nothing to roll back to after the first one", async () => {
    const { stderr } = await deployed(2, rehearsal, ["rollback", "dev", "planning"]);
    expect(stderr).to.equal("planning has no earlier good release in dev. Release one by its digest.\n");
  });

  it("is what the next up runs as well", async () => {
    const { stdout } = await deployed(0, rehearsal, ["up", "dev"]);
    expect(stdout).to.match(/^up dev: done; no changes/);
  });

  it("is kept by an edit of the module's size", async () => {
    const small = whatRuns(rehearsal, "planning");
    rehearsal.edit((text) => text.replace("cpu: 512, memoryMiB: 1024", "cpu: 1024, memoryMiB: 2048"));
    const { changes } = reportIn(await deployed(0, rehearsal, ["up", "dev", "--json"]));
    expect(changes).to.have.length(2);
    expect(whatRuns(rehearsal, "planning")).not.to.equal(small);
    expect(whatRuns(rehearsal, "planning")).to.contain(`ai-platform/planning@${first}`);
  });

  it("that fails at the engine says so, and completes when it is repeated", async () => {
    const { urn } = theOne(rehearsal, ecsService, "planning");
    rehearsal.cloud.order({ faults: [{ operation: "update", urn, nth: 1, effect: "fail" }] });
    const failed = await deployed(4, rehearsal, ["release", "dev", "planning", second]);
    expect(failed.stdout).to.match(/^release dev: FAILED;/);
    expect(failed.stderr).to.contain(`${ecsService} planning: `).and.contain("fails by order");
    expect(whatRuns(rehearsal, "planning")).to.contain(first);
    rehearsal.cloud.order({});

    await deployed(0, rehearsal, ["release", "dev", "planning", second]);
    expect(whatRuns(rehearsal, "planning")).to.contain(`ai-platform/planning@${second}`);
    expect(released()).to.deep.equal([first, second]);
  });

  it("names nothing when the time is up before the engine is started", async () => {
    await deployed(6, rehearsal, ["release", "dev", "planning", third, "--timeout", "0.001"]);
    expect(released()).to.deep.equal([first, second]);
  });

  it("is taken back by a rollback", async () => {
    const { stdout, stderr } = await deployed(0, rehearsal, ["rollback", "dev", "planning"]);
    expect(stdout).to.match(/^rollback dev: done; 1 replaced, 1 updated/);
    expect(stderr).to.contain(`planning: ${second} → ${first}`);
    expect(whatRuns(rehearsal, "planning")).to.contain(`ai-platform/planning@${first}`);
    expect(released()).to.deep.equal([first, second, first]);
  });

  describe("when ECS does not run it", () => {
    const stoppedTasks = [
      { stoppedReason: "Essential container in task exited", container: "app", exitCode: 137 },
    ];
    after(() => rehearsal.cloud.order({}));

    it("fails with what ECS says of it", async () => {
      const revision = () => arnOf("planning").slice(arnOf("planning").lastIndexOf("/") + 1);
      const running = revision();
      const fails = async () => {
        const { stdout, stderr } = await deployed(4, rehearsal, ["release", "dev", "planning", third]);
        expect(stdout).to.match(
          /^release dev: FAILED, ECS does not run what it was told to; 1 replaced, 1 updated/,
        );
        expect(stderr).to.contain(`planning: ${revision()} did not start; ECS went back to ${running}\n`);
        expect(stderr).to.contain("Essential container in task exited (container app, exit code 137)");
        expect(stderr).to.contain("was unable to place a task.");
      };
      await goingBack(rehearsal, "planning", fails, stoppedTasks);
      expect(released().slice(-2)).to.deep.equal([third, first]);
    });

    it("names nothing else, when ECS goes back from the same image with other settings", async () => {
      rehearsal.edit((text) => text.replace("cpu: 1024, memoryMiB: 2048", "cpu: 2048, memoryMiB: 4096"));
      await goingBack(rehearsal, "planning", async () => {
        const { stdout } = await deployed(4, rehearsal, ["up", "dev"]);
        expect(stdout).to.match(
          /^up dev: FAILED, ECS does not run what it was told to; 1 replaced, 1 updated/,
        );
      });
      expect(released().at(-1)).to.equal(first);
      rehearsal.edit((text) => text.replace("cpu: 2048, memoryMiB: 4096", "cpu: 1024, memoryMiB: 2048"));
      const { stdout } = await deployed(0, rehearsal, ["up", "dev"]);
      expect(stdout).to.match(/^up dev: done; no changes/);
    });

    it("is no drift, for the state was told, and is finished by the same again", async () => {
      await deployed(0, rehearsal, ["drift", "dev"]);
      const again = await deployed(0, rehearsal, ["release", "dev", "planning", third]);
      expect(again.stdout).to.match(/^release dev: done; 1 replaced, 1 updated/);
      expect(again.stderr).to.contain(`planning: ${first} → ${third}`);
      expect(whatRuns(rehearsal, "planning")).to.contain(`ai-platform/planning@${third}`);
    });

    it("gives up at the deadline when ECS comes to no end", async () => {
      rehearsal.cloud.order({ rollouts: { planning: { state: "inProgress" } } });
      const result = await deployed(6, rehearsal, ["up", "dev", "--timeout", "1", "--json"]);
      const [service, ...others] = reportIn(result).services!;
      expect(others).to.be.empty;
      expect(service).to.include({ label: "planning" });
      expect(service!.verdict.state).to.equal("waiting");
      expect(result.stderr).to.contain("was not running everywhere yet");
    });

    it("ends with what is known when it is told to end while it waits", async () => {
      const result = await deployed(6, rehearsal, ["up", "dev", "--json"], {
        onSaid: once(/^waiting for ECS: planning$/m, (child) => child.kill("SIGTERM")),
      });
      expect(result.stderr).to.contain("Told to end").and.not.contain("internal error");
      expect(reportIn(result).services!.map(({ label }) => label)).to.deep.equal(["planning"]);
    });
  });
});
