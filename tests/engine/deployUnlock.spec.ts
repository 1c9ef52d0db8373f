import { expect } from "chai";
import { readState, type PendingOperation } from "../../automation/deploy/state";
import { resourceText } from "../../automation/engine/steps";
import type { Rehearsal } from "../../automation/rehearse/rehearsal";
import { deploy, deployed, locks } from "./deploying";
import { end, rehearse, succeed } from "./rehearsing";
import { killDuring } from "./support/engineProcess";
import { expectAgreement, madeAgain } from "./support/ledger";
import { needEngine } from "./support/needEngine";

/** By then only the database and what needs it is missing, and the database takes longest of all. */
const almostAll = 285;

describe("deploy unlock, after the engine was killed in the middle of an up", function () {
  this.timeout(900_000);
  let rehearsal: Rehearsal | undefined;
  let pending: readonly PendingOperation[];
  const running = () => rehearsal!;

  before(async function () {
    await needEngine(this);
    rehearsal = await rehearse("dev", { quietMs: 200, checkpoints: true });
    await killDuring(rehearsal, "up", almostAll);
    ({ pending } = await readState(rehearsal.stack));
  });
  after(() => end(rehearsal));

  it("has something to settle", () => {
    expect(pending.map(({ resource }) => resourceText(resource.urn))).to.include(
      "aws:rds/instance:Instance data-mariadb",
    );
  });

  it("is what the next command says, with who held the lock", async () => {
    const { stderr } = await deployed(5, running(), ["up", "dev"]);
    expect(stderr).to.match(/dev is locked by\n {2}\S+@\S+ \(process \d+\) since \S+, .* ago\n/);
    expect(stderr).to.include("npx ai-platform deploy unlock dev --yes");
  });

  it("does nothing without --yes", async () => {
    await deployed(2, running(), ["unlock", "dev"]);
    expect(locks(running())).to.have.length(1);
  });

  it("takes the lock away, and lists what nobody can know", async () => {
    const { stderr } = await deployed(4, running(), ["unlock", "dev", "--yes"]);
    expect(locks(running())).to.be.empty;
    // What AWS had answered already is known by its id, and needs nobody.
    for (const { resource } of pending.filter(({ resource: { id } }) => (id ?? "") === ""))
      expect(stderr).to.include(`  ${resourceText(resource.urn)}`);
    expect((await readState(running().stack)).pending).to.have.length(pending.length);
  });

  it("refuses a name of which nothing was begun", async () => {
    const { stderr } = await deployed(2, running(), ["unlock", "dev", "--yes", "--adopt", "nothing=1"]);
    expect(stderr).to.include("--adopt nothing=1 must be <name>=<id>");
  });

  it("adopts what AWS has made, and then nothing is made twice", async () => {
    const adopt = pending.flatMap(({ resource: { urn } }) => {
      const record = running()
        .cloud.resources()
        .find((one) => one.urn === urn);
      return record ? ["--adopt", `${resourceText(urn)}=${record.id}`] : [];
    });
    await deployed(0, running(), ["unlock", "dev", "--yes", ...adopt, "--forget"]);
    expect((await readState(running().stack)).pending).to.be.empty;
    await succeed(running(), "up");
    await expectAgreement(running(), "at the end");
    expect(madeAgain(running())).to.deep.equal({});
    expect((await succeed(running(), "up")).steps).to.deep.equal([]);
  });

  it("has nothing to settle on a stack that nobody was cut off from", async () => {
    const { stdout } = await deploy(running(), ["unlock", "dev", "--yes"]);
    expect(stdout).to.include("unlock dev: done; no changes");
  });
});

describe("deploy unlock with an id that AWS does not know", function () {
  this.timeout(900_000);
  let rehearsal: Rehearsal | undefined;
  after(() => end(rehearsal));

  it("says so, and does not call it done", async function () {
    await needEngine(this);
    rehearsal = await rehearse("dev", { quietMs: 200, checkpoints: true });
    await killDuring(rehearsal, "up", almostAll);
    const database = "aws:rds/instance:Instance data-mariadb";
    const args = ["unlock", "dev", "--yes", "--adopt", `${database}=db-WRONG`, "--forget"];
    const { stdout, stderr } = await deployed(4, rehearsal, args);
    expect(stdout).to.match(/^unlock dev: FAILED/);
    expect(stderr).to.contain(`${database}: AWS has none with the id db-WRONG, and it was forgotten.`);
  });
});
