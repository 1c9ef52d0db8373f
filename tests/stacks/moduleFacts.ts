import { runningOf } from "../../automation/plan/running";
import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import type { Graph, GraphNode } from "../../simulator/graph";
import { dataFactsOf } from "./moduleDataFacts";

/** What tells one way to run from another, each topic in one line; a topic without anything is absent. */
export type Facts = Readonly<Record<string, string>>;

/** Alarms that every module has which is more than jobs, however it runs. */
const ofAllThatRuns = ["cpu", "deployments", "memory", "restarts"].map((what) => `one-${what}`);

/** Of a composite alarm, which alone tells somebody. */
const isPart = ({ alarmActions }: GraphNode["inputs"]) => (alarmActions as readonly string[]).length === 0;

/** The facts of the module `one`. */
export function factsOf(config: EnvironmentConfig, graph: Graph): Facts {
  const mine = graph.nodes.filter((node) =>
    graph.lineage(node).some(({ type, name }) => type.endsWith(":ContainerModule") && name === "one"),
  );
  const of = (type: string, text: (node: GraphNode) => string) =>
    mine.filter((node) => node.type === type).map(text);
  const alarms = mine
    .filter(({ type, inputs }) => type === "aws:cloudwatch/metricAlarm:MetricAlarm" && !isPart(inputs))
    .map(({ name }) => name);
  const facts: Readonly<Record<string, readonly string[]>> = {
    ...planned(config),
    place: of("aws:ecs/service:Service", placeText),
    task: of("aws:ecs/taskDefinition:TaskDefinition", taskText),
    containers: of("aws:ecs/taskDefinition:TaskDefinition", containersText),
    release: of("aws:ecs/service:Service", releaseText),
    targets: of("aws:lb/targetGroup:TargetGroup", targetText),
    watched: alarms.filter((name) => ofAllThatRuns.includes(name)),
    alarms: alarms.filter((name) => !ofAllThatRuns.includes(name)),
    objectives: of("aws:cloudwatch/compositeAlarm:CompositeAlarm", ({ name }) => name),
    scaling: of("aws:appautoscaling/policy:Policy", policyText),
    clock: of("aws:appautoscaling/scheduledAction:ScheduledAction", actionText),
    ways: [
      ...of(
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        (node) => `in ${wayText(graph, node)}`,
      ),
      ...of(
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        (node) => `out ${wayText(graph, node)}`,
      ),
    ],
    jobs: of("aws:scheduler/schedule:Schedule", jobText),
    queues: of("aws:sqs/queue:Queue", queueText),
    ...dataFactsOf(graph),
  };
  return Object.fromEntries(
    Object.entries(facts)
      .filter(([, texts]) => texts.length > 0)
      .map(([topic, texts]) => [topic, [...texts].sort().join("; ")] as const),
  );
}

/** What the plan says of it. */
function planned(config: EnvironmentConfig): Record<string, readonly string[]> {
  const one = runningOf(config).modules.find(({ module }) => module === "one")!;
  return {
    kind: [one.kind],
    runs: [one.runsOn],
    tasks: [`${one.tasks.min}-${one.tasks.max}`],
    spot: one.spotPercent === undefined ? [] : [`${one.spotPercent}%`],
    scales: one.scalesBy,
    takesOver: one.release === undefined ? [] : [one.release],
    goesBack: one.rollsBackOn,
    calls: one.calls,
  };
}

interface Service {
  readonly launchType?: string;
  readonly capacityProviderStrategies?: readonly {
    capacityProvider: string;
    base?: number;
    weight: number;
  }[];
  readonly orderedPlacementStrategies?: readonly { type: string; field?: string }[];
  readonly placementConstraints?: readonly { type: string; expression?: string }[];
  readonly availabilityZoneRebalancing: string;
  readonly deploymentCircuitBreaker: { readonly enable: boolean };
  readonly deploymentConfiguration?: {
    readonly strategy: string;
    readonly bakeTimeInMinutes?: string;
    readonly canaryConfiguration?: object;
    readonly linearConfiguration?: object;
    readonly lifecycleHooks?: readonly { readonly targetType: string }[];
  };
  readonly alarms?: { readonly alarmNames: readonly string[]; readonly enable: boolean };
  readonly waitForSteadyState: boolean;
}

function placeText({ inputs }: GraphNode): string {
  const service = inputs as unknown as Service;
  const { launchType, capacityProviderStrategies: providers = [] } = service;
  const rules = (service.orderedPlacementStrategies ?? []).map(({ type, field = "" }) => `${type} ${field}`);
  const constraints = (service.placementConstraints ?? []).map(({ type, expression }) => expression ?? type);
  return [
    ...(launchType === undefined ? [] : [launchType]),
    ...providers.map(({ capacityProvider, base, weight }) =>
      [capacityProvider, weight, base].join(" ").trim(),
    ),
    ...rules.map((rule) => rule.replace("attribute:ecs.", "").trim()),
    ...constraints,
    service.availabilityZoneRebalancing === "ENABLED" ? "rebalanced" : "not rebalanced",
  ].join(", ");
}

