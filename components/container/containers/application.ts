import { companions, containerNames, hasVolumes, roomLeft } from "../../../infra/taskContainers";
import { timeoutChain } from "../../../infra/timeouts";
import { type Container, type ContainerDefinition, definition, type Dependency } from "./definition";
import { applicationCheck } from "./health";
import { applicationLogs } from "./logging";
import { sidecarsBefore } from "./sidecars";
import { mounts } from "./volumes";
import type { ContainersArgs } from "./index";

/** The module's own container. */
export function application(args: ContainersArgs): ContainerDefinition {
  const { module, running, variables, secrets } = args;
  const { container, capacity } = module;
  return definition({
    name: containerNames.application,
    image: running.image,
    command: running.command,
    essential: true,
    // Shares count against those of the other containers, so with any it names what they leave.
    cpu: companions(module).length > 0 ? roomLeft(module).cpu : 0,
    user: container.user,
    readOnly: container.readOnlyRootFilesystem,
    init: true,
    environment: variables,
    secrets,
    ports: ports(module),
    mounts: mounts(module),
    after: waitsFor(module),
    healthCheck: applicationCheck(module.health, running),
    stopTimeout: timeoutChain(module.longestResponseSeconds).stop,
    gpus: capacity.gpus,
    logs: applicationLogs(args),
    ulimits: container.ulimits,
  });
}

/** Service Connect knows the port by the name of its protocol. */
function ports({ kind, protocol, port, capacity }: ContainersArgs["module"]): Container["ports"] {
  if (kind === "worker" || kind === "job") return [];
  // Tasks on one server share its ports, so each gets one that is free.
  if (capacity.kind === "external") return [{ containerPort: port, hostPort: 0, protocol: "tcp" }];
  const mapping = { name: protocol, containerPort: port, hostPort: port, protocol: "tcp" } as const;
  return [protocol === "http" ? { ...mapping, appProtocol: "http" } : mapping];
}

/**
 * There is no way round: the application waits for what begins before it, and what begins after it waits for the
 * application; nothing else waits. ECS stops them in the opposite order, so the last lines and traces get out.
 */
function waitsFor(module: ContainersArgs["module"]): Dependency[] {
  return [
    ...(hasVolumes(module) ? [{ containerName: containerNames.prepare, condition: "SUCCESS" } as const] : []),
    ...(module.logRouter ? [{ containerName: containerNames.logRouter, condition: "START" } as const] : []),
    ...(module.tracing ? [{ containerName: containerNames.tracing, condition: "START" } as const] : []),
    ...sidecarsBefore(module),
  ];
}
