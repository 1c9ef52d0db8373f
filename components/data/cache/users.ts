import { User, UserGroup } from "@pulumi/aws/elasticache";
import type * as pulumi from "@pulumi/pulumi";
import { cacheGroupId, noAccess } from "../../../infra/cache";
import type { Scope } from "../../../infra/scope";

/**
 * Who may come in. The modules add their users themselves, so that one changes nothing of another's. Valkey asks for
 * no default user, and turns its own off; the one here is what the group is never without, and nobody can be.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
 */
export function createUserGroup(name: string, scope: Scope, parent: pulumi.Resource): UserGroup {
  const id = cacheGroupId(scope.environment);
  const nobody = new User(
    `${name}-nobody`,
    {
      userId: id,
      userName: id,
      engine: "valkey",
      accessString: noAccess,
      authenticationMode: { type: "iam" },
    },
    { parent },
  );
  return new UserGroup(
    name,
    { userGroupId: id, engine: "valkey", userIds: [nobody.userId] },
    { parent, ignoreChanges: ["userIds"] },
  );
}
