import { expect } from "chai";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

/** Starts another like itself so often below it, then the last tells its family; none of them ends when asked to. */
const generations = `
  const { spawn } = require("node:child_process");
  const [script, left, ...family] = process.argv.slice(1);
  process.on("SIGTERM", () => undefined).on("SIGINT", () => undefined);
  setInterval(() => undefined, 1000);
  const all = [...family, process.pid];
  if (left === "0") console.log(all.join(" "));
  else spawn(process.execPath, ["-e", script, script, left - 1, ...all], { stdio: "inherit" });`;

/** A process of its own, because all below this one would also be the other tests'. */
const killer = `
  require("tsx/cjs");
  const { killDescendants } = require("./automation/engine/kill");
  const { spawn } = require("node:child_process");
  const { createInterface } = require("node:readline");
  const script = process.argv[1];
  const branches = [0, 1].map(() =>
    spawn(process.execPath, ["-e", script, script, "2"], { stdio: ["ignore", "pipe", "inherit"] }));
  const told = branches.map((branch) =>
    new Promise((resolve) => createInterface({ input: branch.stdout }).once("line", resolve)));
  Promise.all(told).then((lines) => {
    console.log(lines.join(" "));
    killDescendants();
    killDescendants();
    console.log("alive");
  });`;

const alive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe("killDescendants", function () {
  this.timeout(60_000);
  let bystander: ChildProcess;
  beforeEach(() => {
    bystander = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)"], { stdio: "ignore" });
  });
  afterEach(() => bystander.kill("SIGKILL"));

  it("ends all below this process, even what will not be ended, and nobody else", async () => {
    const child = spawn(process.execPath, ["-e", killer, generations], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const closed = once(child, "close");
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) lines.push(line);
    const [code] = (await closed) as [number | null];
    expect(code).to.equal(0);
    expect(lines[1]).to.equal("alive");
    const family = lines[0]!.split(" ").map(Number);
    expect(family).to.have.length(6);
    // Whoever adopts an orphan may take a moment to bury it.
    while (family.some(alive)) await sleep(20);
    expect(alive(bystander.pid!)).to.be.true;
  });
});
