import { isDeepStrictEqual } from "node:util";
import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import type { Fate } from "./fates";

/** What of a resource must be known: a plan and AWS itself can tell it. */
type Seen = Pick<Fate["node"], "inputs" | "type">;

interface SeenFate extends Omit<Fate, "node"> {
  readonly node: Seen;
}

const caches = [
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "aws:elasticache/serverlessCache:ServerlessCache",
];

/** Whether somebody said in the stack file that this may happen. */
export function isSaid(
  { node, does, by }: SeenFate,
  before: EnvironmentConfig,
  after: EnvironmentConfig,
): boolean {
  const { deletion } = before.data;
  if (caches.includes(node.type)) return isOtherCache(before, after);
  switch (does) {
    case "keep":
      return true;
    case "refuse":
      // Of what is given up with its server; another one in its place would be a word too many.
      return by.length === 0;
    case "delete":
      return deletion === "disposable" || endsWithoutLoss(node);
    case "replace":
      return false;
  }
}

/** What is in a cache can be made again (docs/adr/0004), and one that is paid by use cannot move to other subnets. */
function isOtherCache(before: EnvironmentConfig, after: EnvironmentConfig): boolean {
  const settings = ({ data, network }: EnvironmentConfig) => [
    data.cache,
    network.availabilityZones,
    network.cidr,
  ];
  return !isDeepStrictEqual(settings(before), settings(after));
}

/** An invocation takes the access away, and the data only with the word for it. */
function endsWithoutLoss({ type, inputs }: Seen): boolean {
  return type === "aws:lambda/invocation:Invocation" && !String(inputs.input).includes('"onRemove":"drop"');
}
