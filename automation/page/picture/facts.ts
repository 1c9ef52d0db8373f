import { zoneNames } from "../../../components/network/layout";
import type { EnvironmentConfig } from "../../../infra/config/schema/environment";
import type { ModuleConfig } from "../../../infra/config/schema/module";
import type { Graph, GraphNode } from "../../../simulator/graph";
import type { Plan } from "../../plan/makePlan";
import { placeOf } from "../../plan/place";
import type { PictureWords } from "./words";

/** What every part of the picture is made from. */
export interface Facts {
  readonly config: EnvironmentConfig;
  readonly graph: Graph;
  readonly words: PictureWords;
  /** Letters of the zones of these subnets, sorted. */
  zonesOf(subnetIds: unknown): readonly string[];
}

export function factsOf({ config, graph }: Plan, words: PictureWords): Facts {
  const zones = zoneBySubnet(config, graph);
  return {
    config,
    graph,
    words,
    zonesOf: (ids) => {
      const known = (Array.isArray(ids) ? ids : [ids]).map((id) => zones.get(String(id)));
      return [...new Set(known.filter((zone) => zone !== undefined))].map((zone) => zone.at(-1)!).sort();
    },
  };
}

/** Of an adopted VPC the graph knows no subnets, but the stack file names them in the order of the zones. */
function zoneBySubnet({ network, aws }: EnvironmentConfig, graph: Graph): ReadonlyMap<string, string> {
  const own = graph
    .ofType("aws:ec2/subnet:Subnet")
    .map(({ outputs }) => [String(outputs.id), String(outputs.availabilityZone)] as const);
  const { privateSubnetIds = [], isolatedSubnetIds = [] } = network.existing ?? {};
  const names = zoneNames(network.availabilityZones, aws.region);
  const adopted = [privateSubnetIds, isolatedSubnetIds].flatMap((ids) =>
    ids.map((id, zone) => [id, names[zone]!] as const),
  );
  return new Map([...own, ...adopted]);
}

/** Whether the module runs on servers of the company, so that its way to anything is not that of the VPC. */
export function isOutside({ capacity }: Pick<ModuleConfig, "capacity">): boolean {
  return capacity.kind === "external";
}

/** What stands below a component of this type. */
export function below({ graph }: Facts, type: string, component: string): GraphNode[] {
  return graph
    .ofType(type)
    .filter((node) => graph.lineage(node).some((ancestor) => ancestor.type === component));
}

/** The module that a resource belongs to. */
export function moduleOf({ graph }: Facts, node: GraphNode): string | undefined {
  return placeOf(graph, node).module;
}

/** The resources that a box stands for, and where the page tells of them. */
export function standsFor({ graph }: Facts, nodes: readonly GraphNode[]) {
  const { tier, module } = placeOf(graph, nodes[0]!);
  return {
    urns: nodes.map(({ urn }) => urn),
    target: tier === "modules" ? `module-${module}` : `tier-${tier}`,
  };
}
