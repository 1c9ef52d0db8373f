import { blockAround, following, followingOfMask, formatBlock, overlap, parseBlock, sizeOf } from "./cidr";
import type { Block } from "./cidr";
import type { SubnetSpec, SubnetType, VpcInputs } from "./inputs";
import { defined } from "./resources";
import { normaliseSpecs } from "./specs";
import { zoneSuffix } from "./zones";

export interface PlannedSubnet {
  readonly type: SubnetType;
  readonly zone: string;
  readonly cidrBlock: string;
  readonly name: string;
  readonly nameTag: string;
  readonly tags: Record<string, unknown>;
}

export interface Layout {
  readonly subnets: readonly PlannedSubnet[];
  /** The component's output `subnetLayout`. */
  readonly described: readonly Record<string, unknown>[];
}

/** The layout of strategy Auto, zone after zone, each zone's subnets in the order of the specs. */
export function layOut(name: string, inputs: VpcInputs, zones: readonly string[]): Layout {
  const specs = inputs.subnetSpecs && normaliseSpecs(inputs.subnetSpecs, zones.length);
  const { filled, blocks } = placeSubnets(inputs, specs, zones.length);
  const subnets = zones.flatMap((zone, zoneIndex) =>
    filled.map((spec, index) => {
      const stem = `${name}-${spec.name ?? spec.type.toLowerCase()}`;
      const resourceName = `${stem}-${zoneIndex + 1}`;
      return {
        type: spec.type,
        zone,
        cidrBlock: blocks[zoneIndex]?.[index] ?? "",
        name: resourceName,
        // Only the tag follows the zone: another resource name would replace the subnet.
        nameTag: inputs.nameTagStrategy === "AvailabilityZone" ? `${stem}-${zoneSuffix(zone)}` : resourceName,
        tags: spec.tags ?? {},
      };
    }),
  );
  refuseOverlaps(subnets);
  // Without specs the real one reads the layout back from the first zone; with no zones, from nothing.
  const described = specs ?? (zones.length === 0 ? [] : filled);
  return { subnets, described: described.map(describe) };
}

interface Placement {
  readonly filled: readonly SubnetSpec[];
  /** Range of each spec, by zone. */
  readonly blocks: readonly (readonly string[])[];
}

function placeSubnets(
  inputs: VpcInputs,
  specs: readonly SubnetSpec[] | undefined,
  zoneCount: number,
): Placement {
  if (specs?.some((spec) => spec.cidrBlocks !== undefined)) {
    const blocks = Array.from({ length: zoneCount }, (_, zone) =>
      specs.map((spec) => spec.cidrBlocks?.[zone] ?? ""),
    );
    return { filled: specs, blocks };
  }
  const vpc = parseBlock(inputs.cidrBlock, "cidrBlock");
  const zoneMask = inputs.zoneMask ?? vpc.mask + bitsFor(zoneCount);
  const filled = specs ?? defaultSpecs(zoneMask);
  if (filled.length === 0) throw new Error("No subnets specified");
  const firstZone = blockAround(vpc.base, zoneMask);
  const masks = filled.map((spec) => spec.cidrMask ?? zoneMask + bitsFor(filled.length));
  const needed = masks.reduce((sum, mask) => sum + sizeOf(blockAround(vpc.base, mask).mask), 0);
  if (needed > sizeOf(zoneMask)) {
    throw new Error(
      `Subnets are too large for VPC. VPC has ${sizeOf(zoneMask)} addresses, but subnets require ${needed} addresses.`,
    );
  }
  const blocks: string[][] = [];
  for (let zone = 0, range = firstZone; zone < zoneCount; zone++, range = following(range)) {
    blocks.push(divide(range, masks).map(formatBlock));
  }
  return { filled, blocks };
}

/** The room skipped before a larger subnet is not counted, so the last ones may lie outside the zone. */
function divide(zone: Block, masks: readonly number[]): Block[] {
  const blocks: Block[] = [];
  for (const mask of masks) {
    const previous = blocks.at(-1);
    blocks.push(previous ? followingOfMask(previous, mask) : blockAround(zone.base, mask));
  }
  return blocks;
}

function bitsFor(count: number): number {
  return count === 0 ? 0 : Math.ceil(Math.log2(count));
}

function defaultSpecs(zoneMask: number): SubnetSpec[] {
  if (zoneMask > 26) {
    throw new Error(
      `Automatic subnet creation requires a VPC with at least /26 available per AZ, but only /${zoneMask} is available.` +
        `If you do need very small subnets, please specify them explicitly.`,
    );
  }
  const mask = Math.max(zoneMask, 16);
  return [
    { type: "Private", cidrMask: mask + 1 },
    { type: "Public", cidrMask: mask + 2 },
  ];
}

function refuseOverlaps(subnets: readonly PlannedSubnet[]): void {
  const blocks = subnets.map((subnet) => parseBlock(subnet.cidrBlock, "subnetSpecs"));
  const guilty = subnets.filter((_, index) => {
    const block = blocks[index];
    return block && blocks.some((other, otherIndex) => index !== otherIndex && overlap(block, other));
  });
  if (guilty.length === 0) return;
  const lines = guilty.map((subnet, index) => `${index + 1}. ${subnet.name}: ${subnet.cidrBlock}\n`);
  throw new Error(
    "The following subnets overlap with at least one other subnet. Make the CIDR for the VPC larger, reduce the size " +
      `of the subnets per AZ, or use less Availability Zones:\n\n${lines.join("")}`,
  );
}

function describe({ name, cidrBlocks, cidrMask, size, type }: SubnetSpec): Record<string, unknown> {
  return defined({ name: name === "" ? undefined : name, cidrBlocks, cidrMask, size, type });
}
