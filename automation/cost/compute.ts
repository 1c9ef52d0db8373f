import type { GraphNode } from "../../simulator/graph";
import { diskFindings } from "./disk";
import {
  unpriced,
  type EstimateContext,
  type Estimator,
  type EstimatorTable,
  type Finding,
  type Unpriced,
} from "./estimator";
import { instancesAtRest, providerOf } from "./pools";
import { numberOf, recordOf, recordsOf, textOf } from "./read";

const noType = unpriced("the launch template names no instance type");
const templateType = "aws:ec2/launchTemplate:LaunchTemplate";

/** What a group starts, and the key of the stack file that says so. */
interface Fleet {
  readonly template: GraphNode;
  /** The first of several, which is the one that the company likes best. */
  readonly type: string | undefined;
  readonly field: string;
}

/** Instances of a group by how they are bought. */
interface Bought {
  readonly onDemand: number;
  readonly spot: number;
}

function fleetOf(node: GraphNode, { graph }: EstimateContext): Fleet | Unpriced {
  const mixed = recordOf(recordOf(node.inputs.mixedInstancesPolicy).launchTemplate);
  const id =
    recordOf(node.inputs.launchTemplate).id ?? recordOf(mixed.launchTemplateSpecification).launchTemplateId;
  const template = graph.withId(templateType, id);
  if (template === undefined)
    return unpriced("the group's launch template is not a resource of this program");
  const [override] = recordsOf(mixed.overrides);
  const type = textOf(override?.instanceType) ?? textOf(template.inputs.instanceType);
  const field = providerOf(node, graph) === undefined ? "data.qdrant.instanceType" : "platform.pools.<name>";
  return { template, type, field };
}

/** What is known of a group's instances; the reason says what is not. */
interface Counted {
  readonly count: number;
  readonly reasons: readonly Unpriced[];
}

/**
 * The instances that the group starts with, or those that the tasks of its capacity provider need at rest.
 * A group that something else grows from none has no amount to give.
 */
function countInstances(node: GraphNode, { type }: Fleet, { graph }: EstimateContext): Counted {
  const start = startCount(node);
  const most = numberOf(node.inputs.maxSize) ?? 0;
  const provider = providerOf(node, graph);
  if (provider === undefined) {
    const grows = start === 0 && most > 0;
    const reason = unpriced(`the group starts with no instance and may grow to ${most}`);
    return { count: start, reasons: grows ? [reason] : [] };
  }
  const needed = type === undefined ? noType : instancesAtRest(provider, type, graph);
  return typeof needed === "number"
    ? { count: Math.max(start, Math.min(needed, most)), reasons: [] }
    : { count: start, reasons: [needed] };
}

const startCount = ({ inputs }: GraphNode): number =>
  numberOf(inputs.desiredCapacity) ?? numberOf(inputs.minSize) ?? 0;

/** A share that leaves an instance over has it on demand, so that the amount is rather too high. */
function bought(node: GraphNode, { template }: Fleet, count: number): Bought {
  if (recordOf(template.inputs.instanceMarketOptions).marketType === "spot")
    return { onDemand: 0, spot: count };
  const distribution = recordOf(recordOf(node.inputs.mixedInstancesPolicy).instancesDistribution);
  const base = Math.min(count, numberOf(distribution.onDemandBaseCapacity) ?? 0);
  const percent = numberOf(distribution.onDemandPercentageAboveBaseCapacity) ?? 100;
  const onDemand = base + Math.ceil(((count - base) * percent) / 100);
  return { onDemand, spot: count - onDemand };
}

/** Hours of on-demand and Spot instances; a Savings Plan covers on demand alone. */
function instanceHours(
  { type, field }: Fleet,
  { onDemand, spot }: Bought,
  { assumptions }: EstimateContext,
): readonly Finding[] {
  if (type === undefined) return [noType];
  const price = `ec2.${type}` as const;
  return [
    {
      item: `EC2 ${type} hours`,
      quantity: onDemand * assumptions.hoursPerMonth,
      price,
      field,
      discountPercent: assumptions.savingsPlanPercent,
    },
    {
      item: `EC2 Spot ${type} hours`,
      quantity: spot * assumptions.hoursPerMonth,
      price,
      field,
      discountPercent: assumptions.spotDiscountPercent,
      unverified: true,
    },
  ];
}

/** Disks that the launch template gives each instance. */
function templateDisks({ template, field }: Fleet, count: number): readonly Finding[] {
  const mappings = recordsOf(template.inputs.blockDeviceMappings);
  if (mappings.length === 0) return [unpriced("the root volume is the machine image's own, of unknown size")];
  return mappings.flatMap((mapping) => {
    const ebs = recordOf(mapping.ebs);
    return diskFindings({
      item: "EBS gp3 volume of the instance",
      count,
      type: ebs.volumeType,
      sizeGiB: ebs.volumeSize,
      iops: ebs.iops,
      throughput: ebs.throughput,
      field,
    });
  });
}

const group: Estimator = (node, context) => {
  if (startCount(node) === 0 && (numberOf(node.inputs.maxSize) ?? 0) === 0) return [];
  const fleet = fleetOf(node, context);
  if ("reason" in fleet) return [fleet];
  const { count, reasons } = countInstances(node, fleet, context);
  if (count === 0) return reasons;
  return [
    ...instanceHours(fleet, bought(node, fleet, count), context),
    ...templateDisks(fleet, count),
    ...reasons.filter((reason) => reason !== noType),
  ];
};

/** AWS's default type is gp2, which the price book does not have. */
const volume: Estimator = (node) =>
  diskFindings({
    item: "EBS gp3 volume",
    count: 1,
    type: node.inputs.type,
    sizeGiB: node.inputs.size,
    iops: node.inputs.iops,
    throughput: node.inputs.throughput,
    field: "data.qdrant",
  });

export const computeEstimators: EstimatorTable = {
  "aws:autoscaling/group:Group": group,
  "aws:ebs/volume:Volume": volume,
};
