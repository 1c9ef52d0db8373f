import { arnOf, physicalName } from "../identity";
import { nameRule } from "../nameRule";
import type { Neighbour, Refusal, ResourceTypes, Values } from "../types";

export const capacityProvider = "aws:ecs/capacityProvider:CapacityProvider";
export const association = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders";

export const capacityProvidersTypes: ResourceTypes = {
  [capacityProvider]: {
    outputs: (resource, place) => {
      const name = physicalName(resource, resource.inputs.name);
      const arn = arnOf("ecs", place, `capacity-provider/${name}`);
      return { id: arn, arn, name };
    },
    // Provider 5 knows neither `cluster` nor Managed Instances: of these, what provider 6 marks with ForceNew
    // (resourceCapacityProvider in service/ecs/capacity_provider.go of terraform-provider-aws).
    replacedBy: ["cluster", "name"],
    replacedIf: otherInstances,
    name: nameRule(255, /^(?!aws|ecs|fargate)[A-Za-z0-9_-]+$/, "ClientException"),
    clash: (values, other) =>
      scaledGroup(values) !== undefined && scaledGroup(values) === scaledGroup(other)
        ? {
            code: "ClientException",
            detail: "The specified Auto Scaling group ARN is already being used by another capacity provider",
          }
        : undefined,
    fault: providerFault,
    // That of Managed Instances belongs to its cluster, and stands for the instances that were started by it. An Auto
    // Scaling group goes without asking: https://github.com/aws/containers-roadmap/issues/76.
    holds: ["aws:ec2/securityGroup:SecurityGroup", "aws:ec2/subnet:Subnet", "aws:ecs/cluster:Cluster"],
    refusal: "ClientException",
  },
  [association]: {
    outputs: ({ inputs }) => ({
      id: String(inputs.clusterName),
    }),
    replacedBy: ["clusterName"],
    fault: associationFault,
    holds: [capacityProvider],
    namedBy: (own, user) =>
      own.clusterName === clusterName(user.cluster) &&
      providersOf(user, own).some((name) => listedIn(own).includes(name)),
    refusal: "ResourceInUseException",
  },
};

/** The cluster of a service may be given by its name or by its ARN. */
export function clusterName(cluster: unknown): string {
  return String(cluster).split("/").at(-1)!;
}

/** Names of the providers that a service asks for, or gets because it asks for nothing at all. */
export function providersOf(service: Values, cluster: Values = {}): readonly string[] {
  const { capacityProviderStrategies: own, launchType } = service;
  const strategies = own ?? (launchType === undefined ? cluster.defaultCapacityProviderStrategies : []);
  return ((strategies ?? []) as readonly Values[]).map(({ capacityProvider: name }) => nameOf(name));
}

/** A provider that the cluster of a service does not know; of a cluster that is not of this account, nobody can say. */
export function unassociated(service: Values, others: readonly Neighbour[]): string | undefined {
  const name = clusterName(service.cluster);
  const known = others.some(({ type, values }) => type === "aws:ecs/cluster:Cluster" && values.name === name);
  if (!known) return undefined;
  const associated = others.flatMap(({ type, values }) => {
    if (type === association && values.clusterName === name) return listedIn(values);
    return type === capacityProvider && values.cluster === name ? [String(values.name)] : [];
  });
  return providersOf(service).find((provider) => !associated.includes(provider));
}

/** A provider, too, goes by its name or by its ARN. */
function nameOf(provider: unknown): string {
  return String(provider).split("/").at(-1)!;
}

function listedIn({ capacityProviders }: Values): readonly string[] {
  return ((capacityProviders ?? []) as readonly unknown[]).map(nameOf);
}

function providerFault(values: Values, others: readonly Neighbour[]): Refusal | undefined {
  const invalid = (detail: string) => ({ code: "InvalidParameterException", detail });
  const { autoScalingGroupProvider: scaled, managedInstancesProvider: managed, cluster } = values;
  if ((scaled === undefined) === (managed === undefined))
    return invalid("exactly one of autoScalingGroupProvider and managedInstancesProvider must be given");
  if (managed !== undefined && cluster === undefined)
    return invalid("cluster is required with managedInstancesProvider");
  if (scaled !== undefined && cluster !== undefined)
    return invalid("cluster must not be given with autoScalingGroupProvider");
  const group = others.find(
    ({ type, values: { arn } }) => type === "aws:autoscaling/group:Group" && arn === scaledGroup(values),
  );
  const { managedTerminationProtection } = (scaled ?? {}) as Values;
  return managedTerminationProtection === "ENABLED" && group && group.values.protectFromScaleIn !== true
    ? {
        code: "ClientException",
        detail:
          "To enable managed termination protection for a capacity provider, the Auto Scaling group must have instance protection from scale in enabled",
      }
    : undefined;
}

/**
 * The list takes the place of the one before. No provider may be missing that a service uses, but for those of Managed
 * Instances, which may not be named: https://github.com/hashicorp/terraform-provider-aws/issues/44783.
 */
function associationFault(values: Values, others: readonly Neighbour[]): Refusal | undefined {
  const listed = listedIn(values);
  const managed = others
    .filter(
      ({ type, values: each }) => type === capacityProvider && each.managedInstancesProvider !== undefined,
    )
    .map(({ values: { name } }) => String(name));
  const misplaced = listed.find((name) => managed.includes(name));
  if (misplaced !== undefined)
    return {
      code: "InvalidParameterException",
      detail: `Cannot associate Managed Instances capacity provider to clusters using this API: ${misplaced}`,
    };
  const used = others
    .filter(({ type, values: { cluster } }) => isServiceIn(values.clusterName, type, cluster))
    .flatMap((service) => providersOf(service.values))
    .find((name) => !listed.includes(name) && !managed.includes(name));
  return used === undefined
    ? undefined
    : {
        code: "ResourceInUseException",
        detail: `The specified capacity provider is in use and cannot be removed: ${used}`,
      };
}

function isServiceIn(name: unknown, type: string, cluster: unknown): boolean {
  return type === "aws:ecs/service:Service" && clusterName(cluster) === name;
}

function scaledGroup({ autoScalingGroupProvider }: Values): unknown {
  return (autoScalingGroupProvider as Values | undefined)?.autoScalingGroupArn;
}

/** A provider keeps its Auto Scaling group, or the way in which its instances are bought where that is said. */
function otherInstances(olds: Values, news: Values): readonly string[] {
  const [before, after] = [managedTemplate(olds), managedTemplate(news)];
  const { capacityOptionType: option } = after ?? {};
  const bought = option !== undefined && option !== (before?.capacityOptionType ?? "ON_DEMAND");
  return [
    ...(scaledGroup(olds) === scaledGroup(news) ? [] : ["autoScalingGroupProvider"]),
    ...((before === undefined) === (after === undefined) && !bought ? [] : ["managedInstancesProvider"]),
  ];
}

function managedTemplate({ managedInstancesProvider: managed }: Values): Values | undefined {
  return (managed as Values | undefined)?.instanceLaunchTemplate as Values | undefined;
}
