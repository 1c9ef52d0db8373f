import type { EnvironmentConfig } from "../../../infra/config/schema/environment";
import type { ModuleConfig } from "../../../infra/config/schema/module";
import { answers } from "../../../infra/moduleKinds";
import { containerNames } from "../../../infra/taskContainers";
import type { Graph, GraphNode } from "../../../simulator/graph";

/** One module as what was registered for it says that it runs on ECS. */
export interface Workload {
  readonly module: string;
  readonly config: ModuleConfig;
  readonly task: Task;
  /** How a load balancer checks it; undefined without one. */
  readonly targets: Targets | undefined;
  /** Where it may connect to by address, sorted. */
  readonly ranges: readonly Range[];
  /** The modules that it calls on a port, by name; workers get messages through their queues. */
  readonly callees: readonly Peer[];
  /** The modules that call it on its port, by name. */
  readonly callers: readonly string[];
}

export interface Task {
  readonly cpu: number;
  readonly memoryMiB: number;
  /** Undefined for what every task has. */
  readonly diskGiB: number | undefined;
  /** The module's own container. */
  readonly application: Container;
  readonly others: readonly Container[];
  readonly volumes: readonly string[];
}

/** A container as it stands in a task definition, where nothing is left for ECS to fill in. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  /** Units, 0 for none that are kept for it. */
  readonly cpu: number;
  /** Hard limit in MiB. */
  readonly memory?: number;
  /** `uid` or `uid:gid`; the image's own without it. */
  readonly user?: string;
  readonly readonlyRootFilesystem: boolean;
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly secrets: readonly { readonly name: string }[];
  readonly portMappings: readonly { readonly containerPort: number; readonly appProtocol?: string }[];
  readonly mountPoints: readonly { readonly sourceVolume: string; readonly containerPath: string }[];
  readonly dependsOn: readonly { readonly containerName: string }[];
  readonly healthCheck?: ContainerCheck;
  readonly stopTimeout?: number;
  readonly resourceRequirements?: readonly { readonly type: string; readonly value: string }[];
}

/** A check inside of a container; times are in seconds. */
export interface ContainerCheck {
  /** `CMD` and a command without a shell. */
  readonly command: readonly string[];
  readonly interval: number;
  readonly timeout: number;
  readonly retries: number;
  readonly startPeriod: number;
}

export interface Targets {
  readonly protocol: "http" | "tcp";
  readonly path: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  /** Failed checks after which a task is replaced. */
  readonly failures: number;
  readonly graceSeconds: number;
  /** In which a leaving task finishes its answers, before it is told to stop. */
  readonly drainSeconds: number;
}

export interface Range {
  readonly cidr: string;
  readonly port: number;
  readonly what: string;
}

export interface Peer {
  readonly module: string;
  readonly port: number;
}

type Inputs = Readonly<Record<string, unknown>>;

const types = {
  module: "ai-platform:container:ContainerModule",
  taskDefinition: "aws:ecs/taskDefinition:TaskDefinition",
  targetGroup: "aws:lb/targetGroup:TargetGroup",
  service: "aws:ecs/service:Service",
  schedule: "aws:scheduler/schedule:Schedule",
  egressRule: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
} as const;

/** All modules, by name. */
export function workloadsOf({ modules, network }: EnvironmentConfig, graph: Graph): Workload[] {
  return Object.keys(modules)
    .sort()
    .map((module) => {
      const config = modules[module]!;
      const first = (type: string) => nodesOf(graph, module, type)[0]?.inputs;
      return {
        module,
        config,
        task: taskOf(first(types.taskDefinition)!),
        targets: targetsOf(config, first(types.targetGroup)),
        ranges: rangesOf(graph, config, groupsOf(graph, module), network.cidr),
        callees: calleesOf(modules, config),
        callers: callersOf(modules, module),
      };
    });
}

