import { expect } from "chai";
import { type Outcome } from "../../automation/engine/operation";
import { resourceText } from "../../automation/engine/steps";
import type { Rehearsal } from "../../automation/rehearse/rehearsal";
import { configOf, runEnvironment } from "../support/harness";
import { deadline, end, rehearse, succeed, summary } from "./rehearsing";
import { killDuring, locksIn, type Killed } from "./support/engineProcess";
import {
  difference,
  expectAgreement,
  holdings,
  madeAgain,
  madeIn,
  stateOf,
  type PendingOperation,
} from "./support/ledger";
import { needEngine } from "./support/needEngine";

/** By then only the database and what needs it is missing, and the database takes longest of all. */
const almostAll = 285;
const database = "aws:rds/instance:Instance";

describe("the engine is killed in the middle of an up", function () {
  this.timeout(900_000);
  let rehearsal: Rehearsal;
  let killed: Killed;
  let pending: readonly PendingOperation[];

  before(async function () {
    await needEngine(this);
    // Time passes, so that AWS is at work on something whenever the engine dies.
    rehearsal = await rehearse("dev", { quietMs: 200, checkpoints: true });
    killed = await killDuring(rehearsal, "up", almostAll);
  });
  after(() => end(rehearsal));

  it("which ends the operation at once, as a failure", () => {
    expect(killed.outcome.ending).to.equal("failed");
  });

  it("and the state knows every resource of the cloud, as made or as begun", async () => {
    const state = await stateOf(rehearsal);
    ({ pending } = state);
    expect(new Set(pending.map(({ type }) => type))).to.deep.equal(new Set(["creating"]));
    const { orphans, phantoms } = await difference(rehearsal);
    expect(phantoms).to.deep.equal([]);
    expect(urnsOf(orphans).filter((urn) => !pending.some(({ resource }) => resource.urn === urn))).to.be
      .empty;
    expect(orphans.join("\n")).to.include(database);
  });

  it("and the next one is locked out, and told by whom and since when", async () => {
    const before = madeIn(rehearsal).length;
    const outcome = await rehearsal.operate("up", { deadline });
    expect(outcome.ending).to.equal("locked");
    const [lock, ...others] = locksIn(rehearsal);
    expect(others).to.be.empty;
    expect(lock!.pid).to.equal(killed.pid);
    const since = String(lock!.timestamp).replace(/\.\d+Z$/, "Z");
    expect(outcome.output).to.include("the stack is currently locked by 1 lock(s)");
    expect(outcome.output).to.include(
      `created by ${lock!.username}@${lock!.hostname} (pid ${killed.pid}) at ${since}`,
    );
    expect(madeIn(rehearsal).length).to.equal(before);
  });

  it("and cancel takes the lock away, and nothing else", async () => {
    await rehearsal.stack.cancel();
    expect(locksIn(rehearsal)).to.deep.equal([]);
    expect((await stateOf(rehearsal)).pending).to.deep.equal(pending);
  });

  it("and an up makes again what was begun, so that AWS refuses the names that are taken", async () => {
    const outcome = await rehearsal.operate("up", { deadline });
    console.log(`      ${summary(outcome)}`);
    expect(outcome.ending).to.equal("failed");
    expectTaken(outcome, pending);
    expect(outcome.output).to.include(
      `warning: Attempting to deploy or update resources with ${pending.length} pending operations`,
    );
    for (const { resource } of pending)
      expect(outcome.output).to.include(`${resource.urn}, interrupted while creating`);
    // Neither an up nor a refresh resolves them.
    await succeed(rehearsal, "refresh");
    expect(urnsBegun(await stateOf(rehearsal))).to.deep.equal(urnsBegun({ pending }));
  });
});

