import { containerNames, tracingRoom } from "../../../infra/taskContainers";
import { type ContainerDefinition, definition } from "./definition";
import type { ContainersArgs } from "./index";
import { moduleLogs } from "./logging";

/**
 * AWS Distro for OpenTelemetry with the configuration of its image that passes traces on to X-Ray and nothing else.
 * https://github.com/aws-observability/aws-otel-collector/blob/main/config/ecs/ecs-xray.yaml
 */
export function collector(args: ContainersArgs): ContainerDefinition {
  return definition({
    name: containerNames.tracing,
    image: "public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0",
    command: ["--config=/etc/ecs/ecs-xray.yaml"],
    // Without traces the module still answers.
    essential: false,
    cpu: tracingRoom.cpu,
    memory: tracingRoom.memoryMiB,
    restarts: true,
    readOnly: true,
    init: true,
    environment: { AWS_REGION: args.region },
    logs: moduleLogs(args, containerNames.tracing),
  });
}
