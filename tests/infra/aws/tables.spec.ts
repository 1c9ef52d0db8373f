import { expect } from "chai";
import { fargateCpuUnits, fargateMemoryMiB } from "../../../infra/aws/fargateSizes";
import {
  armInstanceTypes,
  instanceMemoryMiB,
  instanceType,
  instanceTypes,
  tasksPerInstance,
  type TaskNeeds,
} from "../../../infra/aws/instances";
import { quotas } from "../../../infra/aws/quotas";
import { regionPattern, zonesOf } from "../../../infra/aws/regions";

describe("sizes of Fargate tasks", () => {
  // CPU units, least and most GiB, number of choices, as AWS documents them.
  const documented = [
    [256, 0.5, 2, 3],
    [512, 1, 4, 4],
    [1024, 2, 8, 7],
    [2048, 4, 16, 13],
    [4096, 8, 30, 23],
    [8192, 16, 60, 12],
    [16384, 32, 120, 12],
  ] as const;

  it("are those of the documentation and no others", () => {
    expect(fargateCpuUnits).to.deep.equal(documented.map(([cpu]) => cpu));
  });

  for (const [cpu, least, most, choices] of documented)
    it(`of ${cpu} CPU units go from ${least} to ${most} GiB in ${choices} equal steps`, () => {
      const memory = fargateMemoryMiB(cpu);
      expect([memory[0], memory.at(-1), memory.length]).to.deep.equal([least * 1024, most * 1024, choices]);
      const steps = new Set(memory.slice(1).map((size, index) => size - memory[index]!));
      expect(steps.size).to.equal(cpu === 256 ? 2 : 1);
    });

  it("are none for other CPU units", () => {
    for (const cpu of [0, 128, 768, 32768, NaN]) expect(fargateMemoryMiB(cpu)).to.deep.equal([]);
  });
});

describe("instance types", () => {
  // GiB of a large, how the sizes scale it, and interfaces by vCPUs.
  const large: Record<string, number> = { t4g: 8, m7g: 8, c7g: 4, r7g: 16, m7i: 8, c7i: 4, r7i: 16 };
  const factor: Record<string, number> = {
    small: 0.25,
    medium: 0.5,
    large: 1,
    xlarge: 2,
    "2xlarge": 4,
    "4xlarge": 8,
  };
  const interfaces: Record<number, number> = { 1: 2, 2: 3, 4: 4, 8: 4, 16: 8 };
  const withoutGpu = instanceTypes.filter((type) => instanceType(type)!.gpus === undefined);

  it("without GPUs have the memory and interfaces of their family and size", () => {
    for (const type of withoutGpu) {
      const [family = "", size = ""] = type.split(".");
      expect(instanceMemoryMiB(type), type).to.equal(large[family]! * factor[size]! * 1024);
      const { vcpus, networkInterfaces } = instanceType(type)!;
      expect(vcpus, type).to.equal(family === "t4g" && factor[size]! < 1 ? 2 : factor[size]! * 2);
      expect(networkInterfaces, type).to.equal(interfaces[vcpus]);
    }
    expect(withoutGpu).to.have.length(32);
  });

  it("with GPUs are those of AWS's tables", () => {
    const gpuTypes = instanceTypes.filter((type) => !withoutGpu.includes(type));
    expect(gpuTypes).to.have.length(15);
    const gpu = { architecture: "x86_64", gpus: 1 };
    expect(instanceType("g5.xlarge")).to.deep.equal({
      ...gpu,
      vcpus: 4,
      memoryMiB: 16384,
      networkInterfaces: 4,
    });
    expect(instanceType("g6.8xlarge")).to.deep.equal({
      ...gpu,
      vcpus: 32,
      memoryMiB: 131072,
      networkInterfaces: 8,
    });
    expect(instanceType("g6e.2xlarge")).to.deep.equal({
      ...gpu,
      vcpus: 8,
      memoryMiB: 65536,
      networkInterfaces: 4,
    });
    for (const type of gpuTypes)
      expect(instanceType(type)!.gpus, type).to.equal(type.endsWith(".12xlarge") ? 4 : 1);
  });

  it("of ARM64 are those with a g at the end of the family", () => {
    expect(armInstanceTypes).to.deep.equal(instanceTypes.filter((type) => /^[a-z]\dg\./.test(type)));
    expect(armInstanceTypes)
      .to.include.members(["t4g.small", "m7g.large", "r7g.2xlarge"])
      .and.have.length(20);
  });

  it("are unknown for any other name, also one of JavaScript", () => {
    for (const type of ["t3.small", "", "large", "constructor"]) {
      expect(instanceType(type), type).to.equal(undefined);
      expect(instanceMemoryMiB(type), type).to.equal(undefined);
    }
  });
});

