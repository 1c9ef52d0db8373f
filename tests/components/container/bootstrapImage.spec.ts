import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { runningImage } from "../../../components/container/bootstrapImage";

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

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

describe("runningImage", () => {
  it("is the released image with its own command", () => {
    expect(runningImage("registry/planning@sha256:0", 8080, "/health")).to.deep.equal({
      image: "registry/planning@sha256:0",
    });
  });

  it("is a public image with a program of a few lines before the first release", () => {
    const { image, command } = runningImage(undefined, 8080, "/health");
    expect(image).to.equal("public.ecr.aws/docker/library/python:3.13-alpine");
    expect(command!.slice(0, 3)).to.deep.equal(["python3", "-u", "-c"]);
    expect(command).to.have.length(4);
  });
});

describe("the program that runs before the first release", () => {
  let process: ChildProcess | undefined;
  let url = "";

  before(async function () {
    const { error } = spawnSync("python3", ["--version"]);
    if (error) {
      console.log(`skipped: python3 does not start (${error.message})`);
      return this.skip();
    }
    const port = await freePort();
    const [program, ...args] = runningImage(undefined, port, "/health/live").command!;
    process = spawn(program!, args, { stdio: "ignore" });
    url = `http://127.0.0.1:${port}`;
  });

  after(async () => {
    if (!process) return;
    const ended = once(process, "exit");
    process.kill();
    await ended;
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
