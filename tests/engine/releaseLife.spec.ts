import { expect } from "chai";
import type { Rehearsal } from "../../automation/rehearse/rehearsal";
import { reportIn } from "../automation/deploy/runCli";
import {
  deployed,
  ecsService,
  ecsTaskDefinition,
  goingBack,
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
const modules = ["planning", "support"] as const;
type Module = (typeof modules)[number];

/** From the first day on, each step upon the one before. */
describe("the life of a release", function () {
  this.timeout(900_000);
  let rehearsal: Rehearsal;
  const arnOf = (module: Module) => String(theOne(rehearsal, ecsService, module).inputs.taskDefinition);
  const named = (module: Module, kind = "releases") =>
    rehearsal.cloud.parameters.history(`/ai-platform/dev/${kind}/${module}`).map(({ value }) => value);
  const imageOf = (module: Module) =>
    /ai-platform\/\w+@(sha256:\w+)/.exec(whatRuns(rehearsal, module))?.[1] ?? "bootstrap";
  const images = () => Object.fromEntries(modules.map((module) => [module, imageOf(module)]));
  const releases = [
    ["replace", ecsTaskDefinition],
    ["update", ecsService],
  ] as const;
  /** Runs the command, and demands that it changed of this module what a release changes, and nothing else. */
  const changed = async (status: number, module: Module, ...args: readonly string[]) => {
    const others = modules.filter((other) => other !== module).map(arnOf);
    const result = await deployed(status, rehearsal, [...args, "--json"]);
    const { changes } = reportIn(result);
    expect(changes.map(({ kind, type, name }) => [kind, type, name])).to.have.deep.members(
      releases.map((release) => [...release, module]),
    );
    expect(modules.filter((other) => other !== module).map(arnOf)).to.deep.equal(others);
    return result;
  };
  const upChangesNothing = async () => {
    const before = rehearsal.cloud.resources();
    const { changes } = reportIn(await deployed(0, rehearsal, ["up", "dev", "--json"]));
    expect(changes).to.deep.equal([]);
    expect(rehearsal.cloud.resources()).to.deep.equal(before);
  };

  before(async function () {
    await needEngine(this);
    rehearsal = await twoModulesUp();
  });
  after(() => end(rehearsal));

  it("begins without any image: the environment is up, and every module runs the bootstrap image", async () => {
    expect(images()).to.deep.equal({ planning: "bootstrap", support: "bootstrap" });
    expect(rehearsal.cloud.parameters.names()).to.deep.equal([]);
    await upChangesNothing();
  });

  it("the first release takes the place of the bootstrap image", async () => {
    const { stderr } = await changed(0, "planning", "release", "dev", "planning", first);
    expect(stderr).to.contain(`planning: bootstrap image → ${first}`);
    expect(images()).to.deep.equal({ planning: first, support: "bootstrap" });
    expect(named("planning")).to.deep.equal([first]);
    expect(named("planning", "good-releases")).to.deep.equal([first]);
  });

  it("an up after it has no change", upChangesNothing);

  it("an edit of the stack file and an up do not move the image back", async () => {
    rehearsal.edit((text) =>
      text.replace(/^( +)planning:\n/m, "$&$1  size: { cpu: 1024, memoryMiB: 2048 }\n"),
    );
    await changed(0, "planning", "up", "dev");
    expect(whatRuns(rehearsal, "planning")).to.contain('"cpu":"1024"');
    expect(images()).to.deep.equal({ planning: first, support: "bootstrap" });
  });

  it("a release of another module leaves the first one alone", async () => {
    await changed(0, "support", "release", "dev", "support", second);
    expect(images()).to.deep.equal({ planning: first, support: second });
    expect(named("planning")).to.deep.equal([first]);
    await changed(0, "planning", "release", "dev", "planning", third);
    expect(images()).to.deep.equal({ planning: third, support: second });
  });

  it("one that ECS takes back fails, and the last good digest is named again", async () => {
    let failed = "";
    await goingBack(rehearsal, "planning", async () => {
      const { stderr } = await changed(4, "planning", "release", "dev", "planning", second);
      failed = arnOf("planning");
      expect(stderr).to.match(/^planning: \S+ did not start; ECS went back to \S+$/m);
      expect(stderr).to.contain(`planning: ${third} is named again, so that no update tries ${second}.`);
    });
    expect(named("planning")).to.deep.equal([first, third, second, third]);
    expect(named("planning", "good-releases")).to.deep.equal([first, third]);
    expect(rehearsal.cloud.containers(failed), "what jobs would take").to.equal(undefined);
  });

  it("and the next up has no change, nor drift", async () => {
    await upChangesNothing();
    await deployed(0, rehearsal, ["drift", "dev"]);
    expect(images()).to.deep.equal({ planning: third, support: second });
  });

  it("a rollback goes to the last good digest, and not to the failed one", async () => {
    const { stderr } = await changed(0, "planning", "rollback", "dev", "planning");
    expect(stderr).to.contain(`planning: ${third} → ${first}`);
    expect(images()).to.deep.equal({ planning: first, support: second });
    expect(named("planning")).to.deep.equal([first, third, second, third, first]);
  });

  it("and an up after it has no change", upChangesNothing);
});
