import type { LogGroup } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { type AiProvider, providersOf } from "../../infra/aiProviders";
import { pullGuardDutyAgent } from "../../infra/iam/accountSecurity";
import { invokeEndpoints, invokeModels } from "../../infra/iam/aiProviders";
import { decryptSessions, sendTraces } from "../../infra/iam/containers";
import { pullThrough } from "../../infra/iam/delivery";
import { consumeMessages } from "../../infra/iam/queues";
import { createRole } from "../../infra/iam/role";
import {
  findLogGroup,
  logInToRegistry,
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
import type { ModuleRolesRef } from "./refs";

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
): ModuleRolesRef {
  const { scope, registry, data, kept } = args;
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
            ...pulls(`arn:aws:ecr:${region}:${account}:repository/`, name, kept),
            pullGuardDutyAgent(scope.region),
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

/** The registry fetches anew what it once has thrown away of an image that is kept. */
function pulls(repositories: string, name: string, kept: ContainerModuleArgs["kept"]): Statement[] {
  return kept === undefined
    ? pullImages(`${repositories}${repositoryName(name)}`)
    : [logInToRegistry(), pullThrough(`${repositories}${kept.repository}`)];
}

/** What the module does with the platform and with AWS, besides its data and those it calls. */
function ownStatements(
  args: ContainerModuleArgs,
  queue: QueueRef | undefined,
): pulumi.Input<readonly Statement[]>[] {
  const { scope, platform, logsKey } = args;
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
    ...providersOf(args).flatMap((provider) => invocations(provider, scope)),
    ...(args.tracing ? [[sendTraces()]] : []),
    ...(args.container.exec ? [sessions] : []),
    ...(queue ? [queue.arn.apply((arn) => [consumeMessages(arn)])] : []),
  ];
}

/** Where IAM decides who calls; a provider with a key has nothing here. */
function invocations(
  { models, endpoints }: AiProvider,
  { region, account }: ContainerModuleArgs["scope"],
): pulumi.Output<readonly Statement[]>[] {
  if (models) return [account.apply((id) => invokeModels(region, id, models))];
  if (endpoints) return [account.apply((id) => [invokeEndpoints(region, id, endpoints)])];
  return [];
}
