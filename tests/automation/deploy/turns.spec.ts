import { expect } from "chai";
import { lockedBy, locksIn, lockText } from "../../../automation/deploy/lock";
import { reportOf, type DeployReport } from "../../../automation/deploy/report";
import type { Session } from "../../../automation/deploy/session";
import { inTurn } from "../../../automation/deploy/turns";
import { progressOn } from "../../../automation/terminal/progress";
import { withEnvironment } from "../../simulator/api/memoryWorld";
import { outcome, step } from "./given";

const locked = (who: string): DeployReport =>
  reportOf(
    "release",
    "dev",
    outcome({ ending: "locked", output: `created by ${who}@ci (pid 7) at 2026-01-01T00:00:00Z` }),
  );
const done = reportOf("release", "dev", outcome());
const late = reportOf("release", "dev", outcome({ ending: "deadline" }));

/** Attempts that end one after the other as given, the last one for ever; the time is up after so many turns. */
async function take(
  attempts: readonly DeployReport[],
  given: { readonly turns?: number; readonly abortAfter?: number } = {},
) {
  const said: string[] = [];
  const ender = new AbortController();
  let count = 0;
  const session = {
    ref: { stack: "dev", path: "Pulumi.dev.yaml" },
    progress: {
      live: false,
      line: (text: string) => said.push(text),
      status: () => undefined,
      end: () => undefined,
    },
    left: () => (count < (given.turns ?? Infinity) ? 60_000 : 0),
    signal: ender.signal,
  } as unknown as Session;
  const attempt = () => {
    const report = attempts[Math.min(count, attempts.length - 1)]!;
    count++;
    if (count === given.abortAfter) ender.abort();
    return Promise.resolve(report);
  };
  return { report: await inTurn(session, attempt, 1), said, count };
}

describe("a turn", () => {
  it("is at once, where nobody holds the stack", async () => {
    expect(await take([done])).to.deep.equal({ report: done, said: [], count: 1 });
  });

  it("comes when the other is done, and says once whom it waits for", async () => {
    const { report, said, count } = await take([locked("alex"), locked("alex"), locked("kim"), done]);
    expect(report).to.equal(done);
    expect(count).to.equal(4);
    expect(said).to.have.length(4);
    expect(said[0]).to.match(/^dev is locked by\n {2}alex@ci \(process 7\) since 2026-01-01T00:00:00Z, /);
    expect(said[1]).to.match(/^It is waited for, 1 min 00 s at most\. .+ unlock dev --yes$/);
    expect(said[2]).to.contain("kim@ci");
  });

  it("does not come by the deadline, and then the stack is locked", async () => {
    const { report, count } = await take([locked("alex")], { turns: 3 });
    expect(report).to.include({ ending: "locked", exitCode: 5 });
    expect(report.errors[0]).to.contain("alex@ci");
    expect(count).to.equal(3);
  });

  it("does not come by the deadline either, where an attempt runs into that before it began", async () => {
    expect((await take([locked("alex"), late])).report.ending).to.equal("locked");
    // Without anybody who holds it, or with something done, the deadline is what it is.
    expect((await take([late])).report.ending).to.equal("deadline");
    const asked = { ...late, services: [] };
    expect((await take([locked("alex"), asked])).report).to.equal(asked);
    const half = reportOf(
      "release",
      "dev",
      outcome({ ending: "deadline", steps: [step("update", "t", "a")] }),
    );
    expect((await take([locked("alex"), half])).report).to.equal(half);
  });

  it("is not waited for any more by whoever is told to end", async () => {
    const { report, count } = await take([locked("alex")], { abortAfter: 2 });
    expect(report).to.include({ ending: "deadline", exitCode: 6 });
    expect(count).to.equal(2);
  });

  for (const isTTY of [true, false])
    it(`is waited for ${isTTY ? "in a line that moves on a terminal" : "in plain lines elsewhere"}`, async () => {
      const written: string[] = [];
      const write = (text: string) => written.push(text);
      const progress = await withEnvironment({ CI: undefined }, () =>
        Promise.resolve(progressOn({ isTTY, columns: 80, write })),
      );
      const { signal } = new AbortController();
      const session = { ref: { stack: "dev", path: "" }, progress, left: () => 60_000, signal };
      const attempts = [locked("alex"), done];
      await inTurn(session, () => Promise.resolve(attempts.shift()!), 1500);
      expect(written.slice(0, 2).join("")).to.match(/^dev is locked by\n.+\nIt is waited for, .+\n$/);
      const moving = isTTY ? ["\r\u001b[Kwaiting for dev: 1 s", "\r\u001b[K"] : [];
      expect(written.slice(2)).to.deep.equal(moving);
    });

  it("is not tried again after a failure", async () => {
    const failed = reportOf("release", "dev", outcome({ ending: "failed", errors: ["no"] }));
    expect((await take([locked("alex"), failed, done])).report).to.equal(failed);
  });
});

describe("a lock", () => {
  const output = "x created by a@b (pid 1) at 2026-01-01T00:00:00Z\ny created by c@d (pid 2) at soon";
  const locks = locksIn(output);

  it("is known by who holds it", () => {
    expect(locks).to.deep.equal([
      { holder: "a@b (process 1)", since: "2026-01-01T00:00:00Z" },
      { holder: "c@d (process 2)", since: "soon" },
    ]);
    expect(locksIn("[409] Conflict")).to.deep.equal([]);
  });

  it("is told with its age, as far as it has one", () => {
    const now = Date.parse("2026-01-01T02:00:00Z");
    expect(lockedBy("dev", locks, now)).to.equal(
      "dev is locked by\n  a@b (process 1) since 2026-01-01T00:00:00Z, 2 h 00 min ago\n  c@d (process 2) since soon",
    );
    expect(lockText("dev", [], now)).to.match(/^dev is locked by another update\nWait until that is done\./);
  });

  it("is in the report", () => {
    expect(locked("alex").locks).to.deep.equal([
      { holder: "alex@ci (process 7)", since: "2026-01-01T00:00:00Z" },
    ]);
    expect(done).not.to.have.property("locks");
  });
});
