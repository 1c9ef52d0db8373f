import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { runningImage } from "../../../components/container/bootstrapImage";
import { moduleConfig, type ModuleChange } from "../../support/fixtures";
import { freePort } from "../../support/freePort";

/** Asks until the program listens. */
async function ask(url: string, method = "GET"): Promise<Response> {
  for (let attempt = 0; ; attempt++)
    try {
      return await fetch(url, { method });
    } catch (error) {
      if (attempt === 100) throw error;
      await setTimeout(50);
    }
}

/** A connection, as soon as the program listens. */
async function dial(port: number): Promise<Socket> {
  for (let attempt = 0; ; attempt++)
    try {
      const socket = connect(port, "127.0.0.1");
      await once(socket, "connect");
      return socket;
    } catch (error) {
      if (attempt === 100) throw error;
      await setTimeout(50);
    }
}

describe("runningImage", () => {
  it("is the released image with its own command", () => {
    expect(runningImage("registry/planning@sha256:0", moduleConfig())).to.deep.equal({
      image: "registry/planning@sha256:0",
    });
  });

  it("is a public image with a program of a few lines before the first release", () => {
    const { image, command } = runningImage(undefined, moduleConfig());
    expect(image).to.equal("public.ecr.aws/docker/library/python:3.13-alpine");
    expect(command!.slice(0, 3)).to.deep.equal(["python3", "-u", "-c"]);
    expect(command).to.have.length(4);
  });
});

describe("the program that runs before the first release", () => {
  let running: ChildProcess[] = [];

  before(function () {
    const { error } = spawnSync("python3", ["--version"]);
    if (!error) return;
    console.log(`skipped: python3 does not start (${error.message})`);
    this.skip();
  });

  afterEach(async () => {
    const left = running.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
    running = [];
    const ends = left.map((process) => once(process, "exit"));
    for (const process of left) process.kill();
    await Promise.all(ends);
  });

  function start(module: ModuleChange): ChildProcess {
    const [program, ...args] = runningImage(undefined, moduleConfig(module)).command!;
    const process = spawn(program!, args, { stdio: ["ignore", "pipe", "ignore"] });
    running.push(process);
    return process;
  }

  describe("in a service", () => {
    let url = "";

    beforeEach(async () => {
      const port = await freePort();
      start({ port, health: { path: "/health/live" } });
      url = `http://127.0.0.1:${port}`;
    });

    it("is healthy", async () => {
      expect((await ask(`${url}/health/live`)).status).to.equal(200);
    });

    it("says that nothing is released yet at every other path", async () => {
      for (const path of ["/", "/health", "/health/live/more", "/planning"]) {
        const answer = await ask(`${url}${path}`);
        expect(answer.status, path).to.equal(503);
        expect(await answer.text()).to.equal("not released yet");
      }
    });

    it("answers every method", async () => {
      for (const method of ["POST", "PUT", "PATCH", "DELETE", "HEAD"]) {
        expect((await ask(`${url}/planning`, method)).status, method).to.equal(503);
        expect((await ask(`${url}/health/live`, method)).status, method).to.equal(200);
      }
    });
  });

  it("takes connections in a module of protocol: tcp, and ends them", async () => {
    const port = await freePort();
    start({ port, protocol: "tcp", routes: [] });
    const socket = await dial(port);
    await once(socket.resume(), "close");
  });

  it("waits in a worker, and ends when it is told to", async () => {
    const worker = start({ kind: "worker", routes: [] });
    await once(worker.stdout!, "data");
    expect(worker.exitCode).to.equal(null);
    worker.kill("SIGTERM");
    expect(await once(worker, "exit")).to.deep.equal([0, null]);
  });

  it("ends at once in a job", async () => {
    expect(await once(start({ kind: "job", routes: [] }), "exit")).to.deep.equal([0, null]);
  });
});
