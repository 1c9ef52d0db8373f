import type { ServiceArgs } from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import type { ModuleConfig } from "../../infra/config/schema/module";
import { createRole } from "../../infra/iam/role";
import { invokeFunction } from "../../infra/iam/statements";
import { ecsTrust } from "../../infra/iam/trust";
import { stageName } from "../../infra/naming";
import { moduleHeader } from "../../infra/routes";
import { deploymentMinutes, isSmokeTested, shiftsTraffic } from "../../infra/trafficShift";
import type { ContainerModuleArgs } from "./ContainerModule";
import { createReleaseAlarms } from "./releaseAlarms";
import type { Routing } from "./routing";
import type { ServicePart } from "./servicePart";

/** How a new revision takes over, and what takes it back. */
export function createRelease(
  name: string,
  args: ContainerModuleArgs,
  routing: Routing | undefined,
  tags: Record<string, string>,
  parent: pulumi.Resource,
): ServicePart {
  const alarms = createReleaseAlarms(name, args, routing, tags, parent);
  const hook = createSmokeTestHook(name, args, tags, parent);
  const minutes = `${deploymentMinutes(args)}m`;
  return {
    args: deploymentSettings(args.release, { hook, alarmNames: alarms.map((alarm) => alarm.name) }),
    needs: alarms,
    opts: { customTimeouts: { create: minutes, update: minutes } },
  };
}

type DeploymentConfiguration = pulumi.Unwrap<NonNullable<ServiceArgs["deploymentConfiguration"]>>;
export type LifecycleHook = NonNullable<NonNullable<DeploymentConfiguration>["lifecycleHooks"]>[number];

export interface ReleaseParts {
  /** The smoke test, if there is one. */
  readonly hook: pulumi.Input<LifecycleHook> | undefined;
  readonly alarmNames: readonly pulumi.Input<string>[];
}

/** Hooks stand where the new revision runs and answers at the test listener, but has no traffic yet. */
const beforeTraffic = ["POST_TEST_TRAFFIC_SHIFT"];

/**
 * The breaker is for rolling updates only, and what the provider is not told stays as it was, so that both are said
 * with every strategy.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
export function deploymentSettings(
  release: ModuleConfig["release"],
  { hook, alarmNames }: ReleaseParts,
): Partial<ServiceArgs> {
  const rolling = !shiftsTraffic(release);
  const { approvalMinutes } = release;
  const lifecycleHooks = [
    ...(hook === undefined ? [] : [hook]),
    ...(rolling || approvalMinutes === false ? [] : [approval(approvalMinutes)]),
  ];
  return {
    deploymentCircuitBreaker: { enable: rolling, rollback: rolling },
    deploymentMinimumHealthyPercent: 100,
    deploymentMaximumPercent: 200,
    deploymentConfiguration: {
      ...strategySettings(release),
      ...(lifecycleHooks.length === 0 ? {} : { lifecycleHooks }),
    },
    ...(alarmNames.length === 0
      ? {}
      : {
          alarms: {
            alarmNames: [...alarmNames],
            enable: release.alarms !== false,
            rollback: release.alarms !== false,
          },
        }),
    // A person may take longer than the engine can wait; `deploy` sees afterwards what became of it.
    waitForSteadyState: rolling || approvalMinutes === false,
  };
}

function strategySettings(release: ModuleConfig["release"]): NonNullable<DeploymentConfiguration> {
  const bakeTimeInMinutes = String(release.bakeMinutes);
  const stepMinutes = String(release.stepMinutes);
  switch (release.strategy) {
    case "rolling":
      return { strategy: "ROLLING" };
    case "blue-green":
      return { strategy: "BLUE_GREEN", bakeTimeInMinutes };
    case "canary":
      return {
        strategy: "CANARY",
        bakeTimeInMinutes,
        canaryConfiguration: { canaryPercent: release.stepPercent, canaryBakeTimeInMinutes: stepMinutes },
      };
    case "linear":
      return {
        strategy: "LINEAR",
        bakeTimeInMinutes,
        linearConfiguration: { stepPercent: release.stepPercent, stepBakeTimeInMinutes: stepMinutes },
      };
  }
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html */
function approval(minutes: number): LifecycleHook {
  return {
    targetType: "PAUSE",
    lifecycleStages: beforeTraffic,
    timeoutConfiguration: { action: "ROLLBACK", timeoutInMinutes: String(minutes) },
  };
}

/** With these, the function answers within its own minute: five attempts of five seconds. */
const patience = { timeoutSeconds: 5, attempts: 5, intervalSeconds: 3 };

function createSmokeTestHook(
  name: string,
  args: ContainerModuleArgs,
  tags: Record<string, string>,
  parent: pulumi.Resource,
): pulumi.Output<LifecycleHook> | undefined {
  const { smokeTest } = args.release;
  if (!smokeTest || !isSmokeTested(args)) return undefined;
  const { functionArn } = args.platform.smokeTest!;
  const { url, host } = args.platform.loadBalancers[args.loadBalancer]!.test!;
  const role = createRole(
    `${name}-smoke-test`,
    {
      description: `Lets ECS ask a new revision of ${name}`,
      trust: ecsTrust(),
      tags,
      statements: [functionArn.apply((arn) => [invokeFunction(arn)])],
    },
    args.scope,
    { parent },
  );
  return pulumi.all([functionArn, role.arn, url]).apply(([hookTargetArn, roleArn, base]) => ({
    targetType: "AWS_LAMBDA",
    hookTargetArn,
    roleArn,
    lifecycleStages: beforeTraffic,
    hookDetails: JSON.stringify({
      url: `${base}/${stageName}${smokeTest.path}`,
      ...(host === undefined ? {} : { host }),
      headers: { [moduleHeader]: name },
      status: smokeTest.status,
      ...patience,
    }),
  }));
}
