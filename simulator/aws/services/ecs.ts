import { arnOf, physicalName } from "../identity";
import { nameRule } from "../nameRule";
import type { Neighbour, Refusal, ResourceTypes, Values } from "../types";
import { association, capacityProvider, clusterName, providersOf, unassociated } from "./capacityProviders";

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html. */
const containersPerTask = 10;

/**
 * What tasks outside of AWS do without: neither service discovery nor load balancing, and no network mode awsvpc,
 * which a network configuration and the namespaces of Service Connect stand upon:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html.
 */
const notExternal = [
  "loadBalancers",
  "networkConfiguration",
  "serviceConnectConfiguration",
  "serviceRegistries",
] as const;

export const ecsTypes: ResourceTypes = {
  "aws:ecs/cluster:Cluster": {
    outputs: (resource, place) => {
      const name = physicalName(resource, resource.inputs.name);
      const arn = arnOf("ecs", place, `cluster/${name}`);
      return { id: arn, arn, name };
    },
    replacedBy: ["name"],
    name: nameRule(255, /^[A-Za-z0-9_-]+$/),
    seconds: 10,
  },
  "aws:ecs/taskDefinition:TaskDefinition": {
    outputs: ({ inputs, generation = 0 }, place) => {
      const family = String(inputs.family);
      const revision = generation + 1;
      const arnWithoutRevision = arnOf("ecs", place, `task-definition/${family}`);
      return { id: family, arn: `${arnWithoutRevision}:${revision}`, arnWithoutRevision, revision };
    },
    replacedBy: [
      "containerDefinitions",
      "cpu",
      "enableFaultInjection",
      "ephemeralStorage",
      "executionRoleArn",
      "family",
      "ipcMode",
      "memory",
      "networkMode",
      "pidMode",
      "placementConstraints",
      "proxyConfiguration",
      "requiresCompatibilities",
      "runtimePlatform",
      "taskRoleArn",
      "volumes",
    ],
    name: { ...nameRule(255, /^[A-Za-z0-9_-]+$/), property: "family" },
    fault: ({ containerDefinitions }) => {
      const containers =
        typeof containerDefinitions === "string"
          ? (JSON.parse(containerDefinitions) as readonly unknown[]).length
          : 0;
      return containers > containersPerTask
        ? { code: "ClientException", detail: `${containers} containers, at most ${containersPerTask}` }
        : undefined;
    },
  },
  "aws:ecs/service:Service": {
    outputs: (resource, place) => {
      const name = physicalName(resource, resource.inputs.name);
      const arn = arnOf("ecs", place, `service/${clusterName(resource.inputs.cluster)}/${name}`);
      return { id: arn, arn, name };
    },
    replacedBy: ["cluster", "deploymentController", "iamRole", "launchType", "name", "schedulingStrategy"],
    replacedIf: (_, news) => (news.forceNewDeployment === true ? [] : ["capacityProviderStrategies"]),
    name: {
      ...nameRule(255, /^[A-Za-z0-9_-]+$/, "Creation of service was not idempotent"),
      uniqueIn: ["cluster"],
    },
    fault: serviceFault,
    // Of service discovery, the service in which its tasks are registered. A target group asks nobody but the
    // listeners and the rules that forward to it.
    holds: [
      "aws:ec2/securityGroup:SecurityGroup",
      "aws:ec2/subnet:Subnet",
      capacityProvider,
      "aws:ecs/cluster:Cluster",
      association,
      "aws:servicediscovery/service:Service",
    ],
    seconds: 180,
  },
};

function serviceFault(values: Values, others: readonly Neighbour[]): Refusal | undefined {
  const invalid = (detail: string) => ({ code: "InvalidParameterException", detail });
  if (values.launchType !== undefined && providersOf(values).length > 0)
    return invalid("Specifying both a launch type and capacity provider strategy is not supported");
  const denied = notExternal.find((property) => isGiven(values[property]));
  if (values.launchType === "EXTERNAL" && denied !== undefined)
    return invalid(`the launch type EXTERNAL does not go with ${denied}`);
  const stranger = unassociated(values, others);
  if (stranger !== undefined)
    return invalid(
      `The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster: ${stranger}`,
    );
  return undefined;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
}
