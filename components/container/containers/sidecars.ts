import type { SidecarConfig } from "../../../infra/config/schema/containers";
import type { ModuleConfig } from "../../../infra/config/schema/module";
import { containerNames } from "../../../infra/taskContainers";
import { type ContainerDefinition, definition, type Dependency } from "./definition";
import { applicationCheck, sidecarCheck } from "./health";
import type { ContainersArgs } from "./index";
import { moduleLogs } from "./logging";

/** The containers that a module brings along, by name. */
export function sidecars(args: ContainersArgs): ContainerDefinition[] {
  return sorted(args.module).map(([name, sidecar]) =>
    definition({
      name,
      image: sidecar.image,
      command: sidecar.command,
      essential: sidecar.essential,
      cpu: sidecar.cpu,
      memory: sidecar.memoryMiB,
      restarts: !sidecar.essential,
      user: sidecar.user,
      readOnly: false,
      init: true,
      environment: { ...sidecar.environment, AWS_REGION: args.region },
      after: sidecar.start === "after" ? [application(args)] : [],
      healthCheck: sidecarCheck(sidecar),
      logs: moduleLogs(args, name),
    }),
  );
}

/** Those that the application waits for. */
export function sidecarsBefore(module: Pick<ModuleConfig, "sidecars">): Dependency[] {
  return sorted(module)
    .filter(([, { start }]) => start === "before")
    .map(([containerName, { health }]) => ({ containerName, condition: health ? "HEALTHY" : "START" }));
}

function application({ module, running }: ContainersArgs): Dependency {
  return {
    containerName: containerNames.application,
    condition: applicationCheck(module.health, running) ? "HEALTHY" : "START",
  };
}

function sorted({ sidecars: all }: Pick<ModuleConfig, "sidecars">): [string, SidecarConfig][] {
  return Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1));
}
