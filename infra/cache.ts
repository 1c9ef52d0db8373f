import { createHash } from "node:crypto";
import { project } from "./naming";

/** Id of the environment's user group in ElastiCache. */
export function cacheGroupId(environment: string): string {
  return `${project}-${environment}`;
}

/** Most characters of the id of a user, and of what tells it apart at its end. */
const idLength = 40;
const hashLength = 8;

/**
 * Id and name of a module's user; with IAM they are the same. The hash tells `a-b` of one environment from `b` of
 * another whose name ends with `a`, and what is too long from what begins alike.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html#auth-iam-limits
 */
export function cacheUserId(groupId: string, module: string): string {
  const hash = createHash("sha256").update(`${groupId}/${module}`).digest("hex").slice(0, hashLength);
  const readable = `${groupId}-${module}`.slice(0, idLength - hashLength - 1).replace(/-$/, "");
  return `${readable}-${hash}`;
}

/** What every key and channel of a module begins with. */
export function cachePrefix(module: string): string {
  return `${module}:`;
}

/**
 * What a module may do: everything with its own keys and channels, and nothing that tells of others or works on the
 * cache as a whole. Valkey looks at the keys of a command, so those that name none go here: lists of keys, channels
 * and names of keys that changed, and functions and scripts that all users share. INFO counts, and names nothing.
 * https://valkey.io/topics/acl/ https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
 */
export function moduleAccess(module: string): string {
  const prefix = cachePrefix(module);
  const withheld = [
    "-@admin",
    "-@dangerous",
    "-scan",
    "-randomkey",
    "-cluster|getkeysinslot",
    "-client|tracking",
    "-pubsub",
    "-function",
    "-script|flush",
    "-script|kill",
  ];
  return ["on", `~${prefix}*`, `&${prefix}*`, "+@all", ...withheld, "+info"].join(" ");
}

/** Of a user who never comes in. */
export const noAccess = "off -@all";
