import { Server, ServerCredentials } from "@grpc/grpc-js";
import { expect } from "chai";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { setTimeout as sleep } from "node:timers/promises";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import * as server from "@pulumi/pulumi/automation/server";
import { RunRequest, type RunResponse } from "@pulumi/pulumi/proto/language_pb";
import * as services from "@pulumi/pulumi/proto/resource_grpc_pb";
import { RegisterResourceResponse, SupportsFeatureResponse } from "@pulumi/pulumi/proto/resource_pb";
import { runToItsEnd } from "../../../automation/engine/connection";
import { freePort } from "../../support/freePort";

type Callback = (error: Error | undefined, response: RunResponse | undefined) => void;
const { LanguageServer } = server as unknown as {
  readonly LanguageServer: new (program: PulumiFn) => {
    run: (call: { readonly request: RunRequest }, callback: Callback) => unknown;
  };
};

interface Addresses {
  readonly monitor: string;
  readonly engine?: string;
}

/** What the program's run tells the engine. */
function answer(program: PulumiFn, { monitor, engine = "" }: Addresses): Promise<string> {
  const request = new RunRequest();
  request.setProject("ai-platform");
  request.setStack("dev");
  request.setMonitorAddress(monitor);
  request.setArgsList([engine]);
  return new Promise((resolve) => {
    new LanguageServer(program).run({ request }, (error, response) => {
      if (response) resolve(response.getError());
      else if (error) resolve(error.message);
    });
  });
}

const freeAddress = async () => `127.0.0.1:${await freePort()}`;

type Reply<T> = (call: unknown, callback: (error: null, response: T) => void) => void;
const reply =
  <T>(response: T): Reply<T> =>
  (_, callback) => {
    callback(null, response);
  };

/** The half of an engine that takes registrations, and takes every one. */
async function startMonitor(): Promise<{ readonly address: string; readonly stop: () => void }> {
  const { ResourceMonitorService } = services as unknown as {
    readonly ResourceMonitorService: Parameters<Server["addService"]>[0];
  };
  const registered = new RegisterResourceResponse();
  registered.setUrn("urn:pulumi:dev::ai-platform::pulumi:pulumi:Stack::ai-platform-dev");
  const monitor = new Server();
  monitor.addService(ResourceMonitorService, {
    supportsFeature: reply(new SupportsFeatureResponse()),
    registerResource: reply(registered),
    registerResourceOutputs: reply(new Empty()),
    signalAndWaitForShutdown: reply(new Empty()),
  });
  const port = await new Promise<number>((resolve, reject) => {
    monitor.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  return {
    address: `127.0.0.1:${port}`,
    stop: () => {
      monitor.forceShutdown();
    },
  };
}

describe("a program that the engine runs in this process", () => {
  let monitor: Awaited<ReturnType<typeof startMonitor>>;
  const others = process.listeners("unhandledRejection");
  before(async () => {
    monitor = await startMonitor();
    // The SDK leaves the rejections of a lost engine to nobody, and Mocha would take them for failures.
    process.removeAllListeners("unhandledRejection").on("unhandledRejection", () => undefined);
  });
  after(async () => {
    monitor.stop();
    await sleep(100);
    process.removeAllListeners("unhandledRejection");
    for (const listener of others) process.on("unhandledRejection", listener);
  });

  it("is done when it came to its end", async () => {
    expect(
      await answer(
        runToItsEnd(() => Promise.resolve({})),
        { monitor: monitor.address },
      ),
    ).to.equal("");
  });

  it("is not done when it could not reach the engine, though the SDK says so", async () => {
    let ran = false;
    const program = runToItsEnd(() => {
      ran = true;
      return Promise.resolve({});
    });
    const addresses = { monitor: monitor.address, engine: await freeAddress() };
    expect(await answer(program, addresses)).to.include("nothing was deleted");
    expect(ran).to.equal(false);
  });

  it("is not taken for done because an earlier run of it was", async () => {
    const program = runToItsEnd(() => Promise.resolve({}));
    expect(await answer(program, { monitor: monitor.address })).to.equal("");
    const addresses = { monitor: monitor.address, engine: await freeAddress() };
    expect(await answer(program, addresses)).to.include("nothing was deleted");
  });

  it("is its own affair when nobody said that it has to come to its end", async () => {
    expect(await answer(() => Promise.resolve({}), { monitor: monitor.address })).to.equal("");
  });

  it("ends with what nobody handled, though the SDK would wait for ever", async () => {
    const program = runToItsEnd(() => {
      void Promise.reject(new Error("AWS refused a function call"));
      return new Promise(() => undefined);
    });
    expect(await answer(program, { monitor: monitor.address })).to.equal("AWS refused a function call");
  });

  it("tries the address of an engine anew, whoever was there before", async () => {
    const away = await freeAddress();
    const program = runToItsEnd(() => Promise.resolve({}));
    await answer(program, { monitor: away });
    expect(await answer(program, { monitor: away })).to.include("ECONNREFUSED");
  });
});
