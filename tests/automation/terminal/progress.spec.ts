import { expect } from "chai";
import { duration, progressOn } from "../../../automation/terminal/progress";

const clear = "\r\u001b[K";

describe("progress", () => {
  let written: string;
  let time: number;
  const ci = process.env.CI;
  const on = (terminal: { isTTY?: boolean; columns?: number }) =>
    progressOn({ ...terminal, write: (text) => (written += text) }, () => time);

  beforeEach(() => {
    written = "";
    time = 1_000_000;
    delete process.env.CI;
  });
  afterEach(() => {
    if (ci === undefined) delete process.env.CI;
    else process.env.CI = ci;
  });

  it("is one moving line on a terminal, below the lines that stay", () => {
    const progress = on({ isTTY: true, columns: 80 });
    expect(progress.live).to.be.true;
    progress.status("one");
    progress.status("two");
    progress.line("done");
    progress.status("three");
    progress.end();
    expect(written).to.equal(`${clear}one${clear}two${clear}done\n${clear}three${clear}`);
  });

  it("takes nothing off the screen that it has not put there", () => {
    const progress = on({ isTTY: true });
    progress.end();
    progress.line("first");
    progress.status("status");
    progress.end();
    progress.end();
    progress.line("last");
    expect(written).to.equal(`first\n${clear}status${clear}last\n`);
  });

  it("never fills the last column, where a terminal would begin a new line", () => {
    on({ isTTY: true, columns: 10 }).status("0123456789abc");
    expect(written).to.equal(`${clear}012345678`);
  });

  for (const columns of [undefined, 0, 1])
    it(`takes 80 columns for ${columns}, which says nothing`, () => {
      on({ isTTY: true, ...(columns === undefined ? {} : { columns }) }).status("x".repeat(100));
      expect(written).to.equal(`${clear}${"x".repeat(79)}`);
    });

  it("writes whole lines into a pipe, and a status at most every 30 seconds", () => {
    const progress = on({});
    expect(progress.live).to.be.false;
    progress.status("at once");
    progress.line("step");
    time += 29_999;
    progress.status("too early");
    time += 1;
    progress.status(`due ${"x".repeat(100)}`);
    progress.status("too early again");
    time += 30_000;
    progress.status("due again");
    progress.end();
    expect(written).to.equal(`step\ndue ${"x".repeat(100)}\ndue again\n`);
  });

  it("takes a terminal in CI for a pipe, where a log keeps what is written", () => {
    process.env.CI = "true";
    const progress = on({ isTTY: true, columns: 80 });
    progress.status("status");
    progress.line("step");
    progress.end();
    expect(progress.live).to.be.false;
    expect(written).to.equal("step\n");
  });
});

describe("a duration", () => {
  const cases: readonly (readonly [number, string])[] = [
    [-5000, "0 s"],
    [0, "0 s"],
    [499, "0 s"],
    [4000, "4 s"],
    [59_499, "59 s"],
    [59_500, "1 min 00 s"],
    [125_000, "2 min 05 s"],
    [3_599_499, "59 min 59 s"],
    [3_600_000, "1 h 00 min"],
    [5_460_000, "1 h 31 min"],
    [86_399_000, "23 h 59 min"],
    [86_400_000, "1 d 00 h"],
    [273_600_000, "3 d 04 h"],
  ];
  for (const [milliseconds, text] of cases)
    it(`of ${milliseconds} ms is ${text}`, () => {
      expect(duration(milliseconds)).to.equal(text);
    });
});
