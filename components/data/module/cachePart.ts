import { User, UserGroupAssociation } from "@pulumi/aws/elasticache";
import * as pulumi from "@pulumi/pulumi";
import { cachePrefix, cacheUserId, moduleAccess } from "../../../infra/cache";
import { connectToCache } from "../../../infra/iam/cache";
import type { CacheRef } from "../refs";
import type { Part, PartContext } from "./parts";

/**
 * A user of the module's own, who logs in with a token that the task's role signs: there is no password to keep or
 * to rotate.
 */
export function cachePart(cache: CacheRef, { module, tags, parent }: PartContext): Part {
  const name = `${module}-cache`;
  const id = cache.userGroupId.apply((groupId) => cacheUserId(groupId, module));
  const user = new User(
    name,
    {
      userId: id,
      userName: id,
      engine: "valkey",
      accessString: moduleAccess(module),
      authenticationMode: { type: "iam" },
      tags,
    },
    { parent },
  );
  // AWS makes no cache with a group that is just being changed.
  const userGroupId = pulumi.all([cache.userGroupId, cache.arn]).apply(([groupId]) => groupId);
  const membership = new UserGroupAssociation(name, { userGroupId, userId: user.userId }, { parent });
  // A token is for a cache by its name, and says which of the two kinds it is.
  const [kind, cacheName] = [5, 6].map((part) => cache.arn.apply((arn) => arn.split(":")[part]!));
  return {
    variables: {
      CACHE_HOST: cache.host,
      CACHE_PORT: String(cache.port),
      CACHE_NAME: cacheName!,
      CACHE_SERVERLESS: kind!.apply((text) => String(text === "serverlesscache")),
      CACHE_USER: user.userName,
      CACHE_PREFIX: cachePrefix(module),
    },
    statements: [
      pulumi.all([cache.arn, user.arn]).apply(([cacheArn, userArn]) => [connectToCache(cacheArn, userArn)]),
    ],
    securityGroupIds: [cache.clientsSecurityGroupId],
    ready: [membership],
  };
}
