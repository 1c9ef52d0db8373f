import { LogGroup } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { KeptImage } from "../../infra/aiGateway/image";
import type { AlarmDestinations } from "../../infra/alarms/createAlarm";
import type { ModuleConfig } from "../../infra/config/schema/module";
import { logGroupName } from "../../infra/naming";
import type { Registry } from "../../infra/registry";
import type { Scope } from "../../infra/scope";
import { moduleTags } from "../../infra/tags";
import type { TaskLaunch } from "../../infra/taskLaunch";
import type { ModuleDataRef } from "../data/refs";
import type { KeyRef } from "../keys/refs";
import type { NetworkRef } from "../network/refs";
import type { PlatformRef } from "../platform/refs";
import { createAlarms } from "./alarms";
import { watchAiUsage } from "./aiUsage";
import { calleeRef, openCalls } from "./calls";
import { createCapacity } from "./capacity";
import { createJobs } from "./jobs";
import { createQueue } from "./queue";
import type { CalleeRef, ModuleRolesRef, SeenModuleRef } from "./refs";
import { createRelease } from "./release";
import { createRoles } from "./roles";
import { createRouting } from "./routing";
import { createScaling } from "./scaling";
import { createModuleGroup } from "./securityGroup";
import { createService } from "./service";
import { serviceConnect } from "./serviceConnect";
import { createTaskDefinition } from "./taskDefinition";
import { watchObjectives } from "./slo";
import { targetsOf } from "./targetMetrics";
import { taskLaunch } from "./taskLaunch";

export interface ContainerModuleArgs extends Omit<ModuleConfig, "data"> {
  readonly scope: Scope;
  readonly network: NetworkRef;
  readonly platform: PlatformRef;
  readonly logsKey: KeyRef;
  readonly alarms: AlarmDestinations;
  readonly data: ModuleDataRef;
  readonly registry: pulumi.Input<Registry>;
  /** Image with digest of the last release; undefined before the first one. */
  readonly released: pulumi.Input<string | undefined>;
  /** There where the module runs somebody else's image instead, which is no release. */
  readonly kept?: KeptImage | undefined;
  /** The modules that this one calls, by name. */
  readonly callees: Readonly<Record<string, CalleeRef>>;
}

/**
 * One AI module: what runs, where and how much of it, who reaches it, and how a release takes over. It shares no
 * role, security group, queue or log group with any other module.
 */
export class ContainerModule extends pulumi.ComponentResource implements SeenModuleRef {
  /** Undefined for a module that only has jobs. */
  readonly serviceName: pulumi.Output<string> | undefined;
  readonly roles: ModuleRolesRef;
  readonly taskRoleArn: pulumi.Output<string>;
  /** How a task of it starts outside of the service. */
  readonly launch: pulumi.Output<TaskLaunch>;
  /** Host and port for callers outside of AWS; undefined without a load balancer of its own. */
  readonly address: pulumi.Output<string> | undefined;
  /** Undefined where nobody can call it. */
  readonly callee: CalleeRef | undefined;
  readonly queueName: pulumi.Output<string> | undefined;
  readonly targets: SeenModuleRef["targets"];

  constructor(name: string, args: ContainerModuleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-platform:container:ContainerModule", name, {}, opts);
    const tags = moduleTags(name, args.owner);
    const logGroup = createLogGroup(name, args, tags, this);
    const group = createModuleGroup(name, args, tags, this);
    const queue = createQueue(name, args, tags, this);
    const calls = openCalls(name, args, group, this);
    const roles = createRoles(name, args, { logGroup, queue, calls }, tags, this);
    const taskDefinition = createTaskDefinition(name, args, { roles, logGroup, queue, calls, tags }, this);
    const capacity = createCapacity(name, args, group, tags, this);
    this.launch = taskLaunch(args, { taskDefinition, capacity, group });
    createJobs(name, args, { launch: this.launch, roles, capacity, tags }, this);
    watchAiUsage(name, args, logGroup, tags, this);

    if (args.kind !== "job") {
      const routing = createRouting(name, args, group, tags, this);
      const release = createRelease(name, args, routing, tags, this);
      const named = { args: serviceConnect(name, args), needs: [] };
      const stored = { args: {}, needs: args.data.ready };
      const parts = [capacity, routing, release, named, calls, stored].filter((part) => part !== undefined);
      const service = createService(
        name,
        args,
        { taskDefinitionArn: taskDefinition.arn, securityGroupId: group?.id, parts, tags },
        this,
      );
      createScaling(name, args, { service, routing, queue }, this);
      createAlarms(name, args, { service, routing }, tags, this);
      this.targets = targetsOf(args, routing);
      watchObjectives(name, args, this.targets, tags, this);
      this.serviceName = service.name;
      this.address = routing?.address;
      this.callee = calleeRef(name, args, { group, queue, service });
    }
    this.queueName = queue?.name;
    this.roles = roles;
    this.taskRoleArn = roles.task.arn;
    this.registerOutputs({
      serviceName: this.serviceName,
      address: this.address,
      roles: this.roles,
      taskRoleArn: this.taskRoleArn,
      launch: this.launch,
      callee: this.callee,
      queueName: this.queueName,
      targets: this.targets,
    });
  }
}

function createLogGroup(
  name: string,
  { scope, logsKey, logRetentionDays }: ContainerModuleArgs,
  tags: Record<string, string>,
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
