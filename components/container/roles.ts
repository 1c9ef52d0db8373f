import type { LogGroup } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { createRole, type RoleRef } from "../../infra/iam/role";
import { findLogGroup, invokeModels, openSessions, pullImages, writeLogs } from "../../infra/iam/statements";
import { serviceTrust } from "../../infra/iam/trust";
import { repositoryName } from "../../infra/naming";
import type { ContainerModuleArgs } from "./ContainerModule";

export interface ModuleRoles {
  /** What ECS does to start the task: pull, read secrets, write logs. */
  readonly execution: RoleRef;
  /** What the module itself may do. */
  readonly task: RoleRef;
}

export function createRoles(
  name: string,
  args: ContainerModuleArgs,
  logGroup: LogGroup,
  tags: Record<string, string>,
  parent: pulumi.Resource,
): ModuleRoles {
  const { scope, data } = args;
  const trust = scope.account.apply((account) =>
    serviceTrust("ecs-tasks.amazonaws.com", account, `arn:aws:ecs:${scope.region}:${account}:*`),
  );
  const execution = createRole(
    `${name}-execution`,
    {
      description: `Starts the tasks of ${name}`,
      trust,
      tags,
      statements: [
        pulumi
          .all([scope.account, logGroup.arn])
          .apply(([account, logGroupArn]) => [
            ...pullImages(`arn:aws:ecr:${scope.region}:${account}:repository/${repositoryName(name)}`),
            writeLogs(logGroupArn),
          ]),
        ...data.executionStatements,
      ],
    },
    scope,
    { parent },
  );
  // Whoever enters a container is recorded, and it is the container that writes the record.
  const sessions = args.platform.sessionLogs.arn.apply((arn) => [
    openSessions(),
    ...findLogGroup(arn),
    writeLogs(arn),
  ]);
  const own = [
    ...(args.aiProviders.includes("bedrock") ? [[invokeModels(scope.region)]] : []),
    ...(args.container.exec ? [sessions] : []),
  ];
  const task = createRole(
    `${name}-task`,
    {
      description: `What ${name} may do`,
      trust,
      tags,
      statements: [...data.taskStatements, ...own],
    },
    scope,
    { parent },
  );
  return { execution, task };
}
