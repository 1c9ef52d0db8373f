import { expect } from "chai";
import { fargateCpuUnits, fargateMemoryMiB } from "../../../infra/aws/fargateSizes";
import { instanceMemoryMiB, instanceTypes } from "../../../infra/aws/instances";
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

describe("instances for Qdrant", () => {
  it("have the memory of their family and size", () => {
    const factor: Record<string, number> = { small: 0.25, medium: 0.5, large: 1, xlarge: 2, "2xlarge": 4 };
    const large: Record<string, number> = { t4g: 8192, m7g: 8192, r7g: 16384 };
    for (const type of instanceTypes) {
      const [family = "", size = ""] = type.split(".");
      expect(instanceMemoryMiB(type), type).to.equal(large[family]! * factor[size]!);
    }
    expect(instanceTypes).to.have.length(11);
  });

  it("are unknown for any other name, also one of JavaScript", () => {
    for (const type of ["t3.small", "", "large"]) expect(instanceMemoryMiB(type), type).to.equal(undefined);
    expect(instanceTypes).not.to.include("constructor");
  });
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
