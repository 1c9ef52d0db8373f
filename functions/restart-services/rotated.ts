/** What the function `rotate-secret` tells of a secret that has a new value. */
export interface Rotated {
  readonly secretArn: string;
  /** Names of the ECS services whose tasks read it. */
  readonly services: readonly string[];
  readonly rotatedAt: Date;
}

/** Reads an event of EventBridge out of a message. */
export function readRotated(body: string): Rotated {
  const { time, detail } = recordOf(parsed(body));
  const { secretArn, services } = recordOf(detail);
  const rotatedAt = new Date(typeof time === "string" ? time : NaN);
  if (typeof secretArn !== "string" || !isNames(services) || Number.isNaN(rotatedAt.getTime()))
    throw new Error(
      "a message must be an event with a time, and a detail with secretArn and services, a list of names",
    );
  return { secretArn, services, rotatedAt };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === "string" && name !== "");
}
