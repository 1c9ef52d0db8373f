import { fault, type Fault } from "../../faults";
import type { EnvironmentConfig } from "../schema/environment";
import type { TeamConfig } from "../schema/workbench";

/** A team reads what there is to read. */
export function workbenchRules({ workbench, modules }: EnvironmentConfig): Fault[] {
  const { instanceTypes, teams } = workbench;
  return [
    ...repeated("workbench.instanceTypes", instanceTypes, "an instance type"),
    ...Object.entries(teams).flatMap(([name, team]) => teamFaults(`workbench.teams.${name}`, team, modules)),
  ];
}

function teamFaults(
  path: string,
  { reads, members }: TeamConfig,
  modules: EnvironmentConfig["modules"],
): Fault[] {
  const readable = Object.keys(modules).filter((name) => modules[name]!.data.bucket !== false);
  const known = readable.length === 0 ? "none has one" : `those are ${readable.sort().join(", ")}`;
  return [
    ...reads.flatMap((module, index) =>
      readable.includes(module)
        ? []
        : [
            fault(
              `${path}.reads[${index}]`,
              "must be a module with data.bucket",
              module,
              `Only buckets can be read here; ${known}.`,
            ),
          ],
    ),
    ...repeated(`${path}.reads`, reads, "a module"),
    ...repeated(`${path}.members`, members, "anybody"),
  ];
}

function repeated(path: string, names: readonly string[], what: string): Fault[] {
  return new Set(names).size === names.length
    ? []
    : [fault(path, `must not name ${what} twice`, names, "Remove one.")];
}
