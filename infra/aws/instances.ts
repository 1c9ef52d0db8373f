export interface InstanceType {
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly architecture: "arm64" | "x86_64";
  /** The primary one counted. */
  readonly networkInterfaces: number;
  readonly gpus?: number;
}

/**
 * The EC2 instance types that pools may have; those that are ARM64 (Graviton) serve Qdrant too. The figures are
 * those of DescribeInstanceTypes. AWS has a page for each family group:
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/
 */
const table: Readonly<Record<string, InstanceType>> = {
  "t4g.small": { vcpus: 2, memoryMiB: 2048, architecture: "arm64", networkInterfaces: 3 },
  "t4g.medium": { vcpus: 2, memoryMiB: 4096, architecture: "arm64", networkInterfaces: 3 },
  "t4g.large": { vcpus: 2, memoryMiB: 8192, architecture: "arm64", networkInterfaces: 3 },
  "t4g.xlarge": { vcpus: 4, memoryMiB: 16384, architecture: "arm64", networkInterfaces: 4 },
  "t4g.2xlarge": { vcpus: 8, memoryMiB: 32768, architecture: "arm64", networkInterfaces: 4 },
  "m7g.medium": { vcpus: 1, memoryMiB: 4096, architecture: "arm64", networkInterfaces: 2 },
  "m7g.large": { vcpus: 2, memoryMiB: 8192, architecture: "arm64", networkInterfaces: 3 },
  "m7g.xlarge": { vcpus: 4, memoryMiB: 16384, architecture: "arm64", networkInterfaces: 4 },
  "m7g.2xlarge": { vcpus: 8, memoryMiB: 32768, architecture: "arm64", networkInterfaces: 4 },
  "m7g.4xlarge": { vcpus: 16, memoryMiB: 65536, architecture: "arm64", networkInterfaces: 8 },
  "c7g.medium": { vcpus: 1, memoryMiB: 2048, architecture: "arm64", networkInterfaces: 2 },
  "c7g.large": { vcpus: 2, memoryMiB: 4096, architecture: "arm64", networkInterfaces: 3 },
  "c7g.xlarge": { vcpus: 4, memoryMiB: 8192, architecture: "arm64", networkInterfaces: 4 },
  "c7g.2xlarge": { vcpus: 8, memoryMiB: 16384, architecture: "arm64", networkInterfaces: 4 },
  "c7g.4xlarge": { vcpus: 16, memoryMiB: 32768, architecture: "arm64", networkInterfaces: 8 },
  "r7g.medium": { vcpus: 1, memoryMiB: 8192, architecture: "arm64", networkInterfaces: 2 },
  "r7g.large": { vcpus: 2, memoryMiB: 16384, architecture: "arm64", networkInterfaces: 3 },
  "r7g.xlarge": { vcpus: 4, memoryMiB: 32768, architecture: "arm64", networkInterfaces: 4 },
  "r7g.2xlarge": { vcpus: 8, memoryMiB: 65536, architecture: "arm64", networkInterfaces: 4 },
  "r7g.4xlarge": { vcpus: 16, memoryMiB: 131072, architecture: "arm64", networkInterfaces: 8 },
  "m7i.large": { vcpus: 2, memoryMiB: 8192, architecture: "x86_64", networkInterfaces: 3 },
  "m7i.xlarge": { vcpus: 4, memoryMiB: 16384, architecture: "x86_64", networkInterfaces: 4 },
  "m7i.2xlarge": { vcpus: 8, memoryMiB: 32768, architecture: "x86_64", networkInterfaces: 4 },
  "m7i.4xlarge": { vcpus: 16, memoryMiB: 65536, architecture: "x86_64", networkInterfaces: 8 },
  "c7i.large": { vcpus: 2, memoryMiB: 4096, architecture: "x86_64", networkInterfaces: 3 },
  "c7i.xlarge": { vcpus: 4, memoryMiB: 8192, architecture: "x86_64", networkInterfaces: 4 },
  "c7i.2xlarge": { vcpus: 8, memoryMiB: 16384, architecture: "x86_64", networkInterfaces: 4 },
  "c7i.4xlarge": { vcpus: 16, memoryMiB: 32768, architecture: "x86_64", networkInterfaces: 8 },
  "r7i.large": { vcpus: 2, memoryMiB: 16384, architecture: "x86_64", networkInterfaces: 3 },
  "r7i.xlarge": { vcpus: 4, memoryMiB: 32768, architecture: "x86_64", networkInterfaces: 4 },
  "r7i.2xlarge": { vcpus: 8, memoryMiB: 65536, architecture: "x86_64", networkInterfaces: 4 },
  "r7i.4xlarge": { vcpus: 16, memoryMiB: 131072, architecture: "x86_64", networkInterfaces: 8 },
  "g5.xlarge": { vcpus: 4, memoryMiB: 16384, architecture: "x86_64", networkInterfaces: 4, gpus: 1 },
  "g5.2xlarge": { vcpus: 8, memoryMiB: 32768, architecture: "x86_64", networkInterfaces: 4, gpus: 1 },
  "g5.4xlarge": { vcpus: 16, memoryMiB: 65536, architecture: "x86_64", networkInterfaces: 8, gpus: 1 },
  "g5.8xlarge": { vcpus: 32, memoryMiB: 131072, architecture: "x86_64", networkInterfaces: 8, gpus: 1 },
  "g5.12xlarge": { vcpus: 48, memoryMiB: 196608, architecture: "x86_64", networkInterfaces: 15, gpus: 4 },
  "g6.xlarge": { vcpus: 4, memoryMiB: 16384, architecture: "x86_64", networkInterfaces: 4, gpus: 1 },
  "g6.2xlarge": { vcpus: 8, memoryMiB: 32768, architecture: "x86_64", networkInterfaces: 4, gpus: 1 },
  "g6.4xlarge": { vcpus: 16, memoryMiB: 65536, architecture: "x86_64", networkInterfaces: 8, gpus: 1 },
  "g6.8xlarge": { vcpus: 32, memoryMiB: 131072, architecture: "x86_64", networkInterfaces: 8, gpus: 1 },
  "g6.12xlarge": { vcpus: 48, memoryMiB: 196608, architecture: "x86_64", networkInterfaces: 8, gpus: 4 },
  "g6e.xlarge": { vcpus: 4, memoryMiB: 32768, architecture: "x86_64", networkInterfaces: 4, gpus: 1 },
  "g6e.2xlarge": { vcpus: 8, memoryMiB: 65536, architecture: "x86_64", networkInterfaces: 4, gpus: 1 },
  "g6e.4xlarge": { vcpus: 16, memoryMiB: 131072, architecture: "x86_64", networkInterfaces: 8, gpus: 1 },
  "g6e.8xlarge": { vcpus: 32, memoryMiB: 262144, architecture: "x86_64", networkInterfaces: 8, gpus: 1 },
  "g6e.12xlarge": { vcpus: 48, memoryMiB: 393216, architecture: "x86_64", networkInterfaces: 10, gpus: 4 },
};

