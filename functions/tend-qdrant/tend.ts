import { qdrantClient } from "../qdrant/client";
import { namesOf } from "../qdrant/collections";
import { openNode } from "../qdrant/connect";
import { type Keys, readKeys } from "../qdrant/keys";
import { type Health, metricsLine, nodeOf } from "./metrics";
import type { Settings } from "./settings";

export interface Parts {
  readonly settings: Settings;
  /** The text of a secret's current version. */
  readonly readSecret: (arn: string) => Promise<string>;
  readonly now: () => Date;
  /** Takes one line without its end. */
  readonly log: (line: string) => void;
}

/** What a schedule sends. */
export interface Task {
  readonly do?: unknown;
}

/** Of the five minutes between two probes. */
const probeSeconds = 10;
/** Of the 15 minutes that Lambda gives to all snapshots. */
const snapshotSeconds = 840;

/** Looks after the nodes: `probe` tells how they are, `snapshot` takes one of every collection at every node. */
export function tend({ settings, readSecret, now, log }: Parts) {
  const tasks: Readonly<Record<string, (keys: Keys) => Promise<void>>> = {
    async probe(keys) {
      const health = await Promise.all(settings.urls.map((url) => healthOf(url, settings.authority, keys)));
      for (const [index, url] of settings.urls.entries())
        log(metricsLine(settings.environment, nodeOf(url), health[index]!, now()));
    },
    snapshot: (keys) => snapshot(settings, keys, log),
  };

  return async (task: Task): Promise<void> => {
    const run = typeof task.do === "string" && Object.hasOwn(tasks, task.do) ? tasks[task.do] : undefined;
    if (run === undefined)
      throw new Error(`the schedule's input must be {"do":"probe"} or {"do":"snapshot"}`);
    await run(readKeys(await readSecret(settings.keySecretArn)));
  };
}

/** A node that is lost or late is what the probe is for, and no failure of it. */
async function healthOf(url: string, authority: string, keys: Keys): Promise<Health> {
  const ready = await settled(qdrantClient(url, authority, keys.key, probeSeconds).api().readyz({}));
  const node = await settled(openNode(url, authority, keys, probeSeconds));
  const reason = ready.reason ?? node.reason;
  return {
    ready: ready.reason === undefined,
    cluster: node.value?.cluster,
    ...(reason !== undefined && { reason }),
  };
}

/** One after the other, for each reads a whole collection; one that fails does not keep the rest from it. */
async function snapshot({ urls, authority }: Settings, keys: Keys, log: Parts["log"]): Promise<void> {
  const faults: string[] = [];
  for (const url of urls) {
    const node = await settled(snapshotsOf(url, authority, keys, log));
    faults.push(...(node.value ?? [node.reason!]));
  }
  if (faults.length > 0) throw new Error([`${faults.length} snapshot(s) failed:`, ...faults].join("\n  "));
}

/** Takes the snapshots of one node, and gives the faults of those that failed. */
async function snapshotsOf(url: string, authority: string, keys: Keys, log: Parts["log"]): Promise<string[]> {
  const { client } = await openNode(url, authority, keys, snapshotSeconds);
  const faults: string[] = [];
  for (const collection of await namesOf(client)) {
    const { value, reason } = await settled(client.createSnapshot(collection, { wait: true }));
    if (reason !== undefined) faults.push(reason);
    else log(JSON.stringify({ level: "INFO", message: "snapshot", node: nodeOf(url), collection, ...value }));
  }
  return faults;
}

async function settled<Value>(
  promise: Promise<Value>,
): Promise<{ readonly value?: Value; readonly reason?: string }> {
  try {
    return { value: await promise };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
