import { expect } from "chai";
import type { Rehearsal } from "../../automation/rehearse/rehearsal";
import { configOf, runEnvironment, type StackName, stacks } from "../support/harness";
import { needEngine } from "./support/needEngine";
import { lost, set, whileEdited } from "./edits/edit";
import { deadline, end, rehearse, succeed, told } from "./rehearsing";

/** What every environment shares, and what a `destroy` must therefore refuse to delete. */
const guarded: Readonly<Record<StackName, readonly string[]>> = {
  dev: [],
  staging: guardedWith(1),
  prod: ["aws:backup/vault:Vault data-backups", "aws:s3/bucket:Bucket audit-report", ...guardedWith(3)],
};

function guardedWith(qdrantNodes: number): string[] {
  return [
    "aws:cognito/userPool:UserPool edge",
    ...Array.from({ length: qdrantNodes }, (_, node) => `aws:ebs/volume:Volume data-qdrant-${node}`),
    "aws:kms/key:Key audit",
    "aws:kms/key:Key keys-data",
    "aws:kms/key:Key keys-logs",
    "aws:rds/instance:Instance data-mariadb",
    "aws:s3/bucket:Bucket audit-trail",
  ];
}

for (const stack of stacks)
  describe(`the life of ${stack}`, function () {
    this.timeout(2 * deadline);
    let rehearsal: Rehearsal | undefined;
    const running = () => rehearsal!;
    const there = () =>
      running()
        .cloud.resources()
        .map(({ urn, id, computed }) => `${urn} ${id} ${String(computed.arn)}`)
        .sort();

    before(async function () {
      await needEngine(this);
      rehearsal = await rehearse(stack);
    });
    after(() => end(rehearsal));

    it("comes up with exactly the resources of the offline plan", async () => {
      await succeed(running(), "up");
      const graph = await runEnvironment(configOf(stack));
      const planned = graph.nodes.filter(({ type, custom }) => custom && type.startsWith("aws:"));
      expect(named(running().cloud.resources())).to.deep.equal(named(planned));
    });

    for (const kind of ["up", "preview", "previewRefresh", "refresh", "up"] as const)
      it(`finds nothing to do in ${kind === "up" ? "an" : "a"} ${kind}`, async () => {
        const before = there();
        expect(told((await succeed(running(), kind)).steps)).to.deep.equal([]);
        expect(there()).to.deep.equal(before);
      });

    if (guarded[stack].length > 0) refusesToGo(stack, running, there);
    // Only here: the rules of prod refuse data that is disposable.
    if (stack === "staging") letsGoOnPurpose(running);
    if (guarded[stack].length === 0) goesAndComes(running);
  });

function refusesToGo(stack: StackName, running: () => Rehearsal, there: () => string[]): void {
  it("refuses to go, names what is protected, and deletes nothing at all", async () => {
    const before = there();
    const { ending, errors, output } = await running().operate("destroy", { deadline });
    expect(ending, output).to.equal("failed");
    const named = errors.slice(0, -1).map((error) => error.slice(0, error.indexOf(": ")));
    expect(named).to.have.members(guarded[stack]);
    expect(errors.at(-1)).to.include("data.deletion: disposable");
    expect(there()).to.deep.equal(before);
  });

  it("is as it was after that", async () => {
    expect(told((await succeed(running(), "up")).steps)).to.deep.equal([]);
  });
}

function letsGoOnPurpose(running: () => Rehearsal): void {
  it("goes after its data was declared disposable, and leaves no data behind", async () => {
    await whileEdited(running(), [set("data.deletion", "disposable")], async () => {
      const { steps } = await succeed(running(), "up");
      expect(lost(steps)).to.deep.equal([]);
      await succeed(running(), "destroy");
    });
    // AWS deletes no option group that a snapshot names.
    const kept = ["aws:ecs/taskDefinition:TaskDefinition", "aws:rds/optionGroup:OptionGroup"];
    expect(typesLeft(running())).to.deep.equal(kept);
  });
}

function typesLeft({ cloud }: Rehearsal): string[] {
  return [...new Set(cloud.resources().map(({ type }) => type))].sort();
}

function goesAndComes(running: () => Rehearsal): void {
  it("goes, but for the task definitions that a rollback would need", async () => {
    await succeed(running(), "destroy");
    expect(typesLeft(running())).to.deep.equal(["aws:ecs/taskDefinition:TaskDefinition"]);
  });

  it("comes up again from nothing", async () => {
    const { counts } = await succeed(running(), "up");
    expect(counts).to.have.all.keys("create");
    expect(told((await succeed(running(), "preview")).steps)).to.deep.equal([]);
  });
}

/** Mocks shorten the URNs of what has grandparents, so type and name are compared. */
function named(nodes: readonly { readonly type: string; readonly name: string }[]): string[] {
  return nodes.map(({ type, name }) => `${type} ${name}`).sort();
}
