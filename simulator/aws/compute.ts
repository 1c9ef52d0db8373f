import { digits, physicalName } from "./identity";
import type { Models, Place } from "./types";

const arnOf = (service: string, { region, account }: Place, rest: string) =>
  `arn:aws:${service}:${region}:${account}:${rest}`;
const last = (value: unknown) => String(value).split("/").at(-1)!;

export const computeModels: Models = {
  "aws:ecs/cluster:Cluster": (resource, place) => {
    const name = physicalName(resource, resource.inputs.name);
    const arn = arnOf("ecs", place, `cluster/${name}`);
    return { id: arn, arn, name };
  },
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": ({ inputs }) => ({
    id: String(inputs.clusterName),
  }),
  "aws:ecs/taskDefinition:TaskDefinition": ({ inputs, generation = 0 }, place) => {
    const family = String(inputs.family);
    const revision = generation + 1;
    const arnWithoutRevision = arnOf("ecs", place, `task-definition/${family}`);
    return { id: family, arn: `${arnWithoutRevision}:${revision}`, arnWithoutRevision, revision };
  },
  "aws:ecs/service:Service": (resource, place) => {
    const name = physicalName(resource, resource.inputs.name);
    const arn = arnOf("ecs", place, `service/${last(resource.inputs.cluster)}/${name}`);
    return { id: arn, arn, name };
  },
  "aws:appautoscaling/target:Target": ({ inputs, urn }, place) => ({
    id: String(inputs.resourceId),
    arn: arnOf("application-autoscaling", place, `scalable-target/${digits(urn, 32)}`),
  }),
  "aws:appautoscaling/policy:Policy": (resource, place) => {
    const name = physicalName(resource, resource.inputs.name);
    const target = `resource/ecs/${String(resource.inputs.resourceId)}`;
    const arn = arnOf(
      "autoscaling",
      place,
      `scalingPolicy:${digits(resource.urn, 32)}:${target}:policyName/${name}`,
    );
    return { id: name, name, arn, alarmArns: [] };
  },
  "aws:autoscaling/group:Group": (resource, place) => {
    const name = physicalName(resource, resource.inputs.name);
    const rest = `autoScalingGroup:${digits(resource.urn, 32)}:autoScalingGroupName/${name}`;
    return { id: name, name, arn: arnOf("autoscaling", place, rest) };
  },
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": ({ urn }, place) => {
    const id = `ns-${digits(urn, 16)}`;
    const arn = arnOf("servicediscovery", place, `namespace/${id}`);
    return { id, arn, hostedZone: `Z${digits(urn, 20).toUpperCase()}` };
  },
  "aws:servicediscovery/service:Service": ({ urn }, place) => {
    const id = `srv-${digits(urn, 16)}`;
    return { id, arn: arnOf("servicediscovery", place, `service/${id}`) };
  },
  "aws:lb/loadBalancer:LoadBalancer": (resource, place) => {
    const name = physicalName(resource, resource.inputs.name);
    const arnSuffix = `app/${name}/${digits(resource.urn, 16)}`;
    const arn = arnOf("elasticloadbalancing", place, `loadbalancer/${arnSuffix}`);
    const dnsName = `internal-${name}-1.${place.region}.elb.amazonaws.com`;
    return { id: arn, arn, arnSuffix, name, dnsName, zoneId: `Z${digits(resource.urn, 13).toUpperCase()}` };
  },
  "aws:lb/listener:Listener": ({ urn, inputs }) => {
    const arn = `${String(inputs.loadBalancerArn).replace(":loadbalancer/", ":listener/")}/${digits(urn, 16)}`;
    return { id: arn, arn };
  },
  "aws:lb/listenerRule:ListenerRule": ({ urn, inputs }) => {
    const arn = `${String(inputs.listenerArn).replace(":listener/", ":listener-rule/")}/${digits(urn, 16)}`;
    return { id: arn, arn };
  },
  "aws:lb/targetGroup:TargetGroup": (resource, place) => {
    const name = physicalName(resource, resource.inputs.name);
    const arnSuffix = `targetgroup/${name}/${digits(resource.urn, 16)}`;
    const arn = arnOf("elasticloadbalancing", place, arnSuffix);
    return { id: arn, arn, arnSuffix, name };
  },
};
