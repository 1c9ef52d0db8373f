import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { zoneNames } from "../../components/network/layout";
import type { Graph, GraphNode } from "../../simulator/graph";
import type { Asked } from "../plan/asked";
import type { Plan } from "../plan/makePlan";
import { type Report, reportOf } from "../plan/report";
import { placeOf } from "../plan/place";
import { type PartLoss, zoneLoss } from "../plan/zoneLoss";
import { projectFolder, type StackRef } from "../project";
import { type Decision, decisionsIn } from "./decisions";
import { type EnvironmentSummary, environmentsBeside } from "./environments";
import { type Posture, postureOf } from "./posture";
import { type Principles, principlesOf } from "./principles";
import { type Reach, reachOf } from "./reach";

/** A resource where it belongs. */
export interface PlacedNode {
  readonly type: string;
  readonly name: string;
  /** Components above it. */
  readonly depth: number;
  readonly tier: string;
  readonly module?: string;
}

/** All that the page tells; the words are another matter. */
export interface PageData extends Asked {
  readonly report: Report;
  readonly zones: readonly string[];
  readonly reach: Reach;
  readonly losses: readonly PartLoss[];
  readonly posture: Posture;
  readonly principles: Principles;
  /** All resources, each below its component. */
  readonly nodes: readonly PlacedNode[];
  readonly environments: readonly EnvironmentSummary[];
  readonly decisions: readonly Decision[];
}

/** Reads what a plan alone does not know: the stack file's length, the environments beside it, and the decisions. */
export async function pageData(plan: Plan, ref: StackRef, asked: Asked = {}): Promise<PageData> {
  const { network, aws } = plan.config;
  return {
    report: reportOf(plan),
    zones: [...zoneNames(network.availabilityZones, aws.region)].sort(),
    reach: reachOf(plan.config),
    losses: zoneLoss(plan.config),
    posture: postureOf(plan),
    principles: principlesOf(plan, sayingLines(readFileSync(ref.path, "utf8"))),
    nodes: placedNodes(plan.graph),
    environments: await environmentsBeside(ref, plan),
    decisions: decisionsIn(projectFolder(dirname(ref.path))),
    ...asked,
  };
}

/** Depth first, as the tree of the report is. */
function placedNodes(graph: Graph): PlacedNode[] {
  const children = new Map<string | undefined, GraphNode[]>();
  for (const node of graph.nodes) children.set(node.parent, [...(children.get(node.parent) ?? []), node]);
  const below = (parent: string | undefined, depth: number): PlacedNode[] =>
    (children.get(parent) ?? []).flatMap((node) => [
      { type: node.type, name: node.name, depth, ...placeOf(graph, node) },
      ...below(node.urn, depth + 1),
    ]);
  return below(undefined, 0);
}

/** Lines of a stack file that are neither empty nor a comment. */
export function sayingLines(yaml: string): number {
  return yaml.split("\n").filter((line) => /^\s*[^\s#]/.test(line)).length;
}
