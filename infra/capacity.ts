import type { CapacityConfig } from "./config/schema/capacity";

/** What the tasks of a module run on. */
export type Place = "fargate" | "pool" | "managed-instances" | "external";

/** A GPU comes from a pool where one is named, else from ECS Managed Instances. */
export function placeOf({ kind, pool }: Pick<CapacityConfig, "kind" | "pool">): Place {
  if (kind === "gpu") return pool === undefined ? "managed-instances" : "pool";
  return kind === "ec2" ? "pool" : kind;
}
