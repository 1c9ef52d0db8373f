import { tasksPerInstance } from "../../infra/aws/instances";
import type { Graph, GraphNode } from "../../simulator/graph";
import { unpriced, type Unpriced } from "./estimator";
import { numberOf, recordOf, recordsOf, textOf } from "./read";
import { serviceStrategies, splitTasks, taskCount } from "./tasks";
import { taskSize } from "./taskSize";

/** The capacity provider through which ECS fills the group with tasks. */
export function providerOf(group: GraphNode, graph: Graph): GraphNode | undefined {
  const arn = textOf(group.outputs.arn);
  if (arn === undefined) return undefined;
  return graph
    .ofType("aws:ecs/capacityProvider:CapacityProvider")
    .find(({ inputs }) => recordOf(inputs.autoScalingGroupProvider).autoScalingGroupArn === arn);
}

export const providerName = (provider: GraphNode): string =>
  textOf(provider.outputs.name) ?? textOf(provider.inputs.name) ?? provider.name;

/** Instances that a service fills, not always whole, and how many it must have for itself. */
interface Need {
  readonly filled: number;
  readonly least: number;
}

/**
 * Instances that hold the tasks which the services run at rest, as far as the average goes: tasks of different
 * sizes may leave gaps that no other task fills. ECS keeps the instances as full as the provider's target says.
 */
export function instancesAtRest(provider: GraphNode, type: string, graph: Graph): number | Unpriced {
  let filled = 0;
  let least = 0;
  for (const service of graph.ofType("aws:ecs/service:Service")) {
    const need = needOf(service, providerName(provider), type, graph);
    if ("reason" in need) return need;
    filled += need.filled;
    least = Math.max(least, need.least);
  }
  const { targetCapacity } = recordOf(recordOf(provider.inputs.autoScalingGroupProvider).managedScaling);
  const target = (numberOf(targetCapacity) ?? 100) / 100;
  // The divisions leave a trace of the last bit, which must not become an instance.
  return Math.max(Math.ceil(filled / target - 1e-9), least);
}

function needOf(service: GraphNode, provider: string, type: string, graph: Graph): Need | Unpriced {
  const tasks = splitTasks(taskCount(service, graph), serviceStrategies(service, graph)).get(provider) ?? 0;
  if (tasks === 0) return { filled: 0, least: 0 };
  const definition = graph.withArn(service.inputs.taskDefinition);
  const size = definition === undefined ? undefined : taskSize(definition);
  if (size === undefined) return unpriced(`the size of the tasks of ${service.name} is not known`);
  const perInstance = tasksPerInstance(type, size);
  if (perInstance === undefined) return unpriced(`how many tasks a ${type} takes is not known`);
  if (perInstance === 0) return unpriced(`a ${type} is too small for a task of ${service.name}`);
  const distinct = recordsOf(service.inputs.placementConstraints).some(
    (constraint) => constraint.type === "distinctInstance",
  );
  return { filled: tasks / perInstance, least: distinct ? Math.ceil(tasks) : 0 };
}
