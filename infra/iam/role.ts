import { Role, RolePolicy } from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "../scope";
import { policyDocument, type Statement } from "./statements";

export interface RoleArgs {
  readonly description: string;
  /** Who may take the role, as a policy document. */
  readonly trust: pulumi.Input<string>;
  /** Nothing is allowed when empty. */
  readonly statements: pulumi.Input<readonly Statement[]>;
  readonly tags?: Record<string, string>;
}

/** A role with its one policy, under the company's permissions boundary. */
export function createRole(
  name: string,
  args: RoleArgs,
  scope: Scope,
  opts: pulumi.CustomResourceOptions,
): Role {
  const role = new Role(
    name,
    {
      description: args.description,
      assumeRolePolicy: args.trust,
      ...(scope.permissionsBoundary === undefined ? {} : { permissionsBoundary: scope.permissionsBoundary }),
      ...(args.tags === undefined ? {} : { tags: args.tags }),
    },
    opts,
  );
  new RolePolicy(
    name,
    { role: role.name, policy: pulumi.output(args.statements).apply(policyDocument) },
    opts,
  );
  return role;
}
