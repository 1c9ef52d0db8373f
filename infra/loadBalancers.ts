import type { EnvironmentConfig } from "./config/schema/environment";
import { isBalanced, isSmokeTested, targetGroupCount } from "./trafficShift";

type Modules = EnvironmentConfig["modules"];

/**
 * The load balancers that the modules name, in order; the first one is always there. The stack file keeps who is
 * where, because a rule that fills one before the next would have to move modules when another leaves (docs/adr/0017).
 */
export function loadBalancersOf(modules: Modules): number[] {
  return numbers([1, ...placesOf(modules, isBalanced)]);
}

/** Those at which new revisions are asked before they get traffic. */
export function testedLoadBalancersOf(modules: Modules): number[] {
  return numbers(placesOf(modules, isSmokeTested));
}

/** By number, how many target groups each has; its rules are never more, and have the same limit. */
export function loadOf(modules: Modules): Map<number, number> {
  const load = new Map(loadBalancersOf(modules).map((number) => [number, 0]));
  for (const module of Object.values(modules).filter(isBalanced))
    load.set(module.loadBalancer, load.get(module.loadBalancer)! + targetGroupCount(module));
  return load;
}

function placesOf(modules: Modules, stands: (module: Modules[string]) => boolean): number[] {
  return Object.values(modules)
    .filter(stands)
    .map(({ loadBalancer }) => loadBalancer);
}

function numbers(all: readonly number[]): number[] {
  return [...new Set(all)].sort((a, b) => a - b);
}
