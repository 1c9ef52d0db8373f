import type { LogGroup } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { decryptSessions, invokeEndpoints, sendTraces } from "../../infra/iam/containers";
import { consumeMessages } from "../../infra/iam/queues";
import { createRole, type RoleRef } from "../../infra/iam/role";
import {
  findLogGroup,
  invokeModels,
  openSessions,
  pullImages,
  type Statement,
  writeLogs,
} from "../../infra/iam/statements";
import { serviceTrust } from "../../infra/iam/trust";
import { repositoryName } from "../../infra/naming";
import type { Calls } from "./calls";
import type { ContainerModuleArgs } from "./ContainerModule";
import type { QueueRef } from "./queue";

export interface ModuleRoles {
  /** What ECS does to start the task: pull, read secrets, write logs. */
  readonly execution: RoleRef;
  /** What the module itself may do. */
  readonly task: RoleRef;
}

interface RoleParts {
  readonly logGroup: LogGroup;
  readonly queue: QueueRef | undefined;
  readonly calls: Calls;
}

export function createRoles(
  name: string,
  args: ContainerModuleArgs,
  { logGroup, queue, calls }: RoleParts,
  tags: Record<string, string>,
  parent: pulumi.Resource,
): ModuleRoles {
  const { scope, registry, data } = args;
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
          .all([registry, logGroup.arn])
          .apply(([{ account, region }, logGroupArn]) => [
            ...pullImages(`arn:aws:ecr:${region}:${account}:repository/${repositoryName(name)}`),
            writeLogs(logGroupArn),
          ]),
        ...data.executionStatements,
      ],
    },
    scope,
    { parent },
  );
  const task = createRole(
    `${name}-task`,
    {
      description: `What ${name} may do`,
      trust,
      tags,
      statements: [...data.taskStatements, ...calls.taskStatements, ...ownStatements(args, queue)],
    },
    scope,
    { parent },
  );
  return { execution, task };
}

/** What the module does with the platform and with AWS, besides its data and those it calls. */
function ownStatements(
  args: ContainerModuleArgs,
  queue: QueueRef | undefined,
): pulumi.Input<readonly Statement[]>[] {
  const { scope, platform, logsKey, sagemakerEndpoints } = args;
  const endpoints = scope.account.apply((account) => [
    invokeEndpoints(scope.region, account, sagemakerEndpoints),
  ]);
  // Whoever enters a container is recorded, and it is the container that writes the record.
  const sessions = pulumi
    .all([platform.sessionLogs.arn, logsKey.arn])
    .apply(([arn, keyArn]) => [
      openSessions(),
      decryptSessions(keyArn),
      ...findLogGroup(arn),
      writeLogs(arn),
    ]);
  return [
    ...(args.aiProviders.includes("bedrock") ? [[invokeModels(scope.region)]] : []),
    ...(sagemakerEndpoints.length > 0 ? [endpoints] : []),
    ...(args.tracing ? [[sendTraces()]] : []),
    ...(args.container.exec ? [sessions] : []),
    ...(queue ? [queue.arn.apply((arn) => [consumeMessages(arn)])] : []),
  ];
}
