import { reservedMemoryMiB } from "../../../infra/aws/instances";

/**
 * Settings of the ECS agent. Tasks do not reach the metadata, and with it the role, of their instance; on Spot they
 * are stopped in order when AWS takes the instance back.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */
export function poolUserData(cluster: string, gpus: boolean): string {
  return `#!/bin/bash
cat >> /etc/ecs/ecs.config <<CONFIG
ECS_CLUSTER=${cluster}
ECS_AWSVPC_BLOCK_IMDS=true
ECS_ENABLE_SPOT_INSTANCE_DRAINING=true
ECS_RESERVED_MEMORY=${reservedMemoryMiB}
${gpus ? "ECS_ENABLE_GPU_SUPPORT=true\n" : ""}CONFIG
`;
}
