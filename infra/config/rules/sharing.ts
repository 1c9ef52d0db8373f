import { fault, type Fault } from "../../faults";
import { listenerPriority } from "../../listenerPriority";
import { answersEverything, routesOf } from "../../routes";
import type { EnvironmentConfig } from "../schema/environment";

/** What no two modules may share. The later name is told, so that the older module is left in peace. */
export function sharingRules({ modules }: EnvironmentConfig): Fault[] {
  const faults: Fault[] = [];
  const priorities = new Map<string, string>();
  const paths: { path: string; owner: string }[] = [];
  for (const name of Object.keys(modules).sort()) {
    const module = modules[name]!;
    for (const [index, { path }] of routesOf(name, module).entries()) {
      const clash = paths.find((other) => covers(other.path, path) || covers(path, other.path));
      if (clash)
        faults.push(
          fault(
            `modules.${name}.routes[${index}]`,
            `must not overlap ${clash.path} of ${clash.owner}`,
            path,
            "Give each module paths of its own.",
          ),
        );
      else paths.push({ path, owner: name });
    }
    const priority = listenerPriority(name, module);
    const place = `${module.loadBalancer}/${priority}`;
    const rival = priorities.get(place);
    // Two of them overlap, which is told above; one of them has no number that could be set.
    const [told, other] = answersEverything(module) ? [rival, name] : [name, rival];
    if (rival !== undefined && !answersEverything(modules[told!]!))
      faults.push(
        fault(
          `modules.${told}.listenerPriority`,
          `must differ from that of ${other}`,
          priority,
          "Set another number for the newer module.",
        ),
      );
    priorities.set(place, name);
  }
  return faults;
}

/** `/` lies below nothing and above nothing: it only takes what nobody else has. */
function covers(path: string, other: string): boolean {
  return other === path || other.startsWith(`${path}/`);
}
