import { notKnownYet, type Properties } from "./resource";

/**
 * Properties as @pulumi/policy hands them over, with a mark for what a preview cannot know yet. There, touching
 * such a value throws, and the whole rule would be given up for one value that it may not even need.
 */
export function known(properties: Properties): Properties {
  return Object.fromEntries(Object.keys(properties).map((key) => [key, valueAt(properties, key)]));
}

function valueAt(holder: object, key: string | number): unknown {
  let value: unknown;
  try {
    value = (holder as Record<string | number, unknown>)[key];
  } catch {
    return notKnownYet;
  }
  if (Array.isArray(value)) return Array.from({ length: value.length }, (_, index) => valueAt(value, index));
  return typeof value === "object" && value !== null ? known(value as Properties) : value;
}
