import { DeregisterTaskDefinitionCommand, type ECSClient } from "@aws-sdk/client-ecs";
import { explained } from "./explain";

/**
 * Takes a revision out of use: jobs and `run-task` name the family alone, and get its newest active revision. Tasks
 * that run go on.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeregisterTaskDefinition.html
 */
export async function deregister(
  client: ECSClient,
  taskDefinition: string,
  abortSignal: AbortSignal,
): Promise<void> {
  await explained(client.send(new DeregisterTaskDefinitionCommand({ taskDefinition }), { abortSignal }));
}
