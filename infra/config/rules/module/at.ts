import type { Fault } from "../../../faults";

/** A fault of the module that is looked at; the path begins behind its name. */
export type At = (path: string, rule: string, got: unknown, fix: string) => Fault;
