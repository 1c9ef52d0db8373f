import { containerNames, logRouterRoom } from "../../../infra/taskContainers";
import { type Container, type ContainerDefinition, definition } from "./definition";
import type { ContainersArgs } from "./index";

/** The module's log goes through the router if there is one. */
export function applicationLogs(args: ContainersArgs): Container["logs"] {
  const { logRouter } = args.module;
  return logRouter
    ? { logDriver: "awsfirelens", options: sorted(logRouter.options), secretOptions: [] }
    : moduleLogs(args, containerNames.application);
}

/** Streams of the module's log group. Never wait for the log service: a full buffer loses lines rather than answers. */
export function moduleLogs(
  { logGroup, region }: Pick<ContainersArgs, "logGroup" | "region">,
  prefix: string,
): Container["logs"] {
  return {
    logDriver: "awslogs",
    options: {
      "awslogs-group": logGroup,
      "awslogs-region": region,
      "awslogs-stream-prefix": prefix,
      mode: "non-blocking",
      "max-buffer-size": "25m",
    },
    secretOptions: [],
  };
}

/**
 * Fluent Bit as AWS builds it. Its own log goes to CloudWatch, where one reads why lines do not arrive. AWS recommends
 * that the task ends with it: nobody would see that lines are lost.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef.html
 */
export function logRouter(args: ContainersArgs): ContainerDefinition {
  return definition({
    name: containerNames.logRouter,
    image: "public.ecr.aws/aws-observability/aws-for-fluent-bit:3.4.16",
    essential: true,
    cpu: logRouterRoom.cpu,
    memory: logRouterRoom.memoryMiB,
    // The socket through which the lines come belongs to root.
    user: "0",
    readOnly: false,
    environment: { AWS_REGION: args.region },
    logs: moduleLogs(args, containerNames.logRouter),
    firelens: { type: "fluentbit", options: { "enable-ecs-log-metadata": "true" } },
  });
}

function sorted(options: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1)));
}
