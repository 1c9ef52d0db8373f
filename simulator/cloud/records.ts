import type { ApiContainer } from "../api/world";
import { resourceTypes } from "../aws/resourceTypes";
import type { Values } from "../aws/types";
import { SimulatedAwsError } from "./errors";
import type { CloudRecord } from "./journal";

/** As AWS says it is, whatever it was told. */
export function seen({ rewritten, ...record }: CloudRecord): CloudRecord {
  return { ...record, inputs: { ...record.inputs, ...rewritten } };
}

/** Nearly all that AWS computed stays as it is, but for what the inputs now say and what follows from them. */
export function computedAgain({ type, computed }: CloudRecord, inputs: Values): Values {
  const given = Object.entries(inputs).filter(([key]) => key in computed);
  const again = resourceTypes[type]?.recomputed?.(computed, inputs);
  return { ...computed, ...Object.fromEntries(given), ...again };
}

/** A user pool says ACTIVE where others say true. */
export function checkProtection({ id, inputs }: CloudRecord): void {
  const { deletionProtection, enableDeletionProtection } = inputs;
  if (deletionProtection === true || deletionProtection === "ACTIVE" || enableDeletionProtection === true)
    throw new SimulatedAwsError("OperationNotPermitted", `${id} has deletion protection on`);
}

/** Undefined where there is no such task definition. */
export function containersOf(taskDefinition: CloudRecord | undefined): readonly ApiContainer[] | undefined {
  const given =
    taskDefinition &&
    (JSON.parse(String(taskDefinition.inputs.containerDefinitions)) as readonly ApiContainer[]);
  return given?.map(({ name, image }) => ({ name, image }));
}
