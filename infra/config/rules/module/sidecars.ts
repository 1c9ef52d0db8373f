import { quotas } from "../../../aws/quotas";
import type { Fault } from "../../../faults";
import {
  companions,
  containerCount,
  containerNames,
  leastRoom,
  logRouterPorts,
  roomLeft,
  tracingPorts,
} from "../../../taskContainers";
import type { ModuleConfig } from "../../schema/module";
import type { At } from "./at";
import { checkFaults } from "./commands";

/** What stands beside the module's own container, and whether there is room for it. */
export function sidecarFaults(module: ModuleConfig, at: At): Fault[] {
  return [
    ...Object.entries(module.sidecars).flatMap(([name, sidecar]) => oneFaults(name, sidecar, at)),
    ...roomFaults(module, at),
    ...tracingFaults(module, at),
    ...logRouterFaults(module, at),
  ];
}

/** Those of the platform, and those that AWS adds to a task. */
const takenName = (name: string) =>
  (Object.values(containerNames) as string[]).includes(name) || /^(aws|ecs)-/.test(name);

function oneFaults(name: string, sidecar: ModuleConfig["sidecars"][string], at: At): Fault[] {
  const path = `sidecars.${name}`;
  const faults = [
    ...checkFaults(sidecar.health, `${path}.health`, at),
    ...Object.entries(sidecar.environment)
      .filter(([variable]) => /^(AWS|ECS)_/.test(variable))
      .map(([variable, value]) =>
        at(
          `${path}.environment.${variable}`,
          "is a name that the platform sets",
          value,
          "Choose another name.",
        ),
      ),
  ];
  if (takenName(name))
    faults.push(at(path, "has the name of a container of the platform", undefined, "Choose another name."));
  if (sidecar.image.includes(".dkr.ecr."))
    faults.push(
      at(
        `${path}.image`,
        "must be in a public registry",
        sidecar.image,
        "The role that starts the tasks pulls the module's own image and no other of the account.",
      ),
    );
  return faults;
}

function roomFaults(module: ModuleConfig, at: At): Fault[] {
  // Alone, the container has the task to itself.
  if (companions(module).length === 0) return [];
  const { size } = module;
  const left = roomLeft(module);
  const count = containerCount(module);
  const fix =
    "Sidecars, tracing, the log router and Service Connect keep the rest: raise it, or give them less.";
  const short = (path: string, unit: string, least: number, is: number, has: number) =>
    is >= least
      ? []
      : [
          at(
            path,
            `must be at least ${has - is + least}, of which ${least} ${unit} are for the module itself`,
            has,
            fix,
          ),
        ];
  return [
    ...short("size.cpu", "units", leastRoom.cpu, left.cpu, size.cpu),
    ...short("size.memoryMiB", "MiB", leastRoom.memoryMiB, left.memoryMiB, size.memoryMiB),
    ...(count > quotas.containersPerTask
      ? [
          at(
            "sidecars",
            `must leave a task with at most ${quotas.containersPerTask} containers`,
            count,
            "The module's own, the one that prepares volumes, tracing and the log router count: take some out.",
          ),
        ]
      : []),
  ];
}

function tracingFaults({ tracing, capacity, port }: ModuleConfig, at: At): Fault[] {
  if (!tracing) return [];
  return [
    ...(capacity.kind === "external"
      ? [
          at(
            "tracing",
            "must be false with capacity.kind: external",
            true,
            "The containers of a task have no network in common there; remove the key.",
          ),
        ]
      : []),
    ...portFaults(port, tracingPorts, "tracing", at),
  ];
}

/** Fluent Bit has these in words of its own. */
const secretOption = /passw|secret|token|api_?key/i;

function logRouterFaults({ logRouter, port }: ModuleConfig, at: At): Fault[] {
  if (!logRouter) return [];
  const { options } = logRouter;
  return [
    ...(options.Name === undefined
      ? [
          at(
            "logRouter.options",
            "must have Name",
            options,
            "Name an output of Fluent Bit, for example Name: firehose.",
          ),
        ]
      : []),
    ...Object.keys(options)
      .filter((option) => secretOption.test(option))
      .map((option) =>
        at(
          `logRouter.options.${option}`,
          "must not be a secret",
          undefined,
          "It would stand in state and in the task definition; use an output that the module's role may write to.",
        ),
      ),
    ...portFaults(port, logRouterPorts, "the log router", at),
  ];
}

/** The containers of a task have one network. */
function portFaults(port: number, taken: readonly number[], by: string, at: At): Fault[] {
  return taken.includes(port)
    ? [at("port", `is a port of ${by} (${taken.join(", ")})`, port, "Choose another port.")]
    : [];
}
