import { project } from "../../infra/naming";
import { simulatedAws } from "../../simulator/aws";
import type { Graph } from "../../simulator/graph";
import { record } from "../../simulator/record";
import { region } from "./harness";

export interface SharedRun<T> {
  readonly graph: Graph;
  readonly result: T;
}

/** Runs a program that makes what the shared stack makes. */
export function runShared<T>(program: () => T | Promise<T>, preview = false): Promise<SharedRun<T>> {
  return record(simulatedAws({ region }), { project, stack: "shared", preview }, program);
}
