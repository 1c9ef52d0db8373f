import type { ModuleConfig } from "./config/schema/module";
import { answers, hasService } from "./moduleKinds";

/** Containers of the platform; a sidecar cannot have such a name. */
export const containerNames = {
  application: "app",
  /** Runs first, and ends. */
  prepare: "prepare",
  tracing: "tracing",
  logRouter: "log-router",
} as const;

/** Of OTLP, of the collector's own metrics and of its health check, which it opens in the task's network. */
export const tracingPorts: readonly number[] = [4317, 4318, 8888, 13133];

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef.html */
export const logRouterPorts: readonly number[] = [24224];

export interface Room {
  readonly cpu: number;
  readonly memoryMiB: number;
}

/**
 * The agent of Service Connect takes what no container keeps; AWS recommends to leave this much.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html
 */
export const agentRoom: Room = { cpu: 256, memoryMiB: 64 };

/** AWS names no size for a collector that only passes traces on; this is an estimate, and a hard limit. */
export const tracingRoom: Room = { cpu: 64, memoryMiB: 256 };

/** Fluent Bit keeps in memory what its output does not take yet; an estimate, and a hard limit. */
export const logRouterRoom: Room = { cpu: 64, memoryMiB: 256 };

/** Less than this, and the module's own container would hardly start. */
export const leastRoom: Room = { cpu: 128, memoryMiB: 128 };

type Tasks = Pick<
  ModuleConfig,
  "kind" | "capacity" | "calls" | "size" | "container" | "volumes" | "tracing" | "logRouter" | "sidecars"
>;

/** All that stands beside the module's own container for as long as the task runs. */
export function companions({ tracing, logRouter, sidecars }: Tasks): Room[] {
  return [
    ...(tracing ? [tracingRoom] : []),
    ...(logRouter ? [logRouterRoom] : []),
    ...Object.values(sidecars),
  ];
}

/** What is left of the task for the module's own container. */
export function roomLeft(module: Tasks): Room {
  const taken = [...companions(module), ...(hasAgent(module) ? [agentRoom] : [])];
  return {
    cpu: taken.reduce((left, { cpu }) => left - cpu, module.size.cpu),
    memoryMiB: taken.reduce((left, { memoryMiB }) => left - memoryMiB, module.size.memoryMiB),
  };
}

/** Only a service joins, to be called or to call; the company's own servers cannot. */
function hasAgent(module: Tasks): boolean {
  return (
    answers(module) || (hasService(module) && module.capacity.kind !== "external" && module.calls.length > 0)
  );
}

/** Whether there is something to prepare before the module's own container starts. */
export function hasVolumes({ container, volumes }: Pick<Tasks, "container" | "volumes">): boolean {
  return container.readOnlyRootFilesystem || Object.keys(volumes).length > 0;
}

/** Containers of a task definition. The agent of Service Connect is not in it. */
export function containerCount(module: Tasks): number {
  return 1 + (hasVolumes(module) ? 1 : 0) + companions(module).length;
}

/**
 * Tell the SDKs of OpenTelemetry where the collector listens, and that it takes traces only.
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
export function tracingVariables(module: string): Record<string, string> {
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://localhost:4318",
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
    OTEL_LOGS_EXPORTER: "none",
    OTEL_METRICS_EXPORTER: "none",
    OTEL_SERVICE_NAME: module,
  };
}

/** The volume of this name holds caches. */
const cacheVolume = "cache";

/**
 * Models that a module downloads go where they can be written: Hugging Face and torch both look here.
 * https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables
 * https://docs.pytorch.org/docs/stable/hub.html
 */
export function cacheVariables({ volumes }: Pick<Tasks, "volumes">): Record<string, string> {
  const path = volumes[cacheVolume];
  return path === undefined ? {} : { XDG_CACHE_HOME: path };
}
