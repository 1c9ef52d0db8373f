import type { LogGroup } from "@pulumi/aws/cloudwatch";
import { TaskDefinition } from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import { project } from "../../infra/naming";
import { timeoutChain } from "../../infra/timeouts";
import { runningImage } from "./bootstrapImage";
import type { ContainerModuleArgs } from "./ContainerModule";
import { containerDefinitions, taskVolumes } from "./containers";
import type { ModuleRoles } from "./roles";

export interface TaskDefinitionArgs extends ContainerModuleArgs {
  readonly roles: ModuleRoles;
  readonly logGroup: LogGroup;
  readonly tags: Record<string, string>;
}

const architectures = { arm64: "ARM64", x86_64: "X86_64" } as const;

export function createTaskDefinition(
  name: string,
  args: TaskDefinitionArgs,
  parent: pulumi.Resource,
): TaskDefinition {
  const { scope, size, data, roles } = args;
  const variables = { ...args.environment, ...data.variables, ...platformVariables(name, args) };
  return new TaskDefinition(
    name,
    {
      family: `${project}-${scope.environment}-${name}`,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: String(size.cpu),
      memory: String(size.memoryMiB),
      runtimePlatform: { cpuArchitecture: architectures[size.architecture], operatingSystemFamily: "LINUX" },
      executionRoleArn: roles.execution.arn,
      taskRoleArn: roles.task.arn,
      volumes: taskVolumes(args),
      // AWS refuses the 20 GiB that are there anyway.
      ...(args.ephemeralStorageGiB > 20 ? { ephemeralStorage: { sizeInGib: args.ephemeralStorageGiB } } : {}),
      containerDefinitions: pulumi
        .all([args.released, pulumi.all(variables), pulumi.all([...data.secrets]), args.logGroup.name])
        .apply(([released, values, secrets, logGroup]) =>
          containerDefinitions({
            module: args,
            running: runningImage(released, args.port, args.health.path),
            variables: values,
            secrets,
            logGroup,
            region: scope.region,
          }),
        ),
      // A rollback needs the revision before this one.
      skipDestroy: true,
      tags: args.tags,
    },
    { parent },
  );
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
  };
}
