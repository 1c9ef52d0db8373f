import type { ModuleConfig } from "../../../infra/config/schema/module";
import { containerNames } from "../../../infra/taskContainers";
import { byName, type ContainerDefinition, definition, type Mount } from "./definition";
import type { ContainersArgs } from "./index";
import { moduleLogs } from "./logging";

type Volumes = Pick<ModuleConfig, "container" | "volumes">;

/** Volumes of the task, which end with it. */
export function taskVolumes(module: Volumes): { name: string }[] {
  return mounts(module).map(({ sourceVolume }) => ({ name: sourceVolume }));
}

/** What the application can write; under a read-only root nothing else. */
export function mounts({ container, volumes }: Volumes): Mount[] {
  const all = { ...volumes, ...(container.readOnlyRootFilesystem ? { tmp: "/tmp" } : {}) };
  return byName(Object.entries(all).map(([name, path]) => ({ name, path }))).map(({ name, path }) => ({
    sourceVolume: name,
    containerPath: path,
    readOnly: false,
  }));
}

/** A fresh volume belongs to root, so a container without root could not write to it. */
export function prepare(args: ContainersArgs): ContainerDefinition {
  const volumes = mounts(args.module);
  return definition({
    name: containerNames.prepare,
    image: "public.ecr.aws/docker/library/busybox:1.37",
    command: ["chmod", "1777", ...volumes.map(({ containerPath }) => containerPath)],
    essential: false,
    cpu: 0,
    user: "0",
    readOnly: true,
    mounts: volumes,
    logs: moduleLogs(args, containerNames.prepare),
  });
}
