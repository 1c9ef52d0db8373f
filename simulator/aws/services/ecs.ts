import { arnOf, physicalName } from "../identity";
import { nameRule } from "../nameRule";
import type { ResourceTypes } from "../types";

const last = (value: unknown) => String(value).split("/").at(-1)!;

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
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": {
    outputs: ({ inputs }) => ({
      id: String(inputs.clusterName),
    }),
    replacedBy: ["clusterName"],
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
  },
  "aws:ecs/service:Service": {
    outputs: (resource, place) => {
      const name = physicalName(resource, resource.inputs.name);
      const arn = arnOf("ecs", place, `service/${last(resource.inputs.cluster)}/${name}`);
      return { id: arn, arn, name };
    },
    replacedBy: ["cluster", "deploymentController", "iamRole", "launchType", "name", "schedulingStrategy"],
    replacedIf: (_, news) => (news.forceNewDeployment === true ? [] : ["capacityProviderStrategies"]),
    name: {
      ...nameRule(255, /^[A-Za-z0-9_-]+$/, "Creation of service was not idempotent"),
      uniqueIn: ["cluster"],
    },
    // Of service discovery, the service in which its tasks are registered.
    holds: [
      "aws:ec2/securityGroup:SecurityGroup",
      "aws:ec2/subnet:Subnet",
      "aws:ecs/cluster:Cluster",
      "aws:servicediscovery/service:Service",
    ],
    seconds: 180,
  },
};
