import { providersOf } from "../../../aiProviders";
import { quotas } from "../../../aws/quotas";
import type { Fault } from "../../../faults";
import { cacheVariables, tracingVariables } from "../../../taskContainers";
import type { ModuleConfig } from "../../schema/module";
import type { At } from "./at";
import { checkFaults } from "./commands";
import { sidecarFaults } from "./sidecars";
import { volumeFaults } from "./volumes";

/** What runs in a task, and whether AWS takes it. */
export function containerFaults(module: ModuleConfig, at: At): Fault[] {
  return [
    ...environmentFaults(module, at),
    ...bytesFaults(module, at),
    ...hardeningFaults(module, at),
    ...sidecarFaults(module, at),
    ...volumeFaults(module, at),
  ];
}

/** Names that the platform sets in every container; a module's own value would be lost or would hide it. */
export const reservedVariables =
  /^(AWS_|ECS_|PORT$|DB_|QDRANT_|BUCKET(_PREFIX)?$|CACHE_(HOST|NAME|PORT|PREFIX|SERVERLESS|USER)$|MODULE$|ENVIRONMENT$|HEARTBEAT_SECONDS$|KEEP_ALIVE_SECONDS$|QUEUE_URL$)/;

function environmentFaults(module: ModuleConfig, at: At): Fault[] {
  const set = { ...cacheVariables(module), ...(module.tracing ? tracingVariables("") : {}) };
  const keys = providersOf(module).flatMap(({ keyVariable, gateway }) =>
    gateway ? [gateway.tokenVariable, gateway.urlVariable] : [keyVariable],
  );
  return Object.entries(module.environment)
    .filter(([name]) => reservedVariables.test(name) || name in set || keys.includes(name))
    .map(([name, value]) =>
      at(`environment.${name}`, "is a name that the platform sets", value, "Choose another name."),
    );
}

/** The task definition as a whole may have so much, and it holds more than what a module writes into it. */
function bytesFaults({ environment, sidecars, logRouter, volumes }: ModuleConfig, at: At): Fault[] {
  const parts: (readonly [path: string, value: unknown, share: number, fix: string])[] = [
    ["environment", environment, 1 / 2, "Keep large settings in the bucket."],
    ["sidecars", sidecars, 1 / 4, "Keep large settings in their images."],
    ["logRouter", logRouter, 1 / 32, "Use fewer options."],
    // Each stands in the definition three times.
    ["volumes", volumes, 1 / 32, "Use fewer volumes."],
  ];
  return parts.flatMap(([path, value, share, fix]) => {
    const most = quotas.taskDefinitionBytes * share;
    const bytes = Buffer.byteLength(JSON.stringify(value));
    return bytes > most ? [at(path, `must have at most ${most} bytes as JSON`, bytes, fix)] : [];
  });
}

function hardeningFaults({ container, capacity, health }: ModuleConfig, at: At): Fault[] {
  const faults = checkFaults(health.command, "health.command", at);
  if (container.exec && container.readOnlyRootFilesystem)
    faults.push(
      at(
        "container.exec",
        "needs a writable root filesystem",
        true,
        "Write readOnlyRootFilesystem: false, or exec: false.",
      ),
    );
  if (capacity.kind === "fargate")
    for (const [name, limit] of Object.entries(container.ulimits))
      if (name !== "nofile")
        faults.push(
          at(
            `container.ulimits.${name}`,
            "cannot be set on Fargate",
            limit,
            "Only nofile can; remove the key, or use a pool.",
          ),
        );
  return faults;
}
