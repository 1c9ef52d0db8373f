import { z } from "zod";
import { poolName } from "./names";
import { integer, text } from "./scalars";

export const placementNames = ["spread-zones", "spread-instances", "binpack-cpu", "binpack-memory", "random"] as const;

export const capacitySchema = z.strictObject({
  kind: z
    .enum(["fargate", "ec2", "gpu", "external"])
    .describe("`fargate`; `ec2`, a pool of instances; `gpu`, ECS Managed Instances with GPUs, or a pool of such; `external`, the company's own servers through ECS Anywhere."),
  spotPercent: integer(0, 100).describe("Share of tasks on Spot, which AWS may stop with two minutes' notice. A pool has its own; Managed Instances take 0 or 100; outside of AWS there is none."),
  onDemandBase: integer(0, 1000).describe("Tasks of `fargate` that are never on Spot, before the share counts."),
  pool: poolName.optional().describe("Pool of `platform.pools` whose instances the tasks run on: with `ec2` always, with `gpu` in place of Managed Instances."),
  gpus: integer(1, 16).optional().describe("GPUs of one task, with `gpu`. A GPU is never shared."),
  gpuNames: z
    .array(text(/^[a-z0-9-]{1,30}$/, "must be the name of a GPU", "Write it as AWS does, for example l4 or a10g."))
    .min(1)
    .max(10)
    .optional()
    .describe("Kinds of GPU that Managed Instances may have; any NVIDIA GPU without it."),
  placement: z
    .array(z.enum(placementNames))
    .min(1)
    .max(5)
    .optional()
    .describe("How ECS chooses among the instances of a pool, first rule first. Without it: spread-zones, then binpack-memory."),
  constraints: z
    .array(z.string().min(1).max(2000))
    .min(1)
    .max(10)
    .optional()
    .describe("Instances of a pool that may take a task: `distinct-instances`, or an expression of ECS's cluster query language."),
});
export type CapacityConfig = z.output<typeof capacitySchema>;
