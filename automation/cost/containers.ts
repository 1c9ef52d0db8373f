import type { GraphNode } from "../../simulator/graph";
import { diskFindings } from "./disk";
import {
  unpriced,
  type EstimateContext,
  type Estimator,
  type EstimatorTable,
  type Finding,
} from "./estimator";
import { providerName } from "./pools";
import { numberOf, recordOf, recordsOf, textOf } from "./read";
import { serviceStrategies, splitTasks, taskCount } from "./tasks";
import { taskSize } from "./taskSize";

const providerType = "aws:ecs/capacityProvider:CapacityProvider";
const activationType = "aws:ssm/activation:Activation";
const field = "modules.<name>.size";

/** Storage that every Fargate task has without extra pay (AWS's Fargate pricing). */
const freeEphemeralGb = 20;

interface FargateSize {
  readonly architecture: "arm" | "x86";
  readonly vcpus: number;
  readonly memoryGb: number;
  /** Billed storage: what is above the free 20 GB. */
  readonly ephemeralGb: number;
}

/** 1024 CPU units are one vCPU; memory is in MiB. */
function fargateSize(definition: GraphNode): FargateSize | undefined {
  const size = taskSize(definition);
  const platform = recordOf(definition.inputs.runtimePlatform);
  const windows = (textOf(platform.operatingSystemFamily) ?? "LINUX").startsWith("WINDOWS");
  if (size === undefined || windows) return undefined;
  const ephemeral = numberOf(recordOf(definition.inputs.ephemeralStorage).sizeInGib) ?? freeEphemeralGb;
  return {
    architecture: platform.cpuArchitecture === "ARM64" ? "arm" : "x86",
    vcpus: size.cpu / 1024,
    memoryGb: size.memoryMiB / 1024,
    ephemeralGb: Math.max(0, ephemeral - freeEphemeralGb),
  };
}

/** vCPU and memory; a Savings Plan covers on demand alone. */
function sizeHours(
  size: FargateSize,
  tasks: number,
  spot: boolean,
  { assumptions }: EstimateContext,
): Finding[] {
  const words = `Fargate ${spot ? "Spot " : ""}${size.architecture === "arm" ? "ARM" : "x86"}`;
  const rest = {
    field,
    discountPercent: spot ? assumptions.spotDiscountPercent : assumptions.savingsPlanPercent,
    unverified: spot,
  };
  const hours = tasks * assumptions.hoursPerMonth;
  return [
    {
      item: `${words} vCPU-hours`,
      quantity: size.vcpus * hours,
      price: `fargate.${size.architecture}.vcpu`,
      ...rest,
    },
    {
      item: `${words} memory GB-hours`,
      quantity: size.memoryGb * hours,
      price: `fargate.${size.architecture}.memory`,
      ...rest,
    },
  ];
}

function fargateFindings(
  node: GraphNode,
  onDemand: number,
  spot: number,
  context: EstimateContext,
): readonly Finding[] {
  const tasks = onDemand + spot;
  if (tasks === 0) return [];
  const definition = context.graph.withArn(node.inputs.taskDefinition);
  if (definition === undefined) return [unpriced("the task definition is not a resource of this program")];
  const size = fargateSize(definition);
  if (size === undefined) return [unpriced("the task definition gives no Linux size in CPU units and MiB")];
  const hours = tasks * context.assumptions.hoursPerMonth;
  const publicAddress = recordOf(node.inputs.networkConfiguration).assignPublicIp === true;
  return [
    ...sizeHours(size, onDemand, false, context),
    ...sizeHours(size, spot, true, context),
    {
      item: "Fargate storage GB-hours above 20 GB",
      quantity: size.ephemeralGb * hours,
      price: "fargate.ephemeral",
      field,
    },
    { item: "public IPv4 address hours", quantity: publicAddress ? hours : 0, price: "ipv4.hour" },
  ];
}

/** The volume that ECS makes for each task of the service. */
function taskDisks(node: GraphNode, tasks: number): readonly Finding[] {
  const ebs = recordOf(recordOf(node.inputs.volumeConfiguration).managedEbsVolume);
  if (Object.keys(ebs).length === 0) return [];
  return diskFindings({
    item: "EBS gp3 volume of the task",
    count: tasks,
    type: ebs.volumeType ?? "gp3",
    sizeGiB: ebs.sizeInGb,
    iops: ebs.iops,
    throughput: ebs.throughput,
    field,
  });
}

