import { Role, RolePolicy } from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { rolePath } from "../naming";
import type { Scope } from "../scope";
import { policyDocument, type Statement } from "./statements";

export interface RoleArgs {
  readonly description: string;
  /** Who may take the role, as a policy document. */
  readonly trust: pulumi.Input<string>;
  /** Groups of statements, none of them empty. Without a group the role has no policy: IAM refuses an empty one. */
  readonly statements: readonly pulumi.Input<readonly Statement[]>[];
  /** With `Module` among them the role is a module's, and lies in the path for those. */
  readonly tags?: Record<string, string>;
}

export interface RoleRef {
  /** Known only when the policy is there as well: AWS asks some roles at once what they may do. */
  readonly arn: pulumi.Output<string>;
  readonly name: pulumi.Output<string>;
}

/** A role with one policy at most, under the company's permissions boundary. */
export function createRole(
  name: string,
  args: RoleArgs,
  scope: Scope,
  opts: pulumi.CustomResourceOptions,
): RoleRef {
  const role = new Role(
    name,
    {
      description: args.description,
      path: rolePath(scope.environment, args.tags?.Module === undefined ? undefined : "modules"),
      assumeRolePolicy: args.trust,
      ...(scope.permissionsBoundary === undefined ? {} : { permissionsBoundary: scope.permissionsBoundary }),
      ...(args.tags === undefined ? {} : { tags: args.tags }),
    },
    opts,
  );
  if (args.statements.length === 0) return role;
  const document = pulumi.all([...args.statements]).apply((groups) => policyDocument(groups.flat()));
  const policy = new RolePolicy(name, { role: role.name, policy: document }, opts);
  return { arn: pulumi.all([role.arn, policy.id]).apply(([arn]) => arn), name: role.name };
}
