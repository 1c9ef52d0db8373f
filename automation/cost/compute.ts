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

const templateType = "aws:ec2/launchTemplate:LaunchTemplate";
const field = "data.qdrant.instanceType";

/** Instance hours of on-demand or Spot instances; a Savings Plan covers on demand alone. */
function instanceHours(template: GraphNode, count: number, { assumptions }: EstimateContext): Finding {
  const type = textOf(template.inputs.instanceType);
  if (type === undefined) return unpriced("the launch template names no instance type");
  const spot = recordOf(template.inputs.instanceMarketOptions).marketType === "spot";
  return {
    item: `EC2 ${spot ? "Spot " : ""}${type} hours`,
    quantity: count * assumptions.hoursPerMonth,
    price: `ec2.${type}`,
    field,
    discountPercent: spot ? assumptions.spotDiscountPercent : assumptions.savingsPlanPercent,
    unverified: spot,
  };
}

/** Disks that the launch template gives each instance. */
function templateDisks(template: GraphNode, count: number): readonly Finding[] {
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

/** The instances that the group starts with; a group that ECS grows from none has no amount to give. */
const group: Estimator = (node, context) => {
  const count = numberOf(node.inputs.desiredCapacity) ?? numberOf(node.inputs.minSize) ?? 0;
  const most = numberOf(node.inputs.maxSize) ?? 0;
  if (count === 0)
    return most === 0 ? [] : [unpriced(`the group starts with no instance and may grow to ${most}`)];
  const template = context.graph.withId(templateType, recordOf(node.inputs.launchTemplate).id);
  if (template === undefined)
    return [unpriced("the group's launch template is not a resource of this program")];
  return [instanceHours(template, count, context), ...templateDisks(template, count)];
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
