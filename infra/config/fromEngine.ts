import * as pulumi from "@pulumi/pulumi";

/** Every key that the engine gives this run of the program. */
export function engineConfig(): Record<string, unknown> {
  return fromEngine(pulumi.runtime.allConfig());
}

/**
 * The engine hands every key over as text, objects and lists as JSON. Text that is no JSON stays text, so
 * that the schema can say what is wrong with it.
 */
export function fromEngine(config: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, parsed(value)]));
}

function parsed(value: string): unknown {
  if (!/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
