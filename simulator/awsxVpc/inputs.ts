import { parseBlock } from "./cidr";
import { list, oneOf, onlyFalse, onlyKeys, optional, record, refuse, text, wholeNumber } from "./read";

export const subnetTypes = ["Public", "Private", "Isolated", "Unused"] as const;
export type SubnetType = (typeof subnetTypes)[number];

export interface SubnetSpec {
  readonly type: SubnetType;
  readonly name?: string | undefined;
  readonly cidrMask?: number | undefined;
  readonly size?: number | undefined;
  readonly cidrBlocks?: readonly string[] | undefined;
  readonly tags?: Record<string, unknown> | undefined;
}

export interface EndpointSpec {
  readonly serviceName: string;
  /** Handed to the endpoint as they are, unless strategy Auto fills one in. */
  readonly given: Record<string, unknown>;
}

export interface VpcInputs {
  readonly cidrBlock: string;
  readonly zoneNames: readonly string[] | undefined;
  readonly zoneCount: number | undefined;
  readonly zoneMask: number | undefined;
  readonly natStrategy: string;
  readonly natAddresses: readonly unknown[];
  readonly subnetSpecs: readonly SubnetSpec[] | undefined;
  readonly nameTagStrategy: "Legacy" | "AvailabilityZone";
  readonly endpointStrategy: "Legacy" | "Auto";
  readonly endpointSpecs: readonly EndpointSpec[];
  readonly tags: Record<string, unknown>;
  readonly region: unknown;
  /** Inputs of the VPC itself that the component neither reads nor changes. */
  readonly passedOn: Record<string, unknown>;
  readonly enableDnsHostnames: unknown;
  readonly enableDnsSupport: unknown;
}

const passedOnKeys = ["assignGeneratedIpv6CidrBlock", "enableNetworkAddressUsageMetrics", "instanceTenancy"];
const knownKeys = [
  ...passedOnKeys,
  "availabilityZoneCidrMask",
  "availabilityZoneNames",
  "cidrBlock",
  "enableDnsHostnames",
  "enableDnsSupport",
  "natGateways",
  "numberOfAvailabilityZones",
  "region",
  "subnetNameTagStrategy",
  "subnetSpecs",
  "subnetStrategy",
  "tags",
  "vpcEndpointSpecs",
  "vpcEndpointStrategy",
];
const knownSpecKeys = [
  "assignIpv6AddressOnCreation",
  "cidrBlocks",
  "cidrMask",
  "name",
  "size",
  "tags",
  "type",
];
const knownEndpointKeys = [
  "autoAccept",
  "dnsOptions",
  "ipAddressType",
  "policy",
  "privateDnsEnabled",
  "region",
  "resourceConfigurationArn",
  "routeTableIds",
  "securityGroupIds",
  "serviceName",
  "serviceNetworkArn",
  "serviceRegion",
  "subnetConfigurations",
  "subnetIds",
  "tags",
  "vpcEndpointType",
];

/** Refuses, by name, every input whose effect is not modelled; the real refusals are left to the rules. */
export function readInputs(args: Record<string, unknown>): VpcInputs {
  onlyKeys(args, knownKeys, "");
  oneOf(args.subnetStrategy ?? "Legacy", ["Auto"], "subnetStrategy");
  onlyFalse(args.assignGeneratedIpv6CidrBlock, "assignGeneratedIpv6CidrBlock");
  const cidrBlock = optional(args.cidrBlock, (value) => text(value, "cidrBlock")) ?? "10.0.0.0/16";
  parseBlock(cidrBlock, "cidrBlock");
  const nat = optional(args.natGateways, (value) => record(value, "natGateways")) ?? {};
  onlyKeys(nat, ["strategy", "elasticIpAllocationIds"], "natGateways.");
  return {
    cidrBlock,
    zoneNames: optional(args.availabilityZoneNames, (value) => texts(value, "availabilityZoneNames")),
    zoneCount: optional(args.numberOfAvailabilityZones, (value) =>
      wholeNumber(value, 0, "numberOfAvailabilityZones"),
    ),
    zoneMask: optional(args.availabilityZoneCidrMask, (value) =>
      wholeNumber(value, 1, "availabilityZoneCidrMask"),
    ),
    natStrategy: text(nat.strategy ?? "OnePerAz", "natGateways.strategy"),
    natAddresses: list(nat.elasticIpAllocationIds ?? [], "natGateways.elasticIpAllocationIds"),
    subnetSpecs: optional(args.subnetSpecs, (value) => list(value, "subnetSpecs").map(readSubnetSpec)),
    nameTagStrategy: oneOf(
      args.subnetNameTagStrategy ?? "Legacy",
      ["Legacy", "AvailabilityZone"],
      "subnetNameTagStrategy",
    ),
    endpointStrategy: oneOf(args.vpcEndpointStrategy ?? "Legacy", ["Legacy", "Auto"], "vpcEndpointStrategy"),
    endpointSpecs: list(args.vpcEndpointSpecs ?? [], "vpcEndpointSpecs").map(readEndpointSpec),
    tags: record(args.tags ?? {}, "tags"),
    region: args.region,
    passedOn: Object.fromEntries(passedOnKeys.map((key) => [key, args[key]])),
    enableDnsHostnames: args.enableDnsHostnames,
    enableDnsSupport: args.enableDnsSupport,
  };
}

function readSubnetSpec(value: unknown, index: number): SubnetSpec {
  const input = `subnetSpecs[${index}]`;
  const spec = record(value, input);
  onlyKeys(spec, knownSpecKeys, `${input}.`);
  onlyFalse(spec.assignIpv6AddressOnCreation, `${input}.assignIpv6AddressOnCreation`);
  const size = optional(spec.size, (given) => wholeNumber(given, 0, `${input}.size`));
  // The real one would take it for a /0, and a /0 for a /32.
  if (size === 2 ** 32) refuse(`${input}.size`, `${size} is not modelled`);
  return {
    type: oneOf(spec.type, subnetTypes, `${input}.type`),
    name: optional(spec.name, (given) => text(given, `${input}.name`)),
    cidrMask: optional(spec.cidrMask, (given) => wholeNumber(given, 1, `${input}.cidrMask`)),
    size,
    cidrBlocks: optional(spec.cidrBlocks, (given) => readBlocks(given, `${input}.cidrBlocks`)),
    tags: optional(spec.tags, (given) => record(given, `${input}.tags`)),
  };
}

function readEndpointSpec(value: unknown, index: number): EndpointSpec {
  const input = `vpcEndpointSpecs[${index}]`;
  const { serviceName, ...given } = record(value, input);
  onlyKeys(given, knownEndpointKeys, `${input}.`);
  const addresses = optional(given.ipAddressType, (type) => text(type, `${input}.ipAddressType`)) ?? "ipv4";
  if (addresses.toLowerCase() !== "ipv4")
    refuse(`${input}.ipAddressType`, `"${addresses}" is not modelled (IPv6)`);
  optional(given.tags, (tags) => record(tags, `${input}.tags`));
  return { serviceName: text(serviceName, `${input}.serviceName`), given };
}

function readBlocks(value: unknown, input: string): string[] {
  const blocks = texts(value, input);
  blocks.forEach((block, index) => parseBlock(block, `${input}[${index}]`));
  return blocks;
}

function texts(value: unknown, input: string): string[] {
  return list(value, input).map((item, index) => text(item, `${input}[${index}]`));
}
