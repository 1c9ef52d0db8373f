import type * as pulumi from "@pulumi/pulumi";
import type { DataTier } from "../components/data/DataTier";
import { Workbench, type WorkbenchArgs } from "../components/workbench/Workbench";
import type { EnvironmentConfig } from "../infra/config/schema/environment";

/** What a workbench stands on. */
export interface WorkbenchGround extends Pick<
  WorkbenchArgs,
  "deletion" | "keyDeletionDays" | "network" | "scope"
> {
  readonly data: DataTier;
}

/** Undefined where the stack file names no team. */
export function openWorkbench(
  { workbench, modules }: EnvironmentConfig,
  { data, ...ground }: WorkbenchGround,
  opts: pulumi.ComponentResourceOptions,
): Workbench | undefined {
  if (Object.keys(workbench.teams).length === 0) return undefined;
  const buckets = Object.fromEntries(
    Object.keys(modules).flatMap((name) => {
      const bucket = data.bucketOf(name);
      return bucket === undefined ? [] : [[name, bucket]];
    }),
  );
  return new Workbench("workbench", { ...workbench, ...ground, buckets }, opts);
}
