import { expect } from "chai";
import type { OpType } from "@pulumi/pulumi/automation";
import type { Step } from "../../../automation/engine/steps";
import { watchOn, type ToldWatch } from "../../../automation/engine/watch";

const type = "aws:s3/bucket:Bucket";
const step = (op: OpType, name: string, real = true): Step => ({
  op,
  urn: `urn:pulumi:dev::ai-platform::${type}::${name}`,
  type,
  real,
  changed: [],
});

describe("what is told of an engine at work", () => {
  let lines: string[];
  let statuses: string[];
  let ends: number;
  let time: number;
  let watch: ToldWatch;

  function on(live: boolean): void {
    [lines, statuses, ends, time] = [[], [], 0, 0];
    watch = watchOn(
      {
        live,
        line: (text) => lines.push(text),
        status: (text) => statuses.push(text),
        end: () => ends++,
      },
      "update of dev",
      () => time,
    );
  }
  afterEach(() => watch.end());

  it("is in a status how long it takes, how much is done, and what it is at", () => {
    on(true);
    watch.started(step("create", "a"));
    time = 65_000;
    watch.started(step("create", "b"));
    watch.started(step("create", "c"));
    watch.finished(step("create", "a"));
    watch.finished(step("create", "c"));
    watch.finished(step("create", "b"));
    expect(statuses).to.deep.equal([
      `update of dev: 0 s, 0 done, at ${type} a`,
      `update of dev: 1 min 05 s, 0 done, at ${type} a and 1 more`,
      `update of dev: 1 min 05 s, 0 done, at ${type} a and 2 more`,
      `update of dev: 1 min 05 s, 1 done, at ${type} b and 1 more`,
      `update of dev: 1 min 05 s, 2 done, at ${type} b`,
      "update of dev: 1 min 05 s, 3 done",
    ]);
    expect(lines).to.deep.equal([]);
  });

  it("is in a pipe a line for each step that did something in AWS", () => {
    on(false);
    watch.started(step("create", "a"));
    time = 4000;
    watch.finished(step("create", "a"));
    watch.finished(step("delete", "not begun"));
    for (const op of ["same", "refresh", "read"] as const) watch.finished(step(op, "b"));
    watch.finished(step("create", "component", false));
    expect(lines).to.deep.equal([`create ${type} a (4 s)`, `delete ${type} not begun (0 s)`]);
  });

  it("goes on while the engine is silent, and ends", async () => {
    on(true);
    while (statuses.length < 2) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(statuses[0]).to.equal("update of dev: 0 s, 0 done");
    watch.end();
    expect(ends).to.equal(1);
    const said = statuses.length;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(statuses).to.have.length(said);
  });
});
