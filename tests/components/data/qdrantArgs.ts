import * as pulumi from "@pulumi/pulumi";
import { Qdrant, type QdrantArgs } from "../../../components/data/qdrant/Qdrant";
import {
  alarms,
  type Built,
  build,
  key,
  network,
  platform,
  qdrantConfig,
  scope,
} from "../../support/fixtures";
import type { RunOptions } from "../../support/harness";

export const cluster = "ai-platform-test";

/** Qdrant as in production, unless told otherwise: three nodes, snapshots, data that is kept. */
export function qdrantArgs(change: Partial<QdrantArgs> = {}): QdrantArgs {
  return {
    scope: scope(),
    network: network(),
    platform: platform(),
    dataKey: key("data"),
    logsKey: key("logs"),
    alarms: alarms(),
    deletion: "protected",
    secretRecoveryDays: 30,
    logRetentionDays: 365,
    bootstrap: { functionName: pulumi.output("data-bootstrap") },
    ...qdrantConfig({ nodes: 3, snapshotRetentionDays: 14 }),
    ...change,
  };
}

export function buildQdrant(change: Partial<QdrantArgs> = {}, options: RunOptions = {}): Promise<Built> {
  return build(() => new Qdrant("qdrant", qdrantArgs(change)), options);
}
