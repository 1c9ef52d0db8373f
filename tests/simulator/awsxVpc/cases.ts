import { expect } from "chai";
import { expandVpc, type Expansion } from "../../../simulator/awsxVpc";
import recorded from "./recordings.json";

export interface Recording {
  readonly args: Record<string, unknown>;
  readonly refused?: boolean;
  readonly outputKeys?: readonly string[];
  readonly outputs?: Record<string, unknown>;
  readonly resources: readonly { type: string; name: string; parent: string | null; inputs?: unknown }[];
}

export const recordings = Object.entries(recorded as unknown as Record<string, Recording>);
export const component = "awsx:ec2:Vpc::net";
export const zonesOfRegion = ["ap-northeast-2a", "ap-northeast-2b", "ap-northeast-2c", "ap-northeast-2d"];

export const expand = (args: Record<string, unknown>): Expansion =>
  expandVpc("net", { subnetStrategy: "Auto", ...args }, zonesOfRegion);
export const twoZones = { availabilityZoneNames: ["ap-northeast-2a", "ap-northeast-2c"] };
export const oneZone = { availabilityZoneNames: ["ap-northeast-2a"] };
export const noNat = { natGateways: { strategy: "None" } };

export const inputsOf = (expansion: Expansion, type: string): Record<string, Record<string, unknown>> =>
  Object.fromEntries(
    expansion.resources.filter((one) => one.type.endsWith(`:${type}`)).map((one) => [one.name, one.inputs]),
  );
export const rangesOf = (expansion: Expansion): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(inputsOf(expansion, "Subnet")).map(([name, inputs]) => [name, inputs.cidrBlock]),
  );
export const refs = (type: string, ...names: string[]) =>
  names.map((name) => ({ ref: `aws:ec2/${type}::${name}` }));

/** The recordings keep the meaning of a refusal; the words are those of vpc.ts and subnetDistributorNew.ts. */
export const refusals: Record<string, string> = {
  "f-masks-too-large":
    "Subnets are too large for VPC. VPC has 512 addresses, but subnets require 4608 addresses.",
  "f2-nat-without-public":
    "If NAT Gateway strategy is 'OnePerAz' or 'Single', public subnets must be declared to host the NAT Gateway " +
    "resource, along with private or isolated subnets to route through it.",
  "f3-zones-named-and-counted":
    "Only one of [availabilityZoneNames] and [numberOfAvailabilityZones] can be specified",
  "f4-default-layout-range-too-small":
    "Automatic subnet creation requires a VPC with at least /26 available per AZ, but only /27 is available." +
    "If you do need very small subnets, please specify them explicitly.",
  "f5-same-type-twice-unnamed":
    'Invalid subnet specifications:\n - Multiple subnet specs of type "private" require unique names. You can have at ' +
    "most one unnamed subnet per type. All other subnets of the same type must have unique " +
    '"name" properties to avoid duplicate resource names.',
  "f6-too-many-nat-addresses":
    "Exactly one Elastic IP may be specified when NAT Gateway strategy is 'Single'.",
};

/** What was thrown, as text, or a failure when nothing was. */
export function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  return expect.fail("nothing was refused");
}
