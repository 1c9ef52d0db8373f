import type { GraphNode } from "../../simulator/graph";
import { diskFindings } from "./disk";
import {
  unpriced,
  type EstimateContext,
  type Estimator,
  type EstimatorTable,
  type Finding,
} from "./estimator";
import { numberOf, recordOf, recordsOf, textOf } from "./read";
import { serviceStrategies, splitTasks, taskCount } from "./tasks";

const field = "modules.<name>.size";

/** Storage that every Fargate task has without extra pay (AWS's Fargate pricing). */
const freeEphemeralGb = 20;

interface TaskSize {
  readonly architecture: "arm" | "x86";
  readonly vcpus: number;
  readonly memoryGb: number;
  /** Billed storage: what is above the free 20 GB. */
  readonly ephemeralGb: number;
}

/** 1024 CPU units are one vCPU; memory is in MiB. */
function taskSize(definition: GraphNode): TaskSize | undefined {
  const cpu = numberOf(definition.inputs.cpu);
  const memory = numberOf(definition.inputs.memory);
  const platform = recordOf(definition.inputs.runtimePlatform);
  const windows = (textOf(platform.operatingSystemFamily) ?? "LINUX").startsWith("WINDOWS");
  if (cpu === undefined || memory === undefined || windows) return undefined;
  const ephemeral = numberOf(recordOf(definition.inputs.ephemeralStorage).sizeInGib) ?? freeEphemeralGb;
  return {
    architecture: platform.cpuArchitecture === "ARM64" ? "arm" : "x86",
    vcpus: cpu / 1024,
    memoryGb: memory / 1024,
    ephemeralGb: Math.max(0, ephemeral - freeEphemeralGb),
  };
}

/** vCPU and memory; a Savings Plan covers on demand alone. */
function sizeHours(
  size: TaskSize,
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
  const size = taskSize(definition);
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

/** Tasks on a company's own instances cost nothing here: the instances do. Rollouts, which run twice the tasks, are left out. */
const service: Estimator = (node, context) => {
  if (node.inputs.launchType === "EXTERNAL") return [unpriced("no price for ECS Anywhere instance hours")];
  const tasks = taskCount(node, context.graph);
  const share = splitTasks(tasks, serviceStrategies(node, context.graph));
  return [
    ...fargateFindings(node, share.get("FARGATE") ?? 0, share.get("FARGATE_SPOT") ?? 0, context),
    ...taskDisks(node, tasks),
  ];
};

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
  "aws:ecs/capacityProvider:CapacityProvider": capacityProvider,
};
