import * as server from "@pulumi/pulumi/automation/server";
import * as settings from "@pulumi/pulumi/runtime/settings";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { isGrpcError } from "@pulumi/pulumi/errors";

/** What of these modules the SDK exports without declaring it; the SDK's version is pinned, and a test goes through both. */
interface Internals {
  readonly LanguageServer: { readonly prototype: { run: Run } };
  readonly grpcClientOptions: Record<string, number>;
}
type Run = (this: { readonly program: PulumiFn }, call: unknown, callback: Callback) => unknown;
type Callback = (error: Error | undefined, response: Response | undefined) => void;
interface Response {
  getError(): string;
  setError(error: string): void;
}

const { LanguageServer, grpcClientOptions } = { ...server, ...settings } as unknown as Internals;

/**
 * Every engine listens on a port that is free, so sooner or later on one of an engine that is gone. Clients share
 * their connections by address otherwise, also one that is being given up, and the program would not reach its engine.
 */
grpcClientOptions["grpc.use_local_subchannel_pool"] = 1;

const lost =
  "the program lost its connection to the engine before its end; nothing was deleted. Run it again.";
/** Of the programs that are told apart, whether they came to their end since they were last begun. */
const ended = new WeakMap<PulumiFn, boolean>();

/**
 * The program, told apart from one that did not run: the SDK says "done" also when it could not reach the engine
 * (`LanguageServer.run` drops errors of gRPC), and the engine would then delete every resource of the stack.
 */
export function runToItsEnd(program: PulumiFn): PulumiFn {
  const watched: PulumiFn = async () => {
    const outputs = await program();
    ended.set(watched, true);
    return outputs;
  };
  ended.set(watched, false);
  return watched;
}

/** Milliseconds for the SDK to tell the engine of a rejection, and to come to its end by itself. */
const patience = 2_000;

/**
 * Tells of the first rejection of the program that nobody handles, such as that of a function call that AWS refused:
 * whatever needs the call's result is never registered, and the SDK would wait for it for ever. Those of gRPC are of
 * an engine that ends by itself.
 */
function onRejection(tell: (error: Error) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const heard = (error: Error) => {
    if (!isGrpcError(error)) timer ??= setTimeout(tell, patience, error);
  };
  process.on("unhandledRejection", heard);
  return () => {
    clearTimeout(timer);
    process.off("unhandledRejection", heard);
  };
}

const { run } = LanguageServer.prototype;
LanguageServer.prototype.run = function (call, callback) {
  if (ended.has(this.program)) ended.set(this.program, false);
  const answer: Callback = (error, response) => {
    stop();
    callback(error, response);
  };
  const stop = onRejection((error) => {
    answer(error, undefined);
  });
  return run.call(this, call, (error, response) => {
    if (response?.getError() === "" && ended.get(this.program) === false) response.setError(lost);
    answer(error, response);
  });
};
