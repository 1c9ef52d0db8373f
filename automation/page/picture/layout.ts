import Elk, { type ElkExtendedEdge, type ElkNode, type LayoutOptions } from "elkjs/lib/elk.bundled";
import { cardOf, headHeight, headWidth } from "./card";
import type { Box, Flow, Picture } from "./picture";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedBox {
  readonly box: Box;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Whether others stand in it. */
  readonly holds: boolean;
}

export interface PlacedFlow {
  readonly flow: Flow;
  /** From one end over each corner to the other. */
  readonly points: readonly Point[];
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly PlacedBox[];
  readonly flows: readonly PlacedFlow[];
}

const whole: LayoutOptions = {
  "elk.algorithm": "layered",
  "elk.direction": "DOWN",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.hierarchyHandling": "INCLUDE_CHILDREN",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.layered.mergeEdges": "true",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.layered.spacing.nodeNodeBetweenLayers": "30",
  "elk.layered.spacing.edgeNodeBetweenLayers": "14",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "9",
  "elk.spacing.nodeNode": "14",
  "elk.spacing.edgeNode": "12",
  "elk.spacing.edgeEdge": "8",
  "elk.padding": "[top=16,left=16,bottom=16,right=16]",
  "json.edgeCoords": "ROOT",
  "json.shapeCoords": "ROOT",
};

const place: LayoutOptions = {
  "elk.padding": `[top=${headHeight + 6},left=14,bottom=14,right=14]`,
  "elk.nodeSize.constraints": "MINIMUM_SIZE",
};

/** Boxes without flows between them, in rows. */
const grid: LayoutOptions = {
  "elk.algorithm": "rectpacking",
  "elk.hierarchyHandling": "SEPARATE_CHILDREN",
  "elk.aspectRatio": "2",
  "elk.spacing.nodeNode": "10",
};

/** The same picture has the same layout: nothing in it depends on chance. */
export async function layOut({ boxes, flows }: Picture): Promise<Layout> {
  const children = childrenOf(boxes);
  const graph: ElkNode = {
    id: "picture",
    layoutOptions: whole,
    children: (children.get(undefined) ?? []).map((box) => nodeOf(box, children)),
    edges: [...flows.map(edgeOf), ...rowsOf(children, flows)],
  };
  const laid = await new Elk().layout(graph);
  const placed = placedBelow(laid);
  const sections = new Map(laid.edges!.map((edge) => [edge.id, edge]));
  return {
    width: Math.ceil(laid.width!),
    height: Math.ceil(laid.height!),
    boxes: boxes.map((box) => ({ box, ...placed.get(box.id)!, holds: children.has(box.id) })),
    flows: flows.map((flow, index) => {
      const points = pointsOf(sections.get(`flow ${index}`)!);
      return { flow, points: flow.back ? points.reverse() : points };
    }),
  };
}

function edgeOf({ from, to, back }: Flow, index: number): ElkExtendedEdge {
  const [source, target] = back ? [to, from] : [from, to];
  return { id: `flow ${index}`, sources: [source], targets: [target] };
}

/** What no flow reaches stands below its neighbours that one does, since one row of them all would be the widest. */
function rowsOf(children: Children, flows: readonly Flow[]): ElkExtendedEdge[] {
  const ends = new Set(flows.flatMap(({ from, to }) => [from, to]));
  return [...children.values()].flatMap((boxes) => {
    const guards = boxes.filter(({ kind }) => kind === "guard");
    const reached = guards.filter(({ id }) => ends.has(id));
    if (reached.length === 0) return [];
    return guards
      .filter((guard) => !reached.includes(guard))
      .map(({ id }, at) => ({
        id: `below ${id}`,
        sources: [reached[at % reached.length]!.id],
        targets: [id],
      }));
  });
}

type Children = ReadonlyMap<string | undefined, readonly Box[]>;

function childrenOf(boxes: readonly Box[]): Children {
  const all = new Map<string | undefined, Box[]>();
  for (const box of boxes) all.set(box.parent, [...(all.get(box.parent) ?? []), box]);
  return all;
}

function nodeOf(box: Box, all: Children): ElkNode {
  const children = all.get(box.id);
  if (children === undefined) {
    const { width, height } = cardOf(box);
    return { id: box.id, width, height };
  }
  const crowd = children[0]!.crowd?.id === box.id;
  // ELK lays out from left to right and turns the result; this option is not turned with it.
  const minimum = { "elk.nodeSize.minimum": `(${headHeight}, ${headWidth(box)})` };
  return {
    id: box.id,
    layoutOptions: { ...place, ...minimum, ...(crowd ? grid : {}) },
    children: evened(children, all, crowd),
  };
}

/** Things of a kind that stand side by side are equally wide, and in a grid equally high. */
function evened(boxes: readonly Box[], all: Children, crowd: boolean): ElkNode[] {
  const nodes = boxes.map((box) => ({ box, node: nodeOf(box, all) }));
  return nodes.map(({ box, node }) => {
    if (node.children !== undefined) return node;
    const alike = nodes.filter((other) => other.box.kind === box.kind && other.node.children === undefined);
    const width = Math.max(...alike.map((other) => other.node.width!));
    const height = Math.max(...alike.map((other) => other.node.height!));
    return { ...node, width, ...(crowd ? { height } : {}) };
  });
}

function placedBelow(node: ElkNode): ReadonlyMap<string, Omit<PlacedBox, "box" | "holds">> {
  return new Map(
    (node.children ?? []).flatMap((child) => [
      [child.id, { x: child.x!, y: child.y!, width: child.width!, height: child.height! }] as const,
      ...placedBelow(child),
    ]),
  );
}

function pointsOf({ sections }: ElkExtendedEdge): Point[] {
  const { startPoint, bendPoints = [], endPoint } = sections![0]!;
  return [startPoint, ...bendPoints, endPoint].map(({ x, y }) => ({ x, y }));
}