/** AWS picks the instances for the tasks when it starts them, so all that is known is what they must hold. */
function managedFindings(
  node: GraphNode,
  share: ReadonlyMap<string, number>,
  { graph }: EstimateContext,
): readonly Finding[] {
  const managed = graph
    .ofType(providerType)
    .filter(({ inputs }) => inputs.managedInstancesProvider !== undefined)
    .map(providerName);
  const tasks = managed.reduce((sum, name) => sum + (share.get(name) ?? 0), 0);
  if (tasks === 0) return [];
  const definition = graph.withArn(node.inputs.taskDefinition);
  const size = definition === undefined ? undefined : taskSize(definition);
  const each =
    size === undefined
      ? "of unknown size"
      : `of ${size.cpu / 1024} vCPU, ${size.memoryMiB} MiB and ${size.gpus} GPUs each`;
  return [
    unpriced(
      `ECS Managed Instances for ${tasks} tasks ${each}: hours of EC2 instances that AWS picks, and its fee`,
    ),
  ];
}

/**
 * Tasks on a company's own instances cost nothing here: the instances do, and for ECS Anywhere the servers.
 * Rollouts, which run twice the tasks, are left out.
 */
const service: Estimator = (node, context) => {
  const external = node.inputs.launchType === "EXTERNAL";
  if (external && context.graph.ofType(activationType).length === 0)
    return [unpriced("how many servers of ECS Anywhere are registered is not known here")];
  const tasks = taskCount(node, context.graph);
  const share = splitTasks(tasks, serviceStrategies(node, context.graph));
  return [
    ...fargateFindings(node, share.get("FARGATE") ?? 0, share.get("FARGATE_SPOT") ?? 0, context),
    ...managedFindings(node, share, context),
    ...taskDisks(node, tasks),
  ];
};

/** Every server that is connected is billed by the hour, whatever runs on it; earlier activations are not seen. */
const activation: Estimator = (node, { assumptions }) => [
  {
    item: "ECS Anywhere server hours, if all register that may",
    quantity: (numberOf(node.inputs.registrationLimit) ?? 1) * assumptions.hoursPerMonth,
    price: "ecsAnywhere.hour",
    field: "platform.externalInstances.registrations",
    unverified: true,
  },
];

/** Container Insights makes metrics of every service of the cluster; the cluster itself is free. */
const cluster: Estimator = (node, { graph, assumptions }) => {
  const setting = recordsOf(node.inputs.settings).find(({ name }) => name === "containerInsights");
  const value = setting?.value ?? "disabled";
  if (value !== "enabled" && value !== "enhanced") return [];
  const names: readonly unknown[] = [node.outputs.arn, node.outputs.id, node.outputs.name].filter(
    (name) => name !== undefined,
  );
  const services = graph
    .ofType("aws:ecs/service:Service")
    .filter((candidate) => names.includes(candidate.inputs.cluster));
  const enhanced = value === "enhanced";
  return [
    {
      item: `Container Insights ${value} metrics (assumed)`,
      quantity:
        services.length *
        (enhanced ? assumptions.enhancedInsightsMetricsPerService : assumptions.insightsMetricsPerService),
      price: enhanced ? "metric.insightsEnhanced" : "metric.custom",
      field: enhanced ? "costs.enhancedInsightsMetricsPerService" : "costs.insightsMetricsPerService",
      unverified: true,
    },
  ];
};

/** A provider over an Auto Scaling group costs nothing: the group's instances do. */
const capacityProvider: Estimator = (node) =>
  node.inputs.managedInstancesProvider === undefined
    ? []
    : [unpriced("no price for ECS Managed Instances: AWS picks their type and number")];

export const containerEstimators: EstimatorTable = {
  "aws:ecs/service:Service": service,
  "aws:ecs/cluster:Cluster": cluster,
  [providerType]: capacityProvider,
  [activationType]: activation,
};
