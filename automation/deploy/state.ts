import type { Stack } from "@pulumi/pulumi/automation";
import type { ModuleConfig } from "../../infra/config/schema/module";
import { hasService } from "../../infra/moduleKinds";
import { Graph, type GraphNode, noOptions } from "../../simulator/graph";
import { readCheckpoint } from "../engine/checkpoint";
import { nameIn } from "../engine/steps";
import { OperatorError } from "../operatorError";
import type { ExpectedService } from "./aws/verdict";

/** A resource in Pulumi's own state format, version 3, as far as it is read here. */
interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly id?: string;
  readonly parent?: string;
  /** Replaced, and waiting for its end. */
  readonly delete?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
}

export interface PendingOperation {
  readonly resource: StateResource;
  readonly type: "creating" | "updating" | "deleting" | "reading" | "importing";
}

interface Deployment {
  readonly resources?: readonly StateResource[];
  readonly pending_operations?: readonly PendingOperation[];
}

/** What the state says that there is; secrets in it stay encrypted. */
export interface State {
  readonly graph: Graph;
  /** What the engine had begun when it was cut off. */
  readonly pending: readonly PendingOperation[];
}

/** @throws OperatorError when the state cannot be read. */
export async function readState(stack: Stack): Promise<State> {
  const { resources = [], pending_operations: pending = [] } = (await readCheckpoint(stack))
    .deployment as Deployment;
  return { graph: new Graph(resources.filter((resource) => resource.delete !== true).map(nodeOf)), pending };
}

function nodeOf({ urn, type, id, parent, custom, inputs = {}, ...rest }: StateResource): GraphNode {
  return {
    urn,
    type,
    name: nameIn(urn),
    ...(parent === undefined ? {} : { parent }),
    custom,
    inputs,
    outputs: { ...inputs, ...rest.outputs, ...(id === undefined ? {} : { id }) },
    options: {
      ...noOptions,
      protect: rest.protect ?? false,
      retainOnDelete: rest.retainOnDelete ?? false,
    },
  };
}

/** Every ECS service, with the task definition that it was given. */
export function expectedServices(graph: Graph): (ExpectedService & { readonly urn: string })[] {
  return graph.ofType("aws:ecs/service:Service").map(({ urn, name, inputs, outputs }) => ({
    urn,
    label: name,
    cluster: String(inputs.cluster),
    service: String(outputs.id),
    taskDefinition: String(inputs.taskDefinition),
  }));
}

/**
 * What a release of a module changes: the first one enables its schedules as well.
 * @throws OperatorError when the module is not deployed yet.
 */
export function releaseTargets(
  graph: Graph,
  module: string,
  config: Pick<ModuleConfig, "kind">,
): GraphNode[] {
  const needed = [
    "aws:ecs/taskDefinition:TaskDefinition",
    ...(hasService(config) ? ["aws:ecs/service:Service"] : []),
  ];
  const types = [...needed, "aws:scheduler/schedule:Schedule"];
  const component = graph.ofType("ai-platform:container:ContainerModule").find(({ name }) => name === module);
  const targets = graph.nodes.filter(({ type, parent }) => types.includes(type) && parent === component?.urn);
  const there = (type: string) => targets.some((target) => target.type === type);
  if (component === undefined || !needed.every(there))
    throw new OperatorError(
      `${module} is not deployed yet. Run deploy up first; its first image can follow.`,
    );
  return targets;
}
