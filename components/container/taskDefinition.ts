import type { LogGroup } from "@pulumi/aws/cloudwatch";
import { TaskDefinition, type TaskDefinitionArgs } from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import { placeOf } from "../../infra/capacity";
import { moduleId, registryHost } from "../../infra/naming";
import { cacheVariables, tracingVariables } from "../../infra/taskContainers";
import { timeoutChain } from "../../infra/timeouts";
import { runningImage } from "./bootstrapImage";
import type { Calls } from "./calls";
import type { ContainerModuleArgs } from "./ContainerModule";
import { containerDefinitions } from "./containers";
import { taskVolumes } from "./containers/volumes";
import type { QueueRef } from "./queue";
import type { ModuleRolesRef } from "./refs";

export interface TaskParts {
  readonly roles: ModuleRolesRef;
  readonly logGroup: LogGroup;
  readonly queue: QueueRef | undefined;
  readonly calls: Calls;
  readonly tags: Record<string, string>;
}

const compatibilities = {
  fargate: "FARGATE",
  pool: "EC2",
  "managed-instances": "MANAGED_INSTANCES",
  external: "EXTERNAL",
} as const;

const architectures = { arm64: "ARM64", x86_64: "X86_64" } as const;

export function createTaskDefinition(
  name: string,
  args: ContainerModuleArgs,
  { roles, logGroup, queue, calls, tags }: TaskParts,
  parent: pulumi.Resource,
): TaskDefinition {
  const { scope, size, data } = args;
  const variables = {
    ...args.environment,
    ...data.variables,
    ...calls.variables,
    ...(queue ? { QUEUE_URL: queue.url } : {}),
    ...platformVariables(name, args),
  };
  return new TaskDefinition(
    name,
    {
      family: moduleId(scope.environment, name),
      ...whereItRuns(args),
      cpu: String(size.cpu),
      memory: String(size.memoryMiB),
      executionRoleArn: roles.execution.arn,
      taskRoleArn: roles.task.arn,
      volumes: taskVolumes(args),
      // AWS refuses the 20 GiB that are there anyway.
      ...(args.ephemeralStorageGiB > 20 ? { ephemeralStorage: { sizeInGib: args.ephemeralStorageGiB } } : {}),
      containerDefinitions: pulumi
        .all([
          keptOr(args.released, args),
          pulumi.all(variables),
          pulumi.all([...data.secrets]),
          logGroup.name,
        ])
        .apply(([released, values, secrets, logGroupName]) =>
          containerDefinitions({
            module: args,
            running: {
              ...runningImage(released, args),
              ...(args.kept ? { command: args.kept.command } : {}),
            },
            variables: values,
            secrets,
            logGroup: logGroupName,
            region: scope.region,
          }),
        ),
      // A rollback needs the revision before this one.
      skipDestroy: true,
      tags,
    },
    { parent },
  );
}

/** An image that is kept comes from the same registry as those of releases. */
function keptOr(released: ContainerModuleArgs["released"], { kept, registry }: ContainerModuleArgs) {
  if (kept === undefined) return pulumi.output(released);
  return pulumi
    .output(registry)
    .apply(({ account, region }) => `${registryHost(account, region)}/${kept.repository}@${kept.digest}`);
}

function whereItRuns({ capacity, size }: ContainerModuleArgs): Partial<TaskDefinitionArgs> {
  const place = placeOf(capacity);
  const requiresCompatibilities = [compatibilities[place]];
  // A server of the company has no interface in the VPC to give away, and a task finds it by what it is.
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
  return place === "external"
    ? {
        requiresCompatibilities,
        networkMode: "bridge",
        placementConstraints: [
          { type: "memberOf", expression: `attribute:ecs.cpu-architecture == ${size.architecture}` },
        ],
      }
    : {
        requiresCompatibilities,
        networkMode: "awsvpc",
        runtimePlatform: {
          cpuArchitecture: architectures[size.architecture],
          operatingSystemFamily: "LINUX",
        },
      };
}

/** What every module finds in its environment; the configuration refuses modules that set these themselves. */
function platformVariables(name: string, args: ContainerModuleArgs): Record<string, string> {
  const { heartbeat, keepAlive } = timeoutChain(args.longestResponseSeconds);
  return {
    AWS_REGION: args.scope.region,
    ENVIRONMENT: args.scope.environment,
    HEARTBEAT_SECONDS: String(heartbeat),
    KEEP_ALIVE_SECONDS: String(keepAlive),
    MODULE: name,
    PORT: String(args.port),
    ...cacheVariables(args),
    ...(args.tracing ? tracingVariables(name) : {}),
  };
}
