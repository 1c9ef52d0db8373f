import { parseCidr } from "../aws/cidr";
import { quotas } from "../aws/quotas";
import { taskAddresses } from "../aws/subnets";
import type { EnvironmentConfig } from "./schema/environment";

/** How much of a limit of AWS an environment takes. */
export interface QuotaUse {
  readonly name: string;
  /** Field of the stack file that changes it. */
  readonly path: string;
  readonly used: number;
  readonly limit: number;
  /** What to do when it is passed. */
  readonly remedy: string;
}

export function quotaUse({ modules, network, data }: EnvironmentConfig): QuotaUse[] {
  const all = Object.values(modules);
  const zones = zoneCount(network.availabilityZones);
  const sound = parseCidr(network.cidr) !== undefined && !network.existing;
  return [
    {
      name: "target groups per load balancer",
      path: "modules",
      used: all.length,
      limit: quotas.targetGroupsPerLoadBalancer,
      remedy: "AWS does not raise it. Move modules to a second environment.",
    },
    ...(sound
      ? [
          {
            name: "addresses in the private subnets, with every module at twice its most tasks during a deployment",
            path: "network.cidr",
            used:
              all.reduce((sum, { scaling }) => sum + 2 * scaling.max, 0) +
              (data.qdrant ? 2 * data.qdrant.nodes : 0),
            limit: taskAddresses(network.cidr, zones),
            remedy: "Use a larger range (it replaces the VPC), or lower scaling.max.",
          },
        ]
      : []),
  ];
}

export function zoneCount(zones: EnvironmentConfig["network"]["availabilityZones"]): number {
  return typeof zones === "number" ? zones : zones.length;
}
