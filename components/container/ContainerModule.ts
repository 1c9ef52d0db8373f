import { LogGroup } from "@pulumi/aws/cloudwatch";
import { Service } from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import type { ModuleConfig } from "../../infra/config/schema/module";
import { logGroupName } from "../../infra/naming";
import type { Scope } from "../../infra/scope";
import { moduleTags } from "../../infra/tags";
import { timeoutChain } from "../../infra/timeouts";
import type { ModuleDataRef } from "../data/refs";
import type { KeyRef } from "../keys/refs";
import type { NetworkRef } from "../network/refs";
import type { PlatformRef } from "../platform/refs";
import { capacityShares } from "./capacity";
import { containerName, portName } from "./containers";
import { createModuleGroup } from "./securityGroup";
import { createRoles } from "./roles";
import { createRouting, type Routing } from "./routing";
import { createScaling } from "./scaling";
import { createTaskDefinition } from "./taskDefinition";

export interface ContainerModuleArgs extends Omit<ModuleConfig, "data"> {
  readonly scope: Scope;
  readonly network: NetworkRef;
  readonly platform: PlatformRef;
  readonly logsKey: KeyRef;
  readonly data: ModuleDataRef;
  /** Image with digest of the last release; undefined before the first one. */
  readonly released: pulumi.Input<string | undefined>;
}

/**
 * One AI module as a Fargate service behind the internal load balancer. It shares no role, security group or
 * log group with any other module.
 */
export class ContainerModule extends pulumi.ComponentResource {
  readonly serviceName: pulumi.Output<string>;
  readonly targetGroupArn: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly taskRoleArn: pulumi.Output<string>;

  constructor(name: string, args: ContainerModuleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-platform:container:ContainerModule", name, {}, opts);
    const tags = moduleTags(name, args.owner);
    const logGroup = createLogGroup(name, args, tags, this);
    const roles = createRoles(name, args, logGroup, tags, this);
    const group = createModuleGroup(name, args, tags, this);
    const routing = createRouting(name, args, tags, this);
    const taskDefinition = createTaskDefinition(name, { ...args, roles, logGroup, tags }, this);
    const service = createService(name, args, { taskDefinition, group, routing, tags }, this);
    createScaling(name, args, service, this);

    this.serviceName = service.name;
    this.targetGroupArn = routing.targetGroup.arn;
    this.securityGroupId = group.id;
    this.taskRoleArn = roles.task.arn;
    this.registerOutputs({
      serviceName: this.serviceName,
      targetGroupArn: this.targetGroupArn,
      securityGroupId: this.securityGroupId,
      taskRoleArn: this.taskRoleArn,
    });
  }
}

type Tags = Record<string, string>;

function createLogGroup(
  name: string,
  { scope, logsKey, logRetentionDays }: ContainerModuleArgs,
  tags: Tags,
  parent: pulumi.Resource,
): LogGroup {
  return new LogGroup(
    name,
    {
      name: logGroupName(scope.environment, "modules", name),
      retentionInDays: logRetentionDays,
      kmsKeyId: logsKey.arn,
      tags,
    },
    { parent },
  );
}

interface ServiceParts {
  readonly taskDefinition: { readonly arn: pulumi.Output<string> };
  readonly group: { readonly id: pulumi.Output<string> };
  readonly routing: Routing;
  readonly tags: Tags;
}

function createService(
  name: string,
  args: ContainerModuleArgs,
  parts: ServiceParts,
  parent: pulumi.Resource,
): Service {
  const { network, platform, scaling } = args;
  return new Service(
    name,
    {
      name,
      cluster: platform.cluster.arn,
      taskDefinition: parts.taskDefinition.arn,
      desiredCount: scaling.min,
      capacityProviderStrategies: capacityShares(args.capacity),
      // Without it, a change of the capacity shares would replace the service.
      forceNewDeployment: true,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      deploymentMinimumHealthyPercent: 100,
      deploymentMaximumPercent: 200,
      availabilityZoneRebalancing: "ENABLED",
      healthCheckGracePeriodSeconds: args.health.graceSeconds,
      networkConfiguration: {
        subnets: network.privateSubnetIds,
        securityGroups: [parts.group.id, ...args.data.securityGroupIds],
        assignPublicIp: false,
      },
      loadBalancers: [
        { targetGroupArn: parts.routing.targetGroup.arn, containerName, containerPort: args.port },
      ],
      serviceConnectConfiguration: serviceConnect(name, args),
      enableExecuteCommand: args.container.exec,
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      waitForSteadyState: true,
      tags: parts.tags,
    },
    {
      parent,
      // The name is fixed and unique in the cluster, and a target group must have its rule first.
      deleteBeforeReplace: true,
      dependsOn: [parts.routing.rule],
      // Whoever scales owns the count from then on.
      ignoreChanges: scales(scaling) ? ["desiredCount"] : [],
    },
  );
}

export function scales({ min, max }: ModuleConfig["scaling"]): boolean {
  return max > min;
}

function serviceConnect(name: string, { platform, port, longestResponseSeconds }: ContainerModuleArgs) {
  const { request, requestIdle } = timeoutChain(longestResponseSeconds);
  return {
    enabled: true,
    namespace: platform.namespace.arn,
    services: [
      {
        portName,
        discoveryName: name,
        clientAlias: [{ port, dnsName: name }],
        // The default ends every request after 15 seconds.
        timeout: { idleTimeoutSeconds: requestIdle, perRequestTimeoutSeconds: request },
      },
    ],
  };
}