const types: ReadonlyMap<string, InstanceType> = new Map(Object.entries(table));

export const instanceTypes: readonly string[] = [...types.keys()];

export const armInstanceTypes: readonly string[] = instanceTypes.filter(
  (type) => types.get(type)!.architecture === "arm64",
);

/** Undefined for a type that is not in the table. */
export const instanceType = (type: string): InstanceType | undefined => types.get(type);

/** Memory of the type in MiB, undefined for a type that is not in the table. */
export function instanceMemoryMiB(type: string): number | undefined {
  return types.get(type)?.memoryMiB;
}

/**
 * ECS_RESERVED_MEMORY of the instances of a pool: MiB that the ECS agent and the container runtime keep.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html
 */
export const reservedMemoryMiB = 256;

/** What the platform and the kernel take before ECS sees the memory; AWS's example of 8 GiB has lost 2.5 %. */
export const unseenShare = 5 / 100;

/** What one task asks of its instance. */
export interface TaskNeeds {
  /** CPU units, 1024 to a vCPU. */
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly gpus?: number;
}

/**
 * How many such tasks an empty instance takes, undefined for a type that is not in the table. A task in the
 * network mode awsvpc has an interface of its own, and the primary one stays with the instance.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
 */
export function tasksPerInstance(type: string, { cpu, memoryMiB, gpus = 0 }: TaskNeeds): number | undefined {
  const instance = types.get(type);
  if (instance === undefined) return undefined;
  const memory = instance.memoryMiB * (1 - unseenShare) - reservedMemoryMiB;
  const most = [
    instance.networkInterfaces - 1,
    (instance.vcpus * 1024) / cpu,
    memory / memoryMiB,
    ...(gpus > 0 ? [(instance.gpus ?? 0) / gpus] : []),
  ];
  return Math.floor(Math.min(...most));
}
