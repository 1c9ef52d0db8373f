import type { EnvironmentConfig } from "./config/schema/environment";

type Modules = Readonly<Record<string, Pick<EnvironmentConfig["modules"][string], "calls">>>;

/**
 * The modules, every one after those that it calls: a client of Service Connect does not see what starts after it.
 * Otherwise by name, so that the order of the stack file means nothing.
 */
export function callOrder(modules: Modules): string[] {
  const order: string[] = [];
  const visit = (name: string) => {
    if (order.includes(name)) return;
    for (const callee of [...modules[name]!.calls].sort()) visit(callee);
    order.push(name);
  };
  for (const name of Object.keys(modules).sort()) visit(name);
  return order;
}

/**
 * The modules on the way from one back to itself, the same at both ends; undefined where there is no such way. The way
 * leads through names that come later in the alphabet, so that of all on a circle only the first one finds it.
 */
export function callCircle(name: string, modules: Modules): string[] | undefined {
  const seen = new Set([name]);
  const search = (at: string, way: readonly string[]): string[] | undefined => {
    for (const callee of [...(modules[at]?.calls ?? [])].sort()) {
      if (callee === name && way.length > 1) return [...way, name];
      if (callee < name || seen.has(callee)) continue;
      seen.add(callee);
      const found = search(callee, [...way, callee]);
      if (found) return found;
    }
    return undefined;
  };
  return search(name, [name]);
}
