/**
 * The CPU and memory pairs that Fargate runs on Linux.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
 */
const ranges = [
  { cpu: 256, memoryMiB: [512, 1024, 2048] },
  { cpu: 512, memoryMiB: steps(1024, 4096, 1024) },
  { cpu: 1024, memoryMiB: steps(2048, 8192, 1024) },
  { cpu: 2048, memoryMiB: steps(4096, 16384, 1024) },
  { cpu: 4096, memoryMiB: steps(8192, 30720, 1024) },
  { cpu: 8192, memoryMiB: steps(16384, 61440, 4096) },
  { cpu: 16384, memoryMiB: steps(32768, 122880, 8192) },
] as const;

/** CPU units that a Fargate task can have; 1024 units are one vCPU. */
export const fargateCpuUnits: readonly number[] = ranges.map(({ cpu }) => cpu);

/** Memory sizes in MiB that go with the CPU units; empty for CPU units that Fargate does not have. */
export function fargateMemoryMiB(cpu: number): readonly number[] {
  return ranges.find((range) => range.cpu === cpu)?.memoryMiB ?? [];
}

function steps(from: number, to: number, by: number): readonly number[] {
  return Array.from({ length: (to - from) / by + 1 }, (_, index) => from + index * by);
}
