import * as pulumi from "@pulumi/pulumi";
import { durable } from "../../infra/durability";
import { onlyThese, trailUsesKey } from "../../infra/iam/audit";
import type { RoleRef } from "../../infra/iam/role";
import { accountOwnsKey, logsUseKey } from "../../infra/iam/statements";
import { createKey } from "../../infra/kms/key";
import { logGroupName, project } from "../../infra/naming";
import type { KeyRef } from "../keys/refs";
import type { AuditTierArgs } from "./AuditTier";

const alias = (kind: string) => (environment: string) => `alias/${project}/${environment}/${kind}`;
export const auditAlias = alias("audit");
/** Makes the pseudonyms of an issuer's users; components/edge/issuer.ts has the key. */
export const subjectsAlias = alias("subjects");

export interface AuditKeyUsers {
  readonly trailArn: pulumi.Output<string>;
  readonly auditRole: RoleRef | undefined;
}

/** The key of the records, which the audit role alone opens as soon as there is one. */
export function createAuditKey(
  name: string,
  { scope, deletion, keyDeletionDays }: AuditTierArgs,
  { trailArn, auditRole }: AuditKeyUsers,
  parent: pulumi.Resource,
): KeyRef {
  const { environment, region } = scope;
  return createKey(
    name,
    {
      description: `Who did what in ${environment}`,
      alias: auditAlias(environment),
      deletionDays: keyDeletionDays,
      policy: pulumi
        .all([scope.account, trailArn, auditRole?.arn])
        .apply(([account, trail, auditor]) => [
          accountOwnsKey(account),
          { ...logsUseKey(region, account, logGroupName(environment, "audit")), Sid: "LogsUseKey0" },
          ...trailUsesKey(trail, account),
          ...(auditor === undefined ? [] : [onlyThese("OnlyAuditorsDecrypt", ["kms:Decrypt"], [auditor])]),
        ]),
    },
    { parent, ...durable(deletion) },
  );
}
