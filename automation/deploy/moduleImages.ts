import type { Graph } from "../../simulator/graph";

/** What the state says that a module was given to run. */
export interface ModuleImage {
  readonly module: string;
  /** ARN with revision. */
  readonly taskDefinition: string;
  /** URN of its service; a job has none. */
  readonly service?: string;
}

/** Of every module that is deployed; `urns`: of those only whose task definition is among these. */
export function moduleImages(graph: Graph, urns?: readonly string[]): readonly ModuleImage[] {
  return graph.ofType("ai-platform:container:ContainerModule").flatMap(({ urn, name: module }) => {
    const one = (type: string) => graph.ofType(type).find(({ parent }) => parent === urn);
    const definition = one("aws:ecs/taskDefinition:TaskDefinition");
    if (definition === undefined || urns?.includes(definition.urn) === false) return [];
    const service = one("aws:ecs/service:Service");
    // An update that failed between the two has given the service nothing yet.
    return service === undefined
      ? [{ module, taskDefinition: String(definition.outputs.arn) }]
      : [{ module, taskDefinition: String(service.inputs.taskDefinition), service: service.urn }];
  });
}
