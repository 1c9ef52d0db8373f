import type { VpcInputs } from "./inputs";

const defaultCount = 3;

export function chooseZones(inputs: VpcInputs, zonesOfRegion: readonly string[]): readonly string[] {
  // Zero counts as "not given" here, and only here.
  if (inputs.zoneNames && inputs.zoneCount) {
    throw new Error("Only one of [availabilityZoneNames] and [numberOfAvailabilityZones] can be specified");
  }
  if (inputs.zoneNames) return inputs.zoneNames;
  const count = inputs.zoneCount ?? defaultCount;
  if (zonesOfRegion.length < count) {
    throw new Error(
      `The configured region for this provider does not have at least ${count} Availability Zones. Either specify ` +
        `an explicit list of zones in availabilityZoneNames or choose a region with at least ${count} AZs.`,
    );
  }
  return zonesOfRegion.slice(0, count);
}

/** "us-east-1a" -> "1a"; a name of another form stays whole. */
export function zoneSuffix(zone: string): string {
  return zone.replace(/^[a-z]{2}(?:-[a-z]+)+-/, "");
}

export function checkZoneSuffixes(zones: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const zone of zones) {
    const suffix = zoneSuffix(zone);
    const other = seen.get(suffix);
    if (other !== undefined) {
      throw new Error(
        `subnetNameTagStrategy="AvailabilityZone" requires availability zones with distinct suffixes, but ` +
          `"${other}" and "${zone}" both reduce to "${suffix}".`,
      );
    }
    seen.set(suffix, zone);
  }
}
