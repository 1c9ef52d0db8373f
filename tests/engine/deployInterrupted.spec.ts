import { expect } from "chai";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Rehearsal } from "../../automation/rehearse/rehearsal";
import { journalIn } from "../../automation/rehearse/simulatedAws";
import { reportIn } from "../automation/deploy/runCli";
import { deployed, lock, locks, once, runs, startedBy } from "./deploying";
import { end, rehearse } from "./rehearsing";
import { expectAgreement } from "./support/ledger";
import { needEngine } from "./support/needEngine";

/** So much quiet between the moments of the simulated AWS makes an update last for minutes. */
const quietMs = 1500;

/** Asks the process to end as soon as it listens for that. */
const endAtOnce = `process.on("newListener", (name) => {
  if (name === "SIGTERM") setImmediate(() => process.kill(process.pid, name));
});`;

describe("deploy, interrupted", function () {
  this.timeout(1_800_000);
  let rehearsal: Rehearsal;
  const journal = () => readFileSync(journalIn(rehearsal.folder), "utf8");

  before(async function () {
    await needEngine(this);
    rehearsal = await rehearse("dev", { quietMs, checkpoints: true });
  });
  after(() => end(rehearsal));

  it("begins nothing when the time is up before the engine is started", async () => {
    const before = journal();
    const { stdout } = await deployed(6, rehearsal, ["up", "dev", "--timeout", "0.001"]);
    expect(stdout).to.match(/^up dev: .+; no changes, 0 unchanged/);
    expect(journal()).to.equal(before);
    expect(locks(rehearsal)).to.deep.equal([]);
  });

  it("begins nothing when it is told to end before the engine is started", async () => {
    const before = journal();
    // The lock would stand in the way of an engine that was started all the same.
    lock(rehearsal, "dev");
    writeFileSync(join(rehearsal.folder, "endAtOnce.cjs"), endAtOnce);
    const { stderr } = await deployed(6, rehearsal, ["up", "dev"], {
      env: { NODE_OPTIONS: "--require ./endAtOnce.cjs" },
    });
    expect(stderr).to.contain("Told to end");
    expect(journal()).to.equal(before);
    await rehearsal.stack.cancel();
  });

  it("ends in good order when it is told to, with no lock and no process left", async () => {
    let engine: number[] = [];
    const result = await deployed(6, rehearsal, ["up", "dev", "--json"], {
      onSaid: once(/^create aws:/m, (child) => {
        engine = startedBy(child.pid!);
        child.kill("SIGTERM");
      }),
    });
    expect(result.stderr).to.contain("Told to end: no new operation begins, those that run are waited for.");
    expect(reportIn(result)).to.include({ ending: "deadline", exitCode: 6 });
    expect(reportIn(result).changes, result.stderr).not.to.be.empty;
    expect(engine).not.to.be.empty;
    expect(engine.filter(runs)).to.deep.equal([]);
    expect(locks(rehearsal)).to.deep.equal([]);
    await expectAgreement(rehearsal, "after the end");
  });

  it("goes on until the deadline, and leaves what is half done to the next", async () => {
    const { stdout, stderr } = await deployed(6, rehearsal, ["up", "dev", "--timeout", "1"]);
    expect(stdout).to.match(/^up dev: stopped before its end; \d+ created, \d+ unchanged/);
    expect(stderr).to.match(/^create aws:/m);
    expect(locks(rehearsal)).to.deep.equal([]);
    await expectAgreement(rehearsal, "after the deadline");
  });

  it("is locked while another update runs", async () => {
    let other: Promise<unknown> | undefined;
    const slow = await deployed(0, rehearsal, ["up", "dev", "--json"], {
      onSaid: once(/^create aws:/m, () => {
        other = deployed(5, rehearsal, ["up", "dev"]).then(({ stdout, stderr }) => {
          expect(stdout).to.match(/^up dev: locked; no changes/);
          expect(stderr).to.match(/^ {2}\S+@\S+ \(process \d+\) since \S+Z, .+ ago$/m);
        });
      }),
      deadline: 900_000,
    });
    await other;
    // What the two before had not done, this one has.
    expect(reportIn(slow)).to.include({ ending: "succeeded" });
    const { stdout } = await deployed(0, rehearsal, ["up", "dev"]);
    expect(stdout).to.match(/^up dev: done; no changes/);
    await expectAgreement(rehearsal, "at the end");
  });
});
