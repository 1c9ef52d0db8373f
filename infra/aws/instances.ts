/**
 * Memory in MiB of the EC2 instance types that Qdrant may run on; all are ARM64 (Graviton).
 * https://aws.amazon.com/ec2/instance-types/
 */
const memoryMiB: Readonly<Record<string, number>> = {
  "t4g.small": 2048,
  "t4g.medium": 4096,
  "t4g.large": 8192,
  "m7g.medium": 4096,
  "m7g.large": 8192,
  "m7g.xlarge": 16384,
  "m7g.2xlarge": 32768,
  "r7g.medium": 8192,
  "r7g.large": 16384,
  "r7g.xlarge": 32768,
  "r7g.2xlarge": 65536,
};

export const instanceTypes: readonly string[] = Object.keys(memoryMiB);

/** Memory of the type in MiB, undefined for a type that is not in the table. */
export function instanceMemoryMiB(type: string): number | undefined {
  return memoryMiB[type];
}
