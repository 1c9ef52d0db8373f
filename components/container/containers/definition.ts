import type { ContainerDefinition as EcsDefinition, Ulimit } from "@pulumi/aws/ecs";
import type { ModuleConfig } from "../../../infra/config/schema/module";

export type ContainerDefinition = EcsDefinition & { readonly name: string };

/** What one container says; the rest is alike in all of them. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly essential: boolean;
  readonly cpu: number;
  /** Hard limit in MiB; without it, all that the others leave. */
  readonly memory?: number;
  readonly restarts?: boolean;
  readonly user?: string;
  readonly readOnly: boolean;
  readonly init?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly { readonly name: string; readonly valueFrom: string }[];
  readonly ports?: ContainerDefinition["portMappings"];
  readonly mounts?: readonly Mount[];
  readonly after?: readonly Dependency[];
  readonly healthCheck?: ContainerDefinition["healthCheck"];
  readonly stopTimeout?: number;
  readonly gpus?: number;
  readonly logs: ContainerDefinition["logConfiguration"];
  readonly firelens?: ContainerDefinition["firelensConfiguration"];
  readonly ulimits?: ModuleConfig["container"]["ulimits"];
}

export interface Mount {
  readonly sourceVolume: string;
  readonly containerPath: string;
  readonly readOnly: boolean;
}

export interface Dependency {
  readonly containerName: string;
  readonly condition: "START" | "SUCCESS" | "HEALTHY";
}

/**
 * A container exactly as ECS gives it back: every list present, variables and secrets sorted by name. Otherwise
 * each `up` would register a new revision (https://github.com/pulumi/pulumi-aws/issues/1985). What is undefined
 * does not come into the JSON.
 */
export function definition(container: Container): ContainerDefinition {
  return {
    name: container.name,
    image: container.image,
    command: container.command && [...container.command],
    essential: container.essential,
    cpu: container.cpu,
    memory: container.memory,
    // After five minutes at work, not at once, so that one that cannot start does not start for ever.
    restartPolicy: container.restarts
      ? { enabled: true, ignoredExitCodes: [], restartAttemptPeriod: 300 }
      : undefined,
    user: container.user,
    privileged: false,
    readonlyRootFilesystem: container.readOnly,
    linuxParameters: {
      initProcessEnabled: container.init,
      // Of all capabilities a program on a high port needs none.
      capabilities: { add: [], drop: ["ALL"] },
    },
    environment: byName(
      Object.entries(container.environment ?? {}).map(([name, value]) => ({ name, value })),
    ),
    environmentFiles: [],
    secrets: byName(container.secrets ?? []),
    portMappings: container.ports ?? [],
    mountPoints: [...(container.mounts ?? [])],
    dependsOn: [...(container.after ?? [])],
    healthCheck: container.healthCheck,
    stopTimeout: container.stopTimeout,
    resourceRequirements:
      container.gpus === undefined ? undefined : [{ type: "GPU", value: String(container.gpus) }],
    logConfiguration: container.logs,
    firelensConfiguration: container.firelens,
    systemControls: [],
    ulimits: ulimits(container.ulimits ?? {}),
    volumesFrom: [],
  };
}

function ulimits(limits: ModuleConfig["container"]["ulimits"]): Ulimit[] {
  const all = Object.entries(limits).map(([name, softLimit]) => ({ name, softLimit, hardLimit: softLimit }));
  // The schema takes no other names.
  return byName(all) as Ulimit[];
}

export function byName<T extends { readonly name: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => (a.name < b.name ? -1 : 1));
}
