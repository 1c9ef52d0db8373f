import type { CloudRecord } from "../../../simulator/cloud/journal";
import { creationSeconds } from "../../../simulator/cloud/latency";
import type { StateResource } from "./ledger";

/** A resource and how long it takes AWS to make it. */
export interface Link {
  readonly urn: string;
  readonly type: string;
  readonly seconds: number;
}

/**
 * What AWS itself wants to be there first although the inputs do not name it: the type that waits, and the types
 * that it waits for when the program says so with `dependsOn`.
 */
const demandedByAws: Readonly<Record<string, readonly string[]>> = {
  // Without the account's role there may be no access logs.
  "aws:apigateway/stage:Stage": ["aws:apigateway/account:Account"],
  // They name the service by names out of the stack file.
  "aws:appautoscaling/policy:Policy": ["aws:appautoscaling/target:Target"],
  "aws:appautoscaling/target:Target": ["aws:ecs/service:Service"],
  // It may ask only for scopes that are there.
  "aws:cognito/userPoolClient:UserPoolClient": ["aws:cognito/resourceServer:ResourceServer"],
  // A target group must hang on the load balancer before a service may use it; hosts must be there to place on, and
  // the nodes of one cluster start one after another.
  "aws:ecs/service:Service": [
    "aws:lb/listenerRule:ListenerRule",
    "aws:autoscaling/group:Group",
    "aws:ecs/service:Service",
  ],
  // AWS writes a test object when access logs are turned on.
  "aws:lb/loadBalancer:LoadBalancer": ["aws:s3/bucketPolicy:BucketPolicy"],
  // RDS makes its own log groups, without key and end, where there are none.
  "aws:rds/instance:Instance": ["aws:cloudwatch/logGroup:LogGroup"],
  // Rules for old versions are refused until the bucket keeps versions.
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": [
    "aws:s3/bucketVersioning:BucketVersioning",
  ],
  // S3 refuses concurrent changes of these two to one bucket.
  "aws:s3/bucketPolicy:BucketPolicy": ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"],
};

/** By URN, the URNs of what each needs: what its inputs name, and what AWS demands beside that. */
export function needs(
  made: readonly CloudRecord[],
  state: readonly StateResource[],
): ReadonlyMap<string, readonly string[]> {
  const owners = ownersOf(made);
  const typeOf = new Map(made.map(({ urn, type }) => [urn, type]));
  const declared = new Map(state.map(({ urn, dependencies }) => [urn, dependencies ?? []]));
  return new Map(
    made.map(({ urn, type, inputs }) => {
      const text = textOf(inputs);
      const named = [...owners].filter(([handle]) => mentions(text, handle)).map(([, owner]) => owner);
      const demanded = (declared.get(urn) ?? []).filter((other) =>
        demandedByAws[type]?.includes(typeOf.get(other) ?? ""),
      );
      return [urn, [...new Set([...named, ...demanded])].filter((other) => other !== urn)];
    }),
  );
}

/**
 * The same, with what a remote component costs: the engine is told all its outputs at once, when the last of its
 * children is made. So who needs one of the children waits for all of them.
 */
export function needsThrough(
  component: string,
  needed: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  const inside = (urn: string) => urn.split("::")[2]!.includes(`${component}$`);
  const children = [...needed.keys()].filter(inside);
  return new Map(
    [...needed].map(([urn, others]) => [
      urn,
      inside(urn) || !others.some(inside) ? others : [...new Set([...others, ...children])],
    ]),
  );
}

/** By what AWS made up for it. Where two have the same, it means the one that was there first. */
function ownersOf(made: readonly CloudRecord[]): Map<string, string> {
  const owners = new Map<string, string>();
  for (const { urn, id, inputs, computed } of made)
    for (const handle of mintedIn(inputs, [id, ...Object.values(computed)]))
      // Short ones are names out of the stack file, which mean nothing by themselves.
      if (handle.length > 12 && !owners.has(handle)) owners.set(handle, urn);
  return owners;
}

/** What nobody could know before AWS told it: ids, ARNs, names made up on the way, the address of a database. */
function mintedIn(inputs: unknown, values: readonly unknown[]): string[] {
  const given = textOf(inputs);
  return values.filter((value) => typeof value === "string").filter((value) => !given.includes(value));
}

/** All that is written in the inputs, also what is written in base64. */
function textOf(inputs: unknown): string {
  if (typeof inputs === "string") {
    const decoded = /^[A-Za-z0-9+/]{40,}=*$/.test(inputs)
      ? Buffer.from(inputs, "base64").toString("utf8")
      : "";
    return `${inputs}\n${decoded}`;
  }
  return typeof inputs === "object" && inputs !== null ? Object.values(inputs).map(textOf).join("\n") : "";
}

/** As a whole word: one ARN may begin with another. */
function mentions(text: string, handle: string): boolean {
  const word = /[\w-]/;
  for (let at = text.indexOf(handle); at >= 0; at = text.indexOf(handle, at + 1))
    if (!word.test(text[at - 1] ?? "") && !word.test(text[at + handle.length] ?? "")) return true;
  return false;
}

/** The chain of resources that need each other which takes longest: nothing can be faster than it. */
export function longestChain(
  made: readonly CloudRecord[],
  needed: ReadonlyMap<string, readonly string[]>,
): readonly Link[] {
  const types = new Map(made.map(({ urn, type }) => [urn, type]));
  const chains = new Map<string, readonly Link[]>();
  const chainTo = (urn: string): readonly Link[] => {
    const ready = chains.get(urn);
    if (ready) return ready;
    // A cycle can only come from a handle that means somebody else.
    chains.set(urn, []);
    const before = (needed.get(urn) ?? []).map(chainTo).reduce<readonly Link[]>(longer, []);
    const type = types.get(urn)!;
    const chain = [...before, { urn, type, seconds: creationSeconds(type) }];
    chains.set(urn, chain);
    return chain;
  };
  return made.map(({ urn }) => chainTo(urn)).reduce<readonly Link[]>(longer, []);
}

export const secondsOf = (chain: readonly Link[]): number =>
  chain.reduce((sum, { seconds }) => sum + seconds, 0);

const longer = (a: readonly Link[], b: readonly Link[]): readonly Link[] =>
  secondsOf(b) > secondsOf(a) ? b : a;
