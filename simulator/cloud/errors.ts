import type { CloudRecord } from "./journal";

/** A refusal, worded so that nobody takes it for one of AWS itself. */
export class SimulatedAwsError extends Error {
  constructor(code: string, detail: string) {
    super(`simulated AWS: ${code}: ${detail}`);
    this.name = "SimulatedAwsError";
  }
}

/** AWS has done it, but the provider gave up waiting for it. */
export class GaveUpWaiting extends SimulatedAwsError {
  constructor(readonly record: CloudRecord) {
    super("timeout", `gave up waiting for ${record.id}`);
  }
}
