import type { ModuleConfig } from "../../infra/config/schema/module";
import { timeoutChain } from "../../infra/timeouts";
import type { RunningImage } from "./bootstrapImage";

export interface ContainersArgs {
  readonly module: Omit<ModuleConfig, "data">;
  readonly running: RunningImage;
  readonly variables: Readonly<Record<string, string>>;
  readonly secrets: readonly { readonly name: string; readonly valueFrom: string }[];
  readonly logGroup: string;
  readonly region: string;
}

/** Name of the port, by which Service Connect knows it. */
export const portName = "http";
export const containerName = "app";
const temporaryVolume = "tmp";

/**
 * The container definitions exactly as ECS gives them back: every list present, variables and secrets sorted
 * by name, host ports filled in. Otherwise each `up` would register a new revision
 * (https://github.com/pulumi/pulumi-aws/issues/1985).
 */
export function containerDefinitions(args: ContainersArgs): string {
  return JSON.stringify(
    args.module.container.readOnlyRootFilesystem
      ? [application(args), prepareTemporary(args)]
      : [application(args)],
  );
}

/** Volumes of the task, which end with it. */
export function taskVolumes({ container }: Pick<ModuleConfig, "container">): { name: string }[] {
  return container.readOnlyRootFilesystem ? [{ name: temporaryVolume }] : [];
}

function application({
  module,
  running,
  variables,
  secrets,
  logGroup,
  region,
}: ContainersArgs): Record<string, unknown> {
  const { container, health, port } = module;
  return {
    name: containerName,
    image: running.image,
    ...(running.command ? { command: running.command } : {}),
    essential: true,
    cpu: 0,
    user: container.user,
    privileged: false,
    readonlyRootFilesystem: container.readOnlyRootFilesystem,
    // Of all capabilities a service on a high port needs none.
    linuxParameters: { initProcessEnabled: true, capabilities: { add: [], drop: ["ALL"] } },
    environment: byName(Object.entries(variables).map(([name, value]) => ({ name, value }))),
    environmentFiles: [],
    secrets: byName(secrets),
    portMappings: [
      { name: portName, containerPort: port, hostPort: port, protocol: "tcp", appProtocol: "http" },
    ],
    mountPoints: container.readOnlyRootFilesystem ? [mount()] : [],
    dependsOn: container.readOnlyRootFilesystem
      ? [{ containerName: "prepare-tmp", condition: "SUCCESS" }]
      : [],
    ...(health.command && !running.command ? { healthCheck: containerCheck(health, health.command) } : {}),
    stopTimeout: timeoutChain(module.longestResponseSeconds).stop,
    logConfiguration: logs(containerName, logGroup, region),
    systemControls: [],
    ulimits: [],
    volumesFrom: [],
  };
}

/** A fresh volume belongs to root, so a container without root could not write to it. */
function prepareTemporary({ logGroup, region }: ContainersArgs): Record<string, unknown> {
  return {
    name: "prepare-tmp",
    image: "public.ecr.aws/docker/library/busybox:1.37",
    command: ["chmod", "1777", "/tmp"],
    essential: false,
    cpu: 0,
    user: "0",
    privileged: false,
    readonlyRootFilesystem: true,
    linuxParameters: { capabilities: { add: [], drop: ["ALL"] } },
    environment: [],
    environmentFiles: [],
    secrets: [],
    portMappings: [],
    mountPoints: [mount()],
    dependsOn: [],
    logConfiguration: logs("prepare-tmp", logGroup, region),
    systemControls: [],
    ulimits: [],
    volumesFrom: [],
  };
}

function mount(): Record<string, unknown> {
  return { sourceVolume: temporaryVolume, containerPath: "/tmp", readOnly: false };
}

function containerCheck(health: ModuleConfig["health"], command: readonly string[]): Record<string, unknown> {
  return {
    command: ["CMD", ...command],
    interval: health.intervalSeconds,
    timeout: Math.min(60, health.timeoutSeconds),
    retries: 3,
    startPeriod: Math.min(300, health.graceSeconds),
  };
}

/** Never wait for the log service: a full buffer loses lines rather than answers. */
function logs(prefix: string, logGroup: string, region: string): Record<string, unknown> {
  return {
    logDriver: "awslogs",
    options: {
      "awslogs-group": logGroup,
      "awslogs-region": region,
      "awslogs-stream-prefix": prefix,
      mode: "non-blocking",
      "max-buffer-size": "25m",
    },
    secretOptions: [],
  };
}

function byName<T extends { readonly name: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => (a.name < b.name ? -1 : 1));
}
