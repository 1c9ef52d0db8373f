import type { IContainer, IProbe } from "kubernetes-models/v1";
import type { Container, ContainerCheck, Targets } from "./workload";

type Probes = Pick<IContainer, "startupProbe" | "livenessProbe" | "readinessProbe">;

interface Check {
  readonly how: Pick<IProbe, "exec" | "httpGet" | "tcpSocket">;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failures: number;
  readonly graceSeconds: number;
}

/**
 * ECS asks at the load balancer and inside the container, and replaces a task that fails either. A container of
 * Kubernetes has one liveness probe, which is the check inside where there is one; traffic hangs on the other.
 */
export function applicationProbes({ healthCheck }: Container, targets: Targets | undefined): Probes {
  const inside = insideCheck(healthCheck);
  const door = targets && doorCheck(targets);
  const alive = inside ?? door;
  const ready = door ?? inside;
  return {
    ...(alive && { startupProbe: startup(alive), livenessProbe: probe(alive) }),
    ...(ready && { readinessProbe: probe(ready) }),
  };
}

/** The module's own container waits for the startup probe of one that begins before it. */
export function companionProbes({ healthCheck }: Container): Probes {
  const inside = insideCheck(healthCheck);
  return inside ? { startupProbe: startup(inside), livenessProbe: probe(inside) } : {};
}

function insideCheck(check: ContainerCheck | undefined): Check | undefined {
  if (check === undefined) return undefined;
  const [, ...command] = check.command;
  return {
    how: { exec: { command } },
    periodSeconds: check.interval,
    timeoutSeconds: check.timeout,
    failures: check.retries,
    graceSeconds: check.startPeriod,
  };
}

/** By the name of the port, which the container has exactly once. */
function doorCheck({ protocol, path, ...check }: Targets): Check {
  return {
    how: protocol === "http" ? { httpGet: { path, port: protocol } } : { tcpSocket: { port: protocol } },
    periodSeconds: check.intervalSeconds,
    timeoutSeconds: check.timeoutSeconds,
    failures: check.failures,
    graceSeconds: check.graceSeconds,
  };
}

function probe({ how, periodSeconds, timeoutSeconds, failures }: Check): IProbe {
  return { ...how, periodSeconds, timeoutSeconds, failureThreshold: failures };
}

/** Until it succeeds the others do not run, as failed checks do not count within ECS's time of grace. */
function startup(check: Check): IProbe {
  const { graceSeconds, periodSeconds, failures } = check;
  return { ...probe(check), failureThreshold: Math.ceil(graceSeconds / periodSeconds) + failures };
}
