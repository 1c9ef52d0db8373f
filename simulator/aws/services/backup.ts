import { arnOf, digits, physicalName, uuid } from "../identity";
import { nameRule } from "../nameRule";
import type { Model, Refusal, ResourceTypes, Values } from "../types";

/** What belongs to a vault carries the vault's name as its id. */
const vaultPart: Model = ({ inputs }, place) => ({
  id: String(inputs.backupVaultName),
  backupVaultArn: arnOf("backup", place, `backup-vault:${String(inputs.backupVaultName)}`),
});

/** Of restore testing: no hyphens. */
const testingName = /^[A-Za-z0-9_]+$/;

/** In days. https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html */
function lockFault({ changeableForDays, minRetentionDays, maxRetentionDays }: Values): Refusal | undefined {
  const invalid = (detail: string) => ({ code: "InvalidParameterValueException", detail });
  if (typeof changeableForDays === "number" && changeableForDays < 3)
    return invalid(`ChangeableForDays must be 3 or more, and is ${changeableForDays}`);
  if (Number(minRetentionDays) > Number(maxRetentionDays))
    return invalid(`MinRetentionDays ${String(minRetentionDays)} is more than MaxRetentionDays`);
  return undefined;
}

/** Either some resources by their ARNs, or all of a type by conditions. */
function testedFault(values: Values): Refusal | undefined {
  const arns = (values.protectedResourceArns ?? []) as readonly string[];
  return arns.length > 0 || values.protectedResourceConditions !== undefined
    ? undefined
    : { code: "MissingParameterValueException", detail: "no protected resources are given" };
}

export const backupTypes: ResourceTypes = {
  "aws:backup/vault:Vault": {
    outputs: (resource, place) => {
      const name = physicalName(resource, resource.inputs.name);
      return { id: name, name, arn: arnOf("backup", place, `backup-vault:${name}`), recoveryPoints: 0 };
    },
    replacedBy: ["kmsKeyArn", "name"],
    name: { ...nameRule(50, /^[A-Za-z0-9_-]+$/, "AlreadyExistsException"), min: 2 },
  },
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": {
    outputs: vaultPart,
    replacedBy: ["backupVaultName", "changeableForDays", "maxRetentionDays", "minRetentionDays"],
    fault: lockFault,
  },
  "aws:backup/vaultPolicy:VaultPolicy": { outputs: vaultPart, replacedBy: ["backupVaultName"] },
  "aws:backup/plan:Plan": {
    outputs: (resource, place) => {
      const id = uuid(resource.urn);
      const name = physicalName(resource, resource.inputs.name);
      return {
        id,
        name,
        arn: arnOf("backup", place, `backup-plan:${id}`),
        version: digits(resource.urn, 48),
      };
    },
    replacedBy: ["name"],
    name: nameRule(50, /^[A-Za-z0-9_.-]+$/),
    refusal: "InvalidRequestException",
  },
  "aws:backup/selection:Selection": {
    outputs: (resource) => ({
      id: uuid(resource.urn),
      name: physicalName(resource, resource.inputs.name),
    }),
    replacedBy: ["conditions", "iamRoleArn", "name", "notResources", "planId", "resources", "selectionTags"],
    name: nameRule(50, /^[A-Za-z0-9_.-]+$/),
    holds: ["aws:backup/plan:Plan"],
  },
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": {
    outputs: (resource, place) => {
      const name = physicalName(resource, resource.inputs.name);
      const arn = arnOf("backup", place, `restore-testing-plan:${name}-${uuid(resource.urn)}`);
      return { id: name, name, arn };
    },
    replacedBy: ["name"],
    name: nameRule(50, testingName, "AlreadyExistsException"),
    refusal: "InvalidRequestException",
  },
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": {
    outputs: (resource) => {
      const name = physicalName(resource, resource.inputs.name);
      return { id: `${name}:${String(resource.inputs.restoreTestingPlanName)}`, name };
    },
    replacedBy: ["name", "protectedResourceType", "restoreTestingPlanName"],
    name: {
      ...nameRule(50, testingName, "AlreadyExistsException"),
      uniqueIn: ["restoreTestingPlanName"],
    },
    fault: testedFault,
    holds: ["aws:backup/restoreTestingPlan:RestoreTestingPlan"],
  },
};
