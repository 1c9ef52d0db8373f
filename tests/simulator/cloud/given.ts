import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cloud } from "../../../simulator/cloud/cloud";
import type { CloudRecord } from "../../../simulator/cloud/journal";
import { checkLimits } from "../../../simulator/cloud/limits";
import { region } from "../../support/harness";

type Values = Readonly<Record<string, unknown>>;

export const logGroup = "aws:cloudwatch/logGroup:LogGroup";
export const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";

export const urnOf = (type: string, name: string) => `urn:pulumi:test::ai-platform::${type}::${name}`;

/** A resource as the cloud keeps it. */
export function record(type: string, name: string, inputs: Values = {}, computed: Values = {}): CloudRecord {
  return { urn: urnOf(type, name), type, name, id: `id-of-${name}`, inputs, computed };
}

/** Asks whether AWS would make a resource of these values beside the others. */
export const check = (type: string, values: Values, ...others: Parameters<typeof checkLimits>[1]) =>
  checkLimits({ urn: urnOf(type, "new"), type, values }, others);

/** Paths of new files in a folder that goes when the tests of this `describe` are done. */
export function newFiles(): () => string {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    const folder = mkdtempSync(join(tmpdir(), "cloud-"));
    folders.push(folder);
    return join(folder, "cloud.jsonl");
  };
}

export function openCloud(path: string): Cloud {
  return new Cloud(path, region);
}

/** Makes a resource in the cloud as the provider would. */
export function make(cloud: Cloud, type: string, name: string, inputs: Values = {}): CloudRecord {
  return cloud.create({ urn: urnOf(type, name), type, name, inputs, custom: true }, 0);
}

export function handleOf({ urn, id, computed }: CloudRecord): { urn: string; id: string; arn?: string } {
  return { urn, id, ...(typeof computed.arn === "string" ? { arn: computed.arn } : {}) };
}
