/**
 * Zones per region, in the order in which they are used. Named here rather than looked up, so that the same
 * stack file gives the same subnets whatever AWS adds later. A zone that an account lacks is replaced by
 * naming the zones in `network.availabilityZones`.
 *
 * Which letters an account has is not the same for all; `aws ec2 describe-availability-zones` lists them. Seoul
 * started with a and c (https://github.com/jsonmaur/aws-regions), so these come first: the newer zones of a
 * region lack some instance types. Not checked against an account.
 */
const zoneLetters: Readonly<Record<string, readonly string[]>> = {
  "us-east-1": ["a", "b", "c", "d", "f"],
  "us-east-2": ["a", "b", "c"],
  "us-west-2": ["a", "b", "c", "d"],
  "eu-central-1": ["a", "b", "c"],
  "eu-west-1": ["a", "b", "c"],
  "ap-northeast-1": ["a", "c", "d"],
  "ap-northeast-2": ["a", "c", "b", "d"],
  "ap-southeast-1": ["a", "b", "c"],
};

export const regionPattern = /^(?!us-gov|cn-)[a-z]{2}(-[a-z]+)+-\d$/;

/** Every zone that is known of the region; empty for a region that is not in the table. */
export function zonesOf(region: string): readonly string[] {
  return (zoneLetters[region] ?? []).map((letter) => `${region}${letter}`);
}
