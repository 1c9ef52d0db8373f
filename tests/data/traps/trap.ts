import { expect } from "chai";
import type { Graph, GraphNode } from "../../../simulator/graph";
import { type Changes, textsOf } from "../../infra/config/given";
import { configOf, modulesOf, runEnvironment, type StackName } from "../../support/harness";

/** What is easily wrong in AWS, and how it is seen that it is not here. */
export type Trap = readonly [trap: string, seen: (built: Built) => unknown];

/** Environments with all that the traps are about. */
export interface Built {
  /** Production with every kind of data. */
  readonly whole: Graph;
  /** Development as it is. */
  readonly small: Graph;
  /** Development with a cache that is paid by use. */
  readonly serverless: Graph;
}

type Given = Record<string, unknown>;

export async function buildAll(): Promise<Built> {
  const data = (change: Given) => (given: Given) => {
    given["ai-platform:data"] = { ...(given["ai-platform:data"] as Given), ...change };
    const { planning, support, manufacturing } = modulesOf(given);
    if ("cache" in change) for (const module of [planning, support]) keep(module!, { cache: true });
    if (!("backups" in change)) return;
    keep(support!, { bucket: { lockDays: 30, infrequentAccessDays: 60, expireDays: 365 } });
    keep(manufacturing!, { bucket: { shared: true } });
  };
  const nodes = { version: "9", nodeType: "cache.r7g.large", replicas: 1 };
  const byUse = { version: "9", nodeType: "serverless", maxGiB: 5, maxEcpuPerSecond: 5000 };
  const everything = {
    mariadb: { proxy: true, metadataOwner: "planning" },
    cache: nodes,
    backups: { dailyDays: 35, monthlyDays: 365 },
  };
  return {
    whole: await runEnvironment(configOf("prod", data(everything))),
    small: await runEnvironment(configOf("dev")),
    serverless: await runEnvironment(configOf("dev", data({ cache: byUse }))),
  };
}

function keep(module: Given, change: Given): void {
  module.data = { ...(module.data as Given | undefined), ...change };
}

/** A stack file with this in it is refused, and the one fault stands at the path. */
export function refused(path: string, changes: Changes, stack?: StackName): Trap[1] {
  return () => {
    expect(textsOf(changes, stack).map((text) => text.split(" ")[0])).to.deep.equal([path]);
  };
}

/** Holds for all of a type, of which there must be some. */
export function each(graph: Graph, type: string, holds: (node: GraphNode) => void): void {
  const nodes = graph.ofType(type);
  expect(nodes.length, type).to.be.greaterThan(0);
  for (const node of nodes) holds(node);
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly secrets?: readonly { readonly name: string; readonly valueFrom: string }[];
  readonly healthCheck?: { readonly command: readonly string[] };
  readonly stopTimeout?: number;
}

/** The containers of all task definitions whose name begins so. */
export function containersOf(graph: Graph, beginning = ""): Container[] {
  return graph
    .ofType("aws:ecs/taskDefinition:TaskDefinition")
    .filter(({ name }) => name.startsWith(beginning))
    .flatMap(({ inputs }) => JSON.parse(String(inputs.containerDefinitions)) as Container[]);
}

/** The rows of a table of traps that say the same of several stack files. */
export function refusedAll(trap: string, path: string, ...files: readonly Changes[]): Trap[] {
  return files.map((changes) => [
    `${trap}: ${JSON.stringify(Object.values(changes).at(-1))}`,
    refused(path, changes),
  ]);
}
