import type { EnvironmentConfig } from "./config/schema/environment";

/**
 * The load balancers that the modules name, in order; the first one is always there. The stack file keeps who is
 * where, because a rule that fills one before the next would have to move modules when another leaves (docs/adr/0017).
 */
export function loadBalancersOf(modules: EnvironmentConfig["modules"]): number[] {
  return [...new Set([1, ...Object.values(modules).map(({ loadBalancer }) => loadBalancer)])].sort(
    (a, b) => a - b,
  );
}

/** By number, how many modules each has. */
export function loadOf(modules: EnvironmentConfig["modules"]): Map<number, number> {
  const load = new Map(loadBalancersOf(modules).map((number) => [number, 0]));
  for (const { loadBalancer } of Object.values(modules)) load.set(loadBalancer, load.get(loadBalancer)! + 1);
  return load;
}
