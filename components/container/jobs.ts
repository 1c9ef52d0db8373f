import { Schedule, ScheduleGroup } from "@pulumi/aws/scheduler";
import type { Queue } from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import type { JobConfig } from "../../infra/config/schema/jobs";
import { familyArn, passRolesToTasks, runTasks, tagNewTasks } from "../../infra/iam/jobs";
import { sendMessages } from "../../infra/iam/queues";
import { createRole, type RoleRef } from "../../infra/iam/role";
import { serviceTrust } from "../../infra/iam/trust";
import { moduleId } from "../../infra/naming";
import type { TaskLaunch } from "../../infra/taskLaunch";
import { overridesOf } from "../../infra/taskOverrides";
import type { ContainerModuleArgs } from "./ContainerModule";
import { collectFailedTasks, createFailureQueue } from "./failures";
import type { ModuleRolesRef } from "./refs";
import type { ServicePart } from "./servicePart";

interface JobsArgs {
  readonly launch: pulumi.Output<TaskLaunch>;
  readonly roles: ModuleRolesRef;
  readonly capacity: ServicePart;
  readonly tags: Record<string, string>;
}

/** Starts the module's jobs when it is time, and tells when one fails. */
export function createJobs(
  name: string,
  args: ContainerModuleArgs,
  { launch, roles, capacity, tags }: JobsArgs,
  parent: pulumi.Resource,
): void {
  const jobs = Object.entries(args.jobs);
  if (jobs.length === 0) return;
  const family = launch.apply((one) => one.family);
  const failures = createFailureQueue(name, "failures", args, tags, parent);
  collectFailedTasks(name, args, family, failures, tags, parent);
  // Of its own, so that whoever releases here changes no schedule of another environment.
  const group = new ScheduleGroup(name, { name: moduleId(args.scope.environment, name), tags }, { parent });
  const role = createScheduler(name, args, { family, roles, failures, tags }, parent);
  for (const [job, config] of jobs)
    new Schedule(
      // Module and job may both have hyphens, but no two at once.
      `${name}--${job}`,
      {
        groupName: group.name,
        description: `Job ${job} of ${name}`,
        scheduleExpression: config.schedule,
        scheduleExpressionTimezone: config.timezone,
        flexibleTimeWindow: { mode: "OFF" },
        // The image that stands in until the first release has no such command.
        state: pulumi
          .output(args.released)
          .apply((released) => (config.enabled && released !== undefined ? "ENABLED" : "DISABLED")),
        target: {
          arn: args.platform.cluster.arn,
          roleArn: role.arn,
          input: JSON.stringify(overridesOf(config.command)),
          ecsParameters: pulumi
            .all([launch, args.scope.account])
            .apply(([one, account]) => ecsParameters(one, config, args, account)),
          retryPolicy: {
            maximumRetryAttempts: config.retries,
            maximumEventAgeInSeconds: config.maximumAgeMinutes * 60,
          },
          deadLetterConfig: { arn: failures.arn },
        },
      },
      { parent, dependsOn: [...capacity.needs, ...args.data.ready] },
    );
}

function ecsParameters(launch: TaskLaunch, { tasks }: JobConfig, args: ContainerModuleArgs, account: string) {
  const { family, capacityProviders, placementStrategies, placementConstraints, network } = launch;
  return {
    // No revision: the newest one, so that a release need not touch the schedule.
    taskDefinitionArn: familyArn({ region: args.scope.region, account, family }),
    taskCount: tasks,
    ...(capacityProviders.length > 0 ? { capacityProviderStrategies: [...capacityProviders] } : {}),
    ...(launch.launchType === undefined ? {} : { launchType: launch.launchType }),
    ...(placementStrategies.length > 0 ? { placementStrategies: [...placementStrategies] } : {}),
    ...(placementConstraints.length > 0 ? { placementConstraints: [...placementConstraints] } : {}),
    ...(network === undefined
      ? {}
      : {
          networkConfiguration: {
            subnets: [...network.subnets],
            securityGroups: [...network.securityGroups],
            assignPublicIp: false,
          },
        }),
    enableEcsManagedTags: true,
    enableExecuteCommand: args.container.exec,
    propagateTags: "TASK_DEFINITION",
  };
}

interface SchedulerParts {
  readonly family: pulumi.Output<string>;
  readonly roles: ModuleRolesRef;
  readonly failures: Queue;
  readonly tags: Record<string, string>;
}

/** The role that starts the module's tasks, and no others. */
function createScheduler(
  name: string,
  { scope, platform }: ContainerModuleArgs,
  { family, roles, failures, tags }: SchedulerParts,
  parent: pulumi.Resource,
): RoleRef {
  const { region } = scope;
  return createRole(
    `${name}-scheduler`,
    {
      description: `Starts the jobs of ${name}`,
      // AWS names the group as the source, never the schedule.
      // https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
      trust: scope.account.apply((account) =>
        serviceTrust(
          "scheduler.amazonaws.com",
          account,
          `arn:aws:scheduler:${region}:${account}:schedule-group/${moduleId(scope.environment, name)}`,
        ),
      ),
      statements: [
        pulumi
          .all([
            scope.account,
            family,
            platform.cluster.arn,
            roles.execution.arn,
            roles.task.arn,
            failures.arn,
          ])
          .apply(([account, known, cluster, execution, task, queue]) => [
            runTasks({ region, account, family: known, cluster }),
            tagNewTasks({ cluster }),
            passRolesToTasks([execution, task]),
            sendMessages([queue]),
          ]),
      ],
      tags,
    },
    scope,
    { parent },
  );
}
