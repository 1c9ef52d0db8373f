import type * as pulumi from "@pulumi/pulumi";
import type { CacheConfig } from "../../../infra/config/schema/data";
import type { Deletion } from "../../../infra/durability";
import type { KeyRef } from "../../keys/refs";
import type { NetworkRef } from "../../network/refs";

/** What both kinds of cache are made of. */
export interface CacheSettings extends CacheConfig {
  readonly network: NetworkRef;
  readonly dataKey: KeyRef;
  readonly deletion: Deletion;
  readonly securityGroupId: pulumi.Output<string>;
  readonly userGroupId: pulumi.Output<string>;
}

/** Where it is, what a role may connect to, and how CloudWatch names it. */
export interface Endpoint {
  readonly host: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly id: pulumi.Output<string>;
}

/** What is in a cache can be made again, so yesterday's is enough. */
export function snapshotDays(deletion: Deletion): number {
  return deletion === "protected" ? 1 : 0;
}
