import { fault, type Fault } from "../../../faults";
import type { DeliveryConfig, DeliveryModuleConfig } from "../../schema/delivery";

type Modules = readonly (readonly [name: string, module: DeliveryModuleConfig])[];

export function moduleFaults({ modules }: DeliveryConfig): Fault[] {
  const all = Object.entries(modules);
  if (all.length === 0)
    return [
      fault(
        "delivery.modules",
        "must name at least one module",
        undefined,
        "Name the module with its owner and its repository.",
      ),
    ];
  return [...folderFaults(all), ...all.flatMap(([name, module]) => allowFaults(name, module))];
}

/** Two modules of one folder would be two images of one source. GitHub does not tell capitals apart. */
function folderFaults(modules: Modules): Fault[] {
  const source = ({ repository, folder }: DeliveryModuleConfig) =>
    JSON.stringify([repository.toLowerCase(), folder]);
  return modules.flatMap(([name, module], index) => {
    const first = modules.slice(0, index).find(([, other]) => source(other) === source(module));
    return first === undefined
      ? []
      : [
          fault(
            `delivery.modules.${name}.folder`,
            `must differ from that of ${first[0]}, which has the same repository`,
            module.folder,
            "Give each module a folder of its own in the repository.",
          ),
        ];
  });
}

/** That an allowance is over is no fault of the file: the gate says so when it meets the vulnerability. */
function allowFaults(name: string, { gates: { allow } }: DeliveryModuleConfig): Fault[] {
  return allow.flatMap(({ vulnerability, until }, index) => {
    const at = (key: string) => `delivery.modules.${name}.gates.allow[${index}].${key}`;
    const first = allow.findIndex((other) => other.vulnerability === vulnerability);
    return [
      ...(first < index
        ? [fault(at("vulnerability"), "must not be named twice", vulnerability, "Remove one.")]
        : []),
      ...(isDay(until)
        ? []
        : [fault(at("until"), "must be a day of the calendar", until, "Write it as 2027-01-31.")]),
    ];
  });
}

function isDay(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}