/** What was registered for a module, by name; its data has a component of its own. */
function nodesOf(graph: Graph, module: string, type: string): GraphNode[] {
  return graph.ofType(type).filter((node) => {
    const top = graph.lineage(node).at(-1)!;
    return top.type === types.module && top.name === module;
  });
}

function taskOf({ cpu, memory, ephemeralStorage, volumes, containerDefinitions }: Inputs): Task {
  const containers = JSON.parse(String(containerDefinitions)) as Container[];
  const isApplication = ({ name }: Container) => name === containerNames.application;
  return {
    cpu: Number(cpu),
    memoryMiB: Number(memory),
    diskGiB: (ephemeralStorage as { sizeInGib: number } | undefined)?.sizeInGib,
    application: containers.find(isApplication)!,
    others: containers.filter((one) => !isApplication(one)),
    volumes: (volumes as readonly { name: string }[]).map(({ name }) => name),
  };
}

interface HealthCheck {
  readonly path?: string;
  readonly interval: number;
  readonly timeout: number;
  readonly unhealthyThreshold: number;
}

function targetsOf({ health }: ModuleConfig, targetGroup: Inputs | undefined): Targets | undefined {
  if (targetGroup === undefined) return undefined;
  const check = targetGroup.healthCheck as HealthCheck;
  return {
    protocol: targetGroup.protocol === "HTTP" ? "http" : "tcp",
    path: check.path ?? "/",
    intervalSeconds: check.interval,
    timeoutSeconds: check.timeout,
    failures: check.unhealthyThreshold,
    graceSeconds: health.graceSeconds,
    drainSeconds: Number(targetGroup.deregistrationDelay),
  };
}

/** Security groups in which the tasks of a module stand; those of a job are told to its schedules. */
function groupsOf(graph: Graph, module: string): readonly string[] {
  const [service] = nodesOf(graph, module, types.service);
  const [schedule] = nodesOf(graph, module, types.schedule);
  const network = service
    ? service.inputs.networkConfiguration
    : (schedule?.inputs.target as { ecsParameters: Inputs } | undefined)?.ecsParameters.networkConfiguration;
  return (network as { securityGroups: readonly string[] } | undefined)?.securityGroups ?? [];
}

/**
 * Ways out to addresses. A store is known by its security group, which there is none of outside of AWS, so its port is
 * open to the range of the network in which it stands. Other modules are no addresses.
 */
function rangesOf(
  graph: Graph,
  { outbound }: ModuleConfig,
  groups: readonly string[],
  networkCidr: string,
): Range[] {
  const own = groups[0];
  const rules = graph
    .ofType(types.egressRule)
    .map(({ inputs }) => inputs)
    .filter(({ securityGroupId }) => groups.includes(String(securityGroupId)))
    .filter(({ cidrIpv4, securityGroupId }) => cidrIpv4 !== undefined || securityGroupId !== own)
    .map(({ cidrIpv4 = networkCidr, fromPort, description }) => ({
      cidr: String(cidrIpv4),
      port: Number(fromPort),
      what: String(description),
    }));
  // A server of the company has no security group; its modules get what the others have.
  const ranges =
    own === undefined
      ? [https, ...outbound.map(({ cidr, port, description: what }) => ({ cidr, port, what }))]
      : rules;
  return ranges.sort((a, b) => a.port - b.port || (a.cidr < b.cidr ? -1 : 1));
}

const https: Range = { cidr: "0.0.0.0/0", port: 443, what: "AI providers and AWS services" };

/** Messages for a worker go through its queue; whoever cannot be called is no callee. */
function calleesOf(modules: EnvironmentConfig["modules"], { calls }: ModuleConfig): Peer[] {
  return calls
    .filter((callee) => answers(modules[callee]!))
    .sort()
    .map((callee) => ({ module: callee, port: modules[callee]!.port }));
}

function callersOf(modules: EnvironmentConfig["modules"], module: string): string[] {
  if (!answers(modules[module]!)) return [];
  return Object.keys(modules)
    .filter((caller) => modules[caller]!.calls.includes(module))
    .sort();
}
