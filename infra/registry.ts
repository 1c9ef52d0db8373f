import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "./scope";

/** Whose registry has the images of modules. */
export interface Registry {
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
}

/**
 * That of the shared stack, by its full name, where an environment reads one; else that of the environment's own
 * account. What the shared stack changes there counts from the environment's next `up`.
 */
export function registryOf(
  { account, region }: Pick<Scope, "account" | "region">,
  shared: string | undefined,
): pulumi.Output<Registry> {
  if (shared === undefined) return account.apply((own) => ({ account: own, region }));
  const host = new pulumi.StackReference(shared).requireOutput("registry");
  return host.apply((given) => {
    const registry = registryAt(given);
    // The engine shows it without a stack trace.
    if (registry === undefined) throw new pulumi.RunError(noRegistry(given, shared));
    return registry;
  });
}

const host = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com$/;

/** By its host; undefined where a stack says something else. */
export function registryAt(given: unknown): Registry | undefined {
  const [, account, region] = host.exec(String(given)) ?? [];
  return account === undefined || region === undefined ? undefined : { account, region };
}

/** Why what a stack says is no registry. */
export function noRegistry(given: unknown, stack: string): string {
  return `the output registry of ${stack} is not the host of a registry in ECR; got ${JSON.stringify(given)}. Let ai-platform:shared name the shared stack.`;
}