describe("tasks of an instance", () => {
  const cases: [string, TaskNeeds, number | undefined, string][] = [
    ["m7g.large", { cpu: 256, memoryMiB: 512 }, 2, "network interfaces, without the primary one"],
    ["m7g.4xlarge", { cpu: 4096, memoryMiB: 8192 }, 4, "vCPUs"],
    ["c7g.4xlarge", { cpu: 1024, memoryMiB: 8192 }, 3, "memory, of which ECS registers less than AWS sells"],
    ["m7g.large", { cpu: 1024, memoryMiB: 8192 }, 0, "memory that no instance of the size has left"],
    ["m7g.large", { cpu: 1024, memoryMiB: 7526 }, 1, "memory to the last MiB"],
    ["m7g.large", { cpu: 1024, memoryMiB: 7527 }, 0, "memory beyond the last MiB"],
    ["g5.12xlarge", { cpu: 1024, memoryMiB: 2048, gpus: 2 }, 2, "GPUs"],
    ["g5.12xlarge", { cpu: 1024, memoryMiB: 2048 }, 14, "interfaces where no GPU is asked for"],
    ["m7i.large", { cpu: 1024, memoryMiB: 2048, gpus: 1 }, 0, "GPUs, of which there are none"],
    ["t3.large", { cpu: 256, memoryMiB: 512 }, undefined, "nothing that is known"],
  ];
  for (const [type, needs, expected, limit] of cases)
    it(`are bounded on ${type} by ${limit}: ${expected ?? "unknown"}`, () =>
      expect(tasksPerInstance(type, needs)).to.equal(expected));
});

describe("regions", () => {
  it("have their zones in the order of use", () => {
    expect(zonesOf("ap-northeast-2")).to.deep.equal([
      "ap-northeast-2a",
      "ap-northeast-2c",
      "ap-northeast-2b",
      "ap-northeast-2d",
    ]);
    expect(zonesOf("us-east-1").map((zone) => zone.at(-1))).to.deep.equal(["a", "b", "c", "d", "f"]);
    expect(zonesOf("ap-northeast-1").map((zone) => zone.at(-1))).to.deep.equal(["a", "c", "d"]);
    for (const region of ["us-east-2", "eu-central-1", "eu-west-1", "ap-southeast-1"])
      expect(zonesOf(region)).to.deep.equal([`${region}a`, `${region}b`, `${region}c`]);
    expect(zonesOf("us-west-2")).to.have.length(4);
  });

  it("without known zones have none", () => expect(zonesOf("eu-south-1")).to.deep.equal([]));

  it("are told from other text, and from partitions that lack what is needed", () => {
    for (const region of ["us-east-1", "ap-northeast-2", "il-central-1"])
      expect(regionPattern.test(region), region).to.equal(true);
    for (const other of [
      "us-gov-west-1",
      "cn-north-1",
      "us-east",
      "us-east-1a",
      "US-EAST-1",
      "useast1",
      " us-east-1",
    ])
      expect(regionPattern.test(other), other).to.equal(false);
  });
});

describe("quotas", () => {
  it("are those of AWS", () => {
    expect(quotas).to.deep.include({
      targetGroupsPerLoadBalancer: 100,
      rulesPerLoadBalancer: 100,
      conditionValueLength: 128,
      resourcesPerRestApi: 300,
      scopesPerResourceServer: 100,
      functionEnvironmentBytes: 4096,
      conditionValuesPerRule: 5,
      tasksPerService: 5000,
      reservedAddressesPerSubnet: 5,
      loadBalancerAddressesPerSubnet: 8,
      listenerRulePriorities: 50000,
    });
  });
});
