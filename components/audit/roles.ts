import { RolePolicyAttachment } from "@pulumi/aws/iam";
import type { Bucket } from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { auditStatements } from "../../infra/iam/audit";
import { breakGlassStatements, peopleTrust } from "../../infra/iam/breakGlass";
import { createRole, type RoleRef } from "../../infra/iam/role";
import type { AuditTierArgs } from "./AuditTier";
import { auditAlias, subjectsAlias } from "./key";

/** Undefined where nobody may take it: a role that nobody takes is one that somebody finds. */
export function createAuditRole(
  name: string,
  { scope, auditors }: AuditTierArgs,
  buckets: readonly (Bucket | undefined)[],
  parent: pulumi.Resource,
): RoleRef | undefined {
  if (auditors.length === 0) return undefined;
  const { environment, region } = scope;
  const read = buckets.flatMap((bucket) => (bucket ? [bucket.arn] : []));
  const aliases = { audit: auditAlias(environment), subjects: subjectsAlias(environment) };
  return createRole(
    name,
    {
      description: `Reads who did what in ${environment}`,
      trust: peopleTrust(auditors),
      statements: [
        pulumi
          .all([scope.account, pulumi.all(read)])
          .apply(([account, bucketArns]) =>
            auditStatements({ region, account, environment }, aliases, bucketArns),
          ),
      ],
    },
    scope,
    { parent },
  );
}

/** For emergencies: repairs what runs, and can neither hide that nor delete anything. */
export function createBreakGlassRole(
  name: string,
  { scope, breakGlass }: AuditTierArgs,
  parent: pulumi.Resource,
): RoleRef | undefined {
  if (breakGlass.length === 0) return undefined;
  const { environment, region } = scope;
  const role = createRole(
    name,
    {
      description: `Repairs ${environment} in an emergency; its use rings an alarm`,
      trust: peopleTrust(breakGlass),
      statements: [scope.account.apply((account) => breakGlassStatements({ region, account, environment }))],
    },
    scope,
    { parent },
  );
  new RolePolicyAttachment(
    name,
    { role: role.name, policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
    { parent },
  );
  return role;
}
