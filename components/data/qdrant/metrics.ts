import { project } from "../../../infra/naming";
import { nodeLabel } from "./names";

/** Of the agent on the instances, and of the function that looks after the nodes. */
export const metricNamespace = `${project}/Qdrant`;

/** Known before there is an instance, so that an alarm can name them. */
export function nodeDimensions(environment: string, node: number): Readonly<Record<string, string>> {
  return { Environment: environment, Node: nodeLabel(node) };
}

/** The agent says of a disk also where it is mounted and what is on it. */
export function diskDimensions(
  environment: string,
  node: number,
  directory: string,
): Readonly<Record<string, string>> {
  return { ...nodeDimensions(environment, node), path: directory, fstype: "xfs" };
}

/**
 * Settings of the CloudWatch agent. Without the host's name and the device, which change with the instance.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html
 */
export function agentSettings(environment: string, node: number, directory: string): string {
  const measured = (rename: string) => ({
    measurement: [{ name: "used_percent", rename, unit: "Percent" }],
    append_dimensions: nodeDimensions(environment, node),
  });
  return JSON.stringify({
    agent: { metrics_collection_interval: 60, omit_hostname: true },
    metrics: {
      namespace: metricNamespace,
      metrics_collected: {
        disk: { ...measured("DiskUsedPercent"), resources: [directory], drop_device: true },
        mem: measured("MemoryUsedPercent"),
      },
    },
  });
}
