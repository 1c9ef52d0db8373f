/** A version of a secret, as far as its age goes. */
export interface SeenVersion {
  readonly stages: readonly string[];
  readonly createdAt: Date;
}

export interface KeyAge {
  readonly days: number;
  /** Whether it still has the value that it was made with, which is no key. */
  readonly pending: boolean;
}

const dayMs = 86_400_000;

/**
 * Age of a key from its versions. Whoever writes a key leaves the value before it as AWSPREVIOUS, so that a secret
 * without one was never written, and nothing has to be read to know it.
 */
export function keyAge(versions: readonly SeenVersion[], now: Date): KeyAge | undefined {
  const current = versions.find(({ stages }) => stages.includes("AWSCURRENT"));
  if (current === undefined) return undefined;
  const pending = !versions.some(({ stages }) => stages.includes("AWSPREVIOUS"));
  const days = (now.getTime() - current.createdAt.getTime()) / dayMs;
  return { days: pending ? 0 : Math.max(0, Math.floor(days)), pending };
}
