import { join } from "node:path";
import { readFileSync } from "node:fs";
import { checkConfig } from "../../infra/config/load";
import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import { parseStackFile } from "../../infra/config/stackFile";
import type { Fault } from "../../infra/faults";
import { project } from "../../infra/naming";
import { simulatedAws, type SimulatedAwsOptions } from "../../simulator/aws";
import type { Graph, GraphNode } from "../../simulator/graph";
import { record } from "../../simulator/record";
import { environment, type EnvironmentOutputs } from "../../stacks/environment";
import { profiles } from "../../stacks/profiles";

export const region = "ap-northeast-2";
export const root = join(__dirname, "../..");

export interface RunOptions extends Partial<SimulatedAwsOptions> {
  readonly stack?: string;
  readonly preview?: boolean;
}

/** Runs any program against the simulated AWS and returns what it registered. */
export async function run(
  program: () => unknown,
  { stack = "test", preview = false, ...aws }: RunOptions = {},
): Promise<Graph> {
  const { graph } = await record(simulatedAws({ region, ...aws }), { project, stack, preview }, program);
  return graph;
}

/** Runs a whole environment. */
export async function runEnvironment(config: EnvironmentConfig, options: RunOptions = {}): Promise<Graph> {
  return run((): Promise<EnvironmentOutputs> => environment(config), {
    stack: config.name,
    region: config.aws.region,
    ...options,
  });
}

/** The real stack files of the project. */
export const stacks = ["dev", "staging", "prod"] as const;
export type StackName = (typeof stacks)[number];

export function stackText(stack: StackName): string {
  return readFileSync(join(root, `Pulumi.${stack}.yaml`), "utf8");
}

/** Every fault of the text of a stack file, of YAML and of what it says. */
export function faultsOf(text: string, stack = "dev"): readonly Fault[] {
  const file = parseStackFile(text);
  const { faults } = checkConfig(file.config, { stack, project, profiles });
  return [...file.faults, ...faults];
}

/** The configuration of a real stack file, changed by hand before it is validated. */
export function configOf(
  stack: StackName,
  change: (config: Record<string, unknown>) => void = () => undefined,
): EnvironmentConfig {
  const given = structuredClone(parseStackFile(stackText(stack)).config) as Record<string, unknown>;
  change(given);
  const { config, faults } = checkConfig(given, { stack, project, profiles });
  if (config === undefined || faults.length > 0) throw new Error(JSON.stringify(faults, undefined, 2));
  return config;
}

/** The modules' section, for changes by hand. */
export function modulesOf(given: Record<string, unknown>): Record<string, Record<string, unknown>> {
  return given["ai-platform:modules"] as Record<string, Record<string, unknown>>;
}

/** The one resource of a type and name. */
export function only(graph: Graph, type: string, name?: string): GraphNode {
  const found = graph.ofType(type).filter((node) => name === undefined || node.name === name);
  if (found.length !== 1)
    throw new Error(`${found.length} resources of type ${type}${name === undefined ? "" : ` named ${name}`}`);
  return found[0]!;
}

/** `type name` of all that stands below a component, sorted: the exact child list. */
export function childrenOf(graph: Graph, component: GraphNode): string[] {
  return graph.nodes
    .filter(
      (node) => node.urn !== component.urn && graph.lineage(node).some(({ urn }) => urn === component.urn),
    )
    .map(({ type, name }) => `${type} ${name}`)
    .sort();
}

/** A graph as text, for comparisons byte for byte. */
export function bytesOf(nodes: readonly GraphNode[]): string {
  return JSON.stringify(nodes);
}