function releaseText({ inputs }: GraphNode): string {
  const {
    deploymentConfiguration: how,
    deploymentCircuitBreaker,
    alarms,
    waitForSteadyState,
  } = inputs as unknown as Service;
  const steps = Object.values(how?.canaryConfiguration ?? how?.linearConfiguration ?? {}).map(String);
  return [
    how?.strategy ?? "no strategy",
    ...steps,
    ...(how?.bakeTimeInMinutes === undefined ? [] : [`bake ${how.bakeTimeInMinutes}`]),
    ...(deploymentCircuitBreaker.enable ? ["breaker"] : []),
    ...(how?.lifecycleHooks ?? []).map(({ targetType }) => targetType),
    ...(alarms?.enable ? [`${alarms.alarmNames.length} alarms`] : []),
    ...(waitForSteadyState ? [] : ["not waited for"]),
  ].join(" ");
}

interface Task {
  readonly requiresCompatibilities: readonly string[];
  readonly networkMode: string;
  readonly cpu: string;
  readonly memory: string;
  readonly runtimePlatform?: { readonly cpuArchitecture: string };
  readonly ephemeralStorage?: { readonly sizeInGib: number };
  readonly containerDefinitions: string;
}

function taskText({ inputs }: GraphNode): string {
  const task = inputs as unknown as Task;
  return [
    task.requiresCompatibilities.join("+"),
    task.networkMode,
    task.cpu,
    task.memory,
    task.runtimePlatform?.cpuArchitecture ?? "any processor",
    ...(task.ephemeralStorage === undefined ? [] : [`disk ${task.ephemeralStorage.sizeInGib}`]),
  ].join(" ");
}

interface Container {
  readonly name: string;
  readonly essential: boolean;
  readonly dependsOn?: readonly { readonly containerName: string; readonly condition: string }[];
  readonly mountPoints?: readonly { readonly containerPath: string }[];
  readonly resourceRequirements?: readonly { readonly type: string; readonly value: string }[];
  readonly ulimits?: readonly { readonly name: string }[];
}

function containersText({ inputs }: GraphNode): string {
  const containers = JSON.parse((inputs as unknown as Task).containerDefinitions) as Container[];
  return containers
    .map(({ name, essential, dependsOn = [], mountPoints = [], resourceRequirements = [], ulimits = [] }) =>
      [
        name + (essential ? "!" : ""),
        ...dependsOn.map((other) => `<${other.containerName}:${other.condition}`),
        ...mountPoints.map(({ containerPath }) => containerPath),
        ...resourceRequirements.map(({ type, value }) => `${value} ${type}`),
        ...ulimits.map((limit) => limit.name),
      ].join(" "),
    )
    .join(", ");
}

const targetText = ({ name, inputs }: GraphNode) =>
  `${name} ${String(inputs.protocol)} ${String(inputs.port)}`;

interface Tracking {
  readonly targetValue: number;
  readonly scaleOutCooldown: number;
  readonly scaleInCooldown: number;
}

function policyText({ name, inputs }: GraphNode): string {
  const {
    targetTrackingScalingPolicyConfiguration: tracking,
    predictiveScalingPolicyConfiguration: forecast,
  } = inputs as { [key: string]: unknown };
  if (forecast !== undefined) return `${name} ${(forecast as { mode: string }).mode}`;
  const { targetValue, scaleOutCooldown, scaleInCooldown } = tracking as Tracking;
  return `${name} ${targetValue} ${scaleOutCooldown}/${scaleInCooldown}`;
}

function actionText({ name, inputs }: GraphNode): string {
  const { minCapacity, maxCapacity } = inputs.scalableTargetAction as Record<string, number>;
  return `${name} ${String(inputs.schedule)} ${String(inputs.timezone)} ${minCapacity}-${maxCapacity}`;
}

/** The other end by its name where it is a group of the graph. */
function wayText(graph: Graph, { name, inputs }: GraphNode): string {
  const nameOf = (id: unknown) =>
    graph.ofType("aws:ec2/securityGroup:SecurityGroup").find(({ outputs }) => outputs.id === id)?.name;
  const there = nameOf(inputs.referencedSecurityGroupId) ?? String(inputs.cidrIpv4);
  return `${nameOf(inputs.securityGroupId) ?? name} ${there} ${String(inputs.fromPort)}`;
}

function jobText({ name, inputs }: GraphNode): string {
  const target = inputs.target as {
    readonly ecsParameters: { readonly taskCount?: number; readonly launchType?: string };
    readonly retryPolicy: { readonly maximumRetryAttempts: number };
  };
  const { taskCount = 1, launchType } = target.ecsParameters;
  return [
    name,
    inputs.scheduleExpression,
    inputs.scheduleExpressionTimezone,
    `x${taskCount}`,
    `retries ${target.retryPolicy.maximumRetryAttempts}`,
    ...(launchType === undefined ? [] : [launchType]),
    inputs.state,
  ].join(" ");
}

function queueText({ name, inputs }: GraphNode): string {
  const { visibilityTimeoutSeconds, messageRetentionSeconds, redrivePolicy } = inputs as {
    readonly visibilityTimeoutSeconds?: number;
    readonly messageRetentionSeconds: number;
    readonly redrivePolicy?: string;
  };
  const redrive = JSON.parse(redrivePolicy ?? "{}") as { readonly maxReceiveCount?: number };
  return [
    `${name} ${visibilityTimeoutSeconds ?? ""}/${messageRetentionSeconds}`,
    ...(redrive.maxReceiveCount === undefined ? [] : [`x${redrive.maxReceiveCount}`]),
  ].join(" ");
}
