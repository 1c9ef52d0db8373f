import type { Graph, GraphNode } from "../../simulator/graph";
import type { Step } from "../engine/steps";

/** Whether somebody else changes a property of this resource on purpose. */
type Owned = (node: GraphNode, graph: Graph) => boolean;

const always: Owned = () => true;

/** A target of Application Auto Scaling stands beside the service that it scales. */
const scales: Owned = ({ parent }, graph) =>
  graph.ofType("aws:appautoscaling/target:Target").some((target) => target.parent === parent);

/** The clock changes the bounds of a target that has schedules. */
const scheduled: Owned = ({ parent }, graph) =>
  graph
    .ofType("aws:appautoscaling/scheduledAction:ScheduledAction")
    .some((action) => action.parent === parent);

/** ECS moves the traffic of a service whose releases shift it, by the rules that the service names. */
const shifted: Owned = ({ outputs }, graph) =>
  shiftingServices(graph).some(({ rules }) => rules.includes(outputs.arn));

interface AdvancedConfiguration {
  readonly productionListenerRule?: string;
  readonly testListenerRule?: string;
}

/** The services whose releases shift traffic, with the ARNs of their rules. */
export function shiftingServices(
  graph: Graph,
): readonly { readonly service: GraphNode; readonly rules: readonly unknown[] }[] {
  return graph.ofType("aws:ecs/service:Service").flatMap((service) => {
    const targets = (service.inputs.loadBalancers ?? []) as readonly {
      readonly advancedConfiguration?: AdvancedConfiguration;
    }[];
    const rules = targets.flatMap(
      ({ advancedConfiguration: { productionListenerRule, testListenerRule } = {} }) =>
        [productionListenerRule, testListenerRule].filter((arn) => arn !== undefined),
    );
    return rules.length === 0 ? [] : [{ service, rules }];
  });
}

/**
 * What others than this program change on purpose, by type and property: EC2 Auto Scaling, Application Auto Scaling,
 * the releases of ECS, and the rotation of secrets. A release of ours is none of them: it goes through the state, so
 * a task definition that differs was put there by ECS or by hand.
 */
export const ownedElsewhere: Readonly<Record<string, Readonly<Record<string, Owned>>>> = {
  "aws:appautoscaling/target:Target": { maxCapacity: scheduled, minCapacity: scheduled },
  "aws:autoscaling/group:Group": { desiredCapacity: always },
  "aws:ecs/service:Service": { desiredCount: scales },
  "aws:lb/listenerRule:ListenerRule": { actions: shifted },
  "aws:secretsmanager/secretVersion:SecretVersion": { versionStages: always },
};

/** The steps of a refresh that somebody should look at, without what has another owner. */
export function driftIn(steps: readonly Step[], graph: Graph): Step[] {
  const nodes = new Map(graph.nodes.map((node) => [node.urn, node]));
  return steps.flatMap((step) => {
    const node = nodes.get(step.urn);
    if (step.op !== "update" || !node) return [step];
    const owners = ownedElsewhere[step.type] ?? {};
    const changed = step.changed.filter((property) => !owners[property]?.(node, graph));
    return changed.length === 0 ? [] : [{ ...step, changed }];
  });
}