describe("after a kill, what was begun", function () {
  this.timeout(900_000);
  let rehearsal: Rehearsal;
  let wanted: string[];

  before(async function () {
    await needEngine(this);
    const { nodes } = await runEnvironment(configOf("dev"));
    wanted = nodes
      .filter(({ type, custom }) => custom && type.startsWith("aws:"))
      .map(({ type, name }) => `${type} ${name}`)
      .sort();
  });
  beforeEach(async () => {
    rehearsal = await rehearse("dev", { quietMs: 200, checkpoints: true });
    await killDuring(rehearsal, "up", almostAll);
    await rehearsal.stack.cancel();
  });
  afterEach(() => end(rehearsal));

  it("can be adopted by its id, and then nothing is made twice", async () => {
    const { pending } = await stateOf(rehearsal);
    await adopt(rehearsal, pending);
    await expectAgreement(rehearsal, "after the adoption");
    await succeed(rehearsal, "refresh");
    await succeed(rehearsal, "up");
    expect(holdings(rehearsal)).to.deep.equal(wanted);
    await expectAgreement(rehearsal, "at the end");
    expect(madeAgain(rehearsal)).to.deep.equal({});
    expect((await succeed(rehearsal, "up")).steps).to.deep.equal([]);
  });

  it("can be forgotten, and then what AWS made of it is an orphan, which blocks its name until it is deleted", async () => {
    const { pending } = await stateOf(rehearsal);
    await rehearsal.stack.refresh({ clearPendingCreates: true, signal: AbortSignal.timeout(deadline) });
    expect((await stateOf(rehearsal)).pending).to.deep.equal([]);
    const { orphans } = await difference(rehearsal);
    expect(urnsOf(orphans).filter((urn) => !urnsBegun({ pending }).includes(urn))).to.be.empty;
    expectTaken(await rehearsal.operate("up", { deadline }), pending);

    // What has no fixed name is there twice by now; the list by id still tells which one nobody knows.
    const left = (await difference(rehearsal)).orphans;
    console.log(`      orphans: ${urnsOf(left).map(resourceText).join(", ")}`);
    for (const key of left) loseOrphan(rehearsal, key);
    await succeed(rehearsal, "up");
    expect(holdings(rehearsal)).to.deep.equal(wanted);
    await expectAgreement(rehearsal, "at the end");

    // A destroy can be cut off at any time: what was begun is begun again.
    await killDuring(rehearsal, "destroy", 40);
    await rehearsal.stack.cancel();
    await succeed(rehearsal, "destroy");
    expect((await stateOf(rehearsal)).resources).to.deep.equal([]);
    const types = new Set(rehearsal.cloud.resources().map(({ type }) => type));
    expect([...types]).to.deep.equal(["aws:ecs/taskDefinition:TaskDefinition"]);
  });
});

/** What AWS will not make a second time fails the `up`, and the error names it. */
function expectTaken({ ending, errors }: Outcome, pending: readonly PendingOperation[]): void {
  expect(ending).to.equal("failed");
  const taken = errors.filter((text) => /" is taken| has the same /.test(text));
  expect(taken, errors.join("\n")).not.to.be.empty;
  const begun = pending.map(({ resource }) => resourceText(resource.urn));
  for (const text of taken) expect(begun).to.include(text.split(": ")[0]);
}

const urnsOf = (keys: readonly string[]): string[] => keys.map((key) => key.split(" ")[0]!);

const urnsBegun = ({ pending }: { readonly pending: readonly PendingOperation[] }): string[] =>
  pending.map(({ resource }) => resource.urn).sort();

/**
 * Puts what was begun and is there into the state, with the id that AWS gave, and drops what was begun and is not
 * there. An import of the state drops all that is pending by itself.
 */
async function adopt({ stack, cloud }: Rehearsal, pending: readonly PendingOperation[]): Promise<void> {
  const exported = await stack.exportStack();
  const deployment = exported.deployment as { resources: unknown[] };
  for (const { resource } of pending) {
    const record = cloud.resources().find(({ urn }) => urn === resource.urn);
    // The simulated AWS knows what has an ARN by that; a refresh finds the other outputs.
    const { arn } = record?.computed ?? {};
    if (record) deployment.resources.push({ ...resource, id: record.id, outputs: { arn } });
  }
  await stack.importStack(exported);
}

/** As an operator deletes it by hand. */
function loseOrphan({ cloud }: Rehearsal, key: string): void {
  const [urn, handle] = key.split(" ");
  const { id, type, computed } = cloud
    .resources()
    .find((found) => found.urn === urn && [found.id, found.computed.arn].includes(handle))!;
  cloud.delete({ urn: urn!, id, ...(typeof computed.arn === "string" ? { arn: computed.arn } : {}) }, type);
}
