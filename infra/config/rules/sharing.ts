import { fault, type Fault } from "../../faults";
import { listenerPriority } from "../../listenerPriority";
import type { EnvironmentConfig } from "../schema/environment";

/** What no two modules may share. The later name is told, so that the older module is left in peace. */
export function sharingRules({ modules }: EnvironmentConfig): Fault[] {
  const faults: Fault[] = [];
  const priorities = new Map<number, string>();
  const routes: { route: string; owner: string }[] = [];
  for (const name of Object.keys(modules).sort()) {
    const module = modules[name]!;
    for (const [index, route] of module.routes.entries()) {
      const clash = routes.find((other) => covers(other.route, route) || covers(route, other.route));
      if (clash)
        faults.push(
          fault(
            `modules.${name}.routes[${index}]`,
            `must not overlap ${clash.route} of ${clash.owner}`,
            route,
            "Give each module paths of its own.",
          ),
        );
      else routes.push({ route, owner: name });
    }
    const priority = listenerPriority(name, module.listenerPriority);
    const rival = priorities.get(priority);
    if (rival !== undefined)
      faults.push(
        fault(
          `modules.${name}.listenerPriority`,
          `must differ from that of ${rival}`,
          priority,
          "Set another number for the newer module.",
        ),
      );
    priorities.set(priority, name);
  }
  return faults;
}

function covers(route: string, other: string): boolean {
  return other === route || other.startsWith(`${route}/`);
}
