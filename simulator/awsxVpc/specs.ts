import { parseBlock, sizeOf } from "./cidr";
import type { SubnetSpec } from "./inputs";

/** Index = mask. The real list ends at /30, so a /31 or /32 is accepted as a mask and unknown as a size. */
const sizes = Array.from({ length: 31 }, (_, mask) => sizeOf(mask));

/** Checks that the specs agree with themselves, and adds the mask or size that follows from the other one. */
export function normaliseSpecs(specs: readonly SubnetSpec[], zoneCount: number): readonly SubnetSpec[] {
  const explicit = specs.some((spec) => spec.cidrBlocks !== undefined);
  const issues = [
    ...sameTypeIssues(specs),
    ...invalidSizeIssues(specs),
    ...specs.flatMap((spec, index) => (explicit ? blockIssue(spec, index, zoneCount) : maskIssue(spec))),
  ];
  if (issues.length > 0) throw new Error(`Invalid subnet specifications:\n - ${issues.join("\n - ")}`);
  return explicit ? specs : specs.map(withMaskAndSize);
}

function sameTypeIssues(specs: readonly SubnetSpec[]): string[] {
  const types = [...new Set(specs.map((spec) => spec.type))];
  return types
    .filter((type) => {
      const names = specs.filter((spec) => spec.type === type).map((spec) => spec.name);
      return new Set(names).size < names.length;
    })
    .map(
      (type) =>
        `Multiple subnet specs of type "${type.toLowerCase()}" require unique names. ` +
        `You can have at most one unnamed subnet per type. All other subnets of the same type must have unique ` +
        `"name" properties to avoid duplicate resource names.`,
    );
}

function invalidSizeIssues(specs: readonly SubnetSpec[]): string[] {
  const invalid = specs.flatMap(({ size }) => (size === undefined || sizes.includes(size) ? [] : [size]));
  if (invalid.length === 0) return [];
  return [
    `The following subnet sizes are invalid: ${invalid.join(", ")}. Valid sizes are: ${sizes.join(", ")}.`,
  ];
}

function blockIssue(spec: SubnetSpec, index: number, zoneCount: number): string[] {
  if (spec.cidrBlocks === undefined) {
    return ["If any subnet spec has explicit cidrBlocks, all subnets must have explicit cidrBlocks."];
  }
  const at = `subnetSpecs[${index}]`;
  if (spec.cidrBlocks.length !== zoneCount) {
    return [`The number of CIDR blocks in ${at} must match the number of availability zones (${zoneCount}).`];
  }
  const masks = spec.cidrBlocks.map((block) => parseBlock(block, `${at}.cidrBlocks`).mask);
  if (spec.cidrMask !== undefined && masks.some((mask) => mask !== spec.cidrMask)) {
    return [`The cidrMask in ${at} must match all cidrBlocks or be left undefined.`];
  }
  if (spec.size !== undefined && masks.some((mask) => sizeOf(mask) !== spec.size)) {
    return [`The size in ${at} must match all cidrBlocks or be left undefined.`];
  }
  return [];
}

function maskIssue(spec: SubnetSpec): string[] {
  const { cidrMask, size } = withMaskAndSize(spec);
  if (spec.size === undefined || size === undefined || size === spec.size) return [];
  return [`Subnet size ${spec.size} does not match the expected size for a /${cidrMask} subnet (${size}).`];
}

function withMaskAndSize(spec: SubnetSpec): SubnetSpec {
  const cidrMask = spec.cidrMask ?? (spec.size ? sizes.indexOf(spec.size) : undefined);
  return { ...spec, cidrMask, size: cidrMask === undefined ? undefined : sizes[cidrMask] };
}
