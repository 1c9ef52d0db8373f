import { expect } from "chai";
import { jumpingClock, timeless } from "../../../simulator/cloud/clock";

describe("timeless", () => {
  it("is done at once and stays at the start", async () => {
    await timeless.spend(600);
    expect(timeless.now()).to.equal(0);
  });
});

/** Nobody computes anything meanwhile. */
const idle = () => 0;

describe("jumping clock", () => {
  it("starts at the start", () => {
    expect(jumpingClock(1, idle).now()).to.equal(0);
  });

  it("lets what waits side by side overlap, and ends the shortest first", async () => {
    const clock = jumpingClock(1, idle);
    const ended: [string, number][] = [];
    const spend = async (name: string, seconds: number) => {
      await clock.spend(seconds);
      ended.push([name, clock.now()]);
    };
    await Promise.all([spend("long", 600), spend("short", 10), spend("middle", 120)]);
    expect(ended).to.deep.equal([
      ["short", 10],
      ["middle", 120],
      ["long", 600],
    ]);
  });

  it("adds up what comes one after another", async () => {
    const clock = jumpingClock(1, idle);
    await clock.spend(10);
    await clock.spend(20);
    expect(clock.now()).to.equal(30);
  });

  it("ends together what is due together, in the order of asking", async () => {
    const clock = jumpingClock(1, idle);
    const ended: string[] = [];
    const spend = async (name: string) => {
      await clock.spend(5);
      ended.push(`${name} ${clock.now()}`);
    };
    await Promise.all([spend("one"), spend("two")]);
    expect(ended).to.deep.equal(["one 5", "two 5"]);
  });

  it("counts from the time of the asking, for what is asked while others wait", async () => {
    const clock = jumpingClock(1, idle);
    const ended: [string, number][] = [];
    const chain = async () => {
      await clock.spend(10);
      ended.push(["first", clock.now()]);
      await clock.spend(10);
      ended.push(["second", clock.now()]);
    };
    const beside = async () => {
      await clock.spend(15);
      ended.push(["beside", clock.now()]);
    };
    await Promise.all([chain(), beside()]);
    expect(ended).to.deep.equal([
      ["first", 10],
      ["beside", 15],
      ["second", 20],
    ]);
  });

  it("stands still while nobody asks, and goes on from there", async () => {
    const clock = jumpingClock(1, idle);
    await Promise.all([clock.spend(10), clock.spend(10)]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(clock.now()).to.equal(10);
    await clock.spend(0);
    expect(clock.now()).to.equal(10);
  });

  it("waits while somebody computes", async () => {
    let looks = 0;
    const clock = jumpingClock(1, () => (looks = Math.min(looks + 1, 20)) * 1000);
    await clock.spend(10);
    expect(looks).to.equal(20);
    expect(clock.now()).to.equal(10);
  });

  it("waits no longer for what computes without end", async () => {
    let looks = 0;
    const clock = jumpingClock(1, () => ++looks * 1000);
    await clock.spend(10);
    expect(clock.now()).to.equal(10);
  });

  it("sees by itself whether somebody computes", async () => {
    const clock = jumpingClock(1);
    await clock.spend(10);
    expect(clock.now()).to.equal(10);
  });
});
