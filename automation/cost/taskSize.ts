import type { GraphNode } from "../../simulator/graph";
import { numberOf, parsedOf, recordsOf } from "./read";

/** What one task reserves. */
export interface TaskSize {
  /** CPU units, 1024 to a vCPU. */
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly gpus: number;
}

/** Undefined where the task definition gives no plain numbers. */
export function taskSize(definition: GraphNode): TaskSize | undefined {
  const cpu = numberOf(definition.inputs.cpu);
  const memoryMiB = numberOf(definition.inputs.memory);
  return cpu === undefined || memoryMiB === undefined
    ? undefined
    : { cpu, memoryMiB, gpus: gpusOf(definition) };
}

/** GPUs of all containers: they never share one. */
function gpusOf(definition: GraphNode): number {
  return recordsOf(parsedOf(definition.inputs.containerDefinitions))
    .flatMap(({ resourceRequirements }) => recordsOf(resourceRequirements))
    .filter(({ type }) => type === "GPU")
    .reduce((sum, { value }) => sum + (numberOf(value) ?? 0), 0);
}
