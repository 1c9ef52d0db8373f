import { type ECSClient, type Service, UpdateServiceCommand } from "@aws-sdk/client-ecs";
import { explained } from "./explain";

/** Takes all lifecycle hooks from a service, and leaves the rest of its deployments as it is. False where it has none. */
export async function removeHooks(
  client: ECSClient,
  { clusterArn, serviceArn, deploymentConfiguration }: Service,
  abortSignal: AbortSignal,
): Promise<boolean> {
  if (!deploymentConfiguration?.lifecycleHooks?.length) return false;
  const command = new UpdateServiceCommand({
    cluster: clusterArn,
    service: serviceArn,
    deploymentConfiguration: { ...deploymentConfiguration, lifecycleHooks: [] },
  });
  await explained(client.send(command, { abortSignal }));
  return true;
}
