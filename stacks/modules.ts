import type * as pulumi from "@pulumi/pulumi";
import { ContainerModule, type ContainerModuleArgs } from "../components/container/ContainerModule";
import type { DataTier } from "../components/data/DataTier";
import { callOrder } from "../infra/callOrder";
import type { KeptImage } from "../infra/aiGateway/image";
import type { EnvironmentConfig } from "../infra/config/schema/environment";
import type { TaskLaunch } from "../infra/taskLaunch";

/** What every module of an environment stands on. */
export interface Ground extends Pick<
  ContainerModuleArgs,
  "alarms" | "logsKey" | "network" | "platform" | "registry" | "scope"
> {
  readonly data: DataTier;
  /** By module: image with digest of its last release. */
  readonly images: pulumi.Output<Readonly<Record<string, string | undefined>>>;
  /** By module: what runs that is no release. */
  readonly keptImages: Readonly<Record<string, KeptImage | undefined>>;
}

/** Each module after all that it calls. */
export function createModules(
  modules: EnvironmentConfig["modules"],
  { data, images, keptImages, ...ground }: Ground,
  opts: pulumi.ComponentResourceOptions,
): Record<string, ContainerModule> {
  const made: Record<string, ContainerModule> = {};
  for (const name of callOrder(modules)) {
    const module = modules[name]!;
    const released = images.apply((all) => all[name]);
    const callees = Object.fromEntries(module.calls.map((callee) => [callee, made[callee]!.callee!]));
    const kept = keptImages[name];
    const args = { ...module, ...ground, data: data.forModule(name), released, kept, callees };
    made[name] = new ContainerModule(name, args, opts);
  }
  return made;
}

/** What people and tools outside of the stack ask about its modules. */
export interface ModuleOutputs {
  /** By module. */
  readonly services: Readonly<Record<string, pulumi.Output<string>>>;
  /** Host and port of modules with a load balancer of their own, by module. */
  readonly addresses: Readonly<Record<string, pulumi.Output<string>>>;
  /** How a task of a module starts outside of its service, by module. */
  readonly tasks: Readonly<Record<string, pulumi.Output<TaskLaunch>>>;
}

export function outputsOf(modules: Readonly<Record<string, ContainerModule>>): ModuleOutputs {
  const all = Object.entries(modules);
  const outputs = (of: (module: ContainerModule) => pulumi.Output<string> | undefined) =>
    Object.fromEntries(
      all.flatMap(([name, module]) => {
        const output = of(module);
        return output === undefined ? [] : [[name, output]];
      }),
    );
  return {
    services: outputs(({ serviceName }) => serviceName),
    addresses: outputs(({ address }) => address),
    tasks: Object.fromEntries(all.map(([name, { launch }]) => [name, launch])),
  };
}
