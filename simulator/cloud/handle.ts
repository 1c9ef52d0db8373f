import type { CloudRecord } from "./journal";

/**
 * Which resource is meant. Only task definitions have one id for several, their family; whoever imports one gives the
 * ARN for an id.
 */
export interface Handle {
  readonly urn: string;
  readonly id: string;
  readonly arn?: string;
}

/**
 * Two physical resources of one URN stand side by side while one replaces the other. Only of a task definition does
 * the ARN say which: the target of an event rule has that of what the events go to, and may get another in place.
 */
export function keyOf({ urn, id, arn }: Handle): string {
  return `${urn} ${urn.includes("aws:ecs/taskDefinition:TaskDefinition::") ? (arn ?? id) : id}`;
}

export function handleOf({ urn, id, computed }: CloudRecord): Handle {
  return { urn, id, ...(typeof computed.arn === "string" ? { arn: computed.arn } : {}) };
}
