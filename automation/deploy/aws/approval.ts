import {
  ContinueServiceDeploymentCommand,
  DescribeServiceDeploymentsCommand,
  type DeploymentLifecycleHookAction,
  type ECSClient,
  type Service,
} from "@aws-sdk/client-ecs";
import { explained } from "./explain";

/** A deployment that waits for somebody to say go on. */
export interface Pause {
  readonly deployment: string;
  readonly hookId: string;
  /** When ECS goes back by itself. */
  readonly expiresAt?: Date;
}

/** Undefined where nothing waits; a service without such a hook is not asked about. */
export async function pauseOf(
  client: ECSClient,
  { currentServiceDeployment: deployment, deploymentConfiguration }: Service,
  abortSignal: AbortSignal,
): Promise<Pause | undefined> {
  const hooks = deploymentConfiguration?.lifecycleHooks ?? [];
  if (deployment === undefined || !hooks.some(({ targetType }) => targetType === "PAUSE")) return undefined;
  const command = new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [deployment] });
  const { serviceDeployments = [] } = await explained(client.send(command, { abortSignal }));
  const waiting = serviceDeployments
    .flatMap(({ lifecycleHookDetails = [] }) => lifecycleHookDetails)
    .find(({ status }) => status === "AWAITING_ACTION");
  if (waiting?.hookId === undefined) return undefined;
  const { hookId, expiresAt } = waiting;
  return { deployment, hookId, ...(expiresAt === undefined ? {} : { expiresAt }) };
}

export async function endPause(
  client: ECSClient,
  { deployment, hookId }: Pause,
  action: DeploymentLifecycleHookAction,
  abortSignal: AbortSignal,
): Promise<void> {
  const command = new ContinueServiceDeploymentCommand({ serviceDeploymentArn: deployment, hookId, action });
  await explained(client.send(command, { abortSignal }));
}
