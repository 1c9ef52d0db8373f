/**
 * Zones per region, in the order in which they are used. Named here rather than looked up, so that the same
 * stack file gives the same subnets whatever AWS adds later. A zone that an account lacks is replaced by
 * naming the zones in `network.availabilityZones`.
 */
const zoneLetters: Readonly<Record<string, string>> = {
  "us-east-1": "abcdf",
  "us-east-2": "abc",
  "us-west-2": "abcd",
  "eu-central-1": "abc",
  "eu-west-1": "abc",
  "ap-northeast-1": "acd",
  "ap-northeast-2": "acbd",
  "ap-southeast-1": "abc",
};

export const regionPattern = /^(?!us-gov|cn-)[a-z]{2}(-[a-z]+)+-\d$/;

/** Every zone that is known of the region; empty for a region that is not in the table. */
export function zonesOf(region: string): readonly string[] {
  return [...(zoneLetters[region] ?? "")].map((letter) => `${region}${letter}`);
}
