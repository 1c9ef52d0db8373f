import { expect } from "chai";
import { faultText } from "../../infra/faults";
import {
  collectionDiskMiB,
  collectionMemoryMiB,
  needsPerNode,
  qdrantMemoryMiB,
  replicationFactor,
} from "../../infra/qdrant";
import { upgradeFault, versionParameters } from "../../infra/qdrantUpgrade";
import { armInstanceTypes, instanceMemoryMiB, unseenShare } from "../../infra/aws/instances";

/** Running, begun and wanted version, and what is said against it. */
const upgrades: readonly (readonly [string | undefined, string | undefined, string, string | undefined])[] = [
  [undefined, undefined, "1.19.0", undefined],
  // The first rollout came to no end: there is nothing to read.
  [undefined, "1.91.0", "1.19.0", undefined],
  ["1.19.0", "1.19.0", "1.19.0", undefined],
  ["1.19.0", "1.19.0", "1.19.3", undefined],
  ["1.19.3", "1.19.3", "1.20.0", undefined],
  ["1.9.7", undefined, "1.10.0", undefined],
  ["1.19.3", "1.19.3", "1.19.2", "must not be below 1.19.3, which runs"],
  ["1.10.0", "1.10.0", "1.9.7", "must not be below 1.10.0, which runs"],
  ["1.19.3", "1.19.3", "1.21.0", "must be at most one minor version above 1.19.3, which runs"],
  ["1.19.3", "1.19.3", "2.0.0", "must be a 1.x, since 1.19.3 runs"],
  ["2.0.0", "2.0.0", "1.19.3", "must not be below 2.0.0, which runs"],
  // A rollout that failed half way.
  ["1.19.3", "1.20.0", "1.20.0", undefined],
  ["1.19.3", "1.20.0", "1.20.1", undefined],
  ["1.19.3", "1.20.0", "1.19.3", "must not be below 1.20.0, which nodes may have begun to run"],
  ["1.19.3", "1.20.0", "1.21.0", "must be at most one minor version above 1.19.3, which runs"],
];

describe("an upgrade of Qdrant", () => {
  for (const [running, begun, wanted, rule] of upgrades)
    it(`from ${running} (begun: ${begun}) to ${wanted} is ${rule === undefined ? "allowed" : "refused"}`, () => {
      const refusal = upgradeFault(running, begun, wanted);
      expect(refusal?.rule).to.equal(rule);
      if (refusal) expect(refusal).to.deep.include({ path: "data.qdrant.version", got: `"${wanted}"` });
    });

  it("says what to write instead", () => {
    expect(faultText(upgradeFault("1.19.3", "1.19.3", "1.21.0")!)).to.equal(
      'data.qdrant.version must be at most one minor version above 1.19.3, which runs; got "1.21.0". ' +
        "Write the last version of 1.20.x first, deploy, and go on from there.",
    );
  });

  it("is recorded beside what else the environment keeps of its data", () => {
    expect(versionParameters("dev")).to.deep.equal({
      running: "/ai-platform/dev/data/qdrant-version",
      begun: "/ai-platform/dev/data/qdrant-version-begun",
    });
  });
});

describe("the size of Qdrant", () => {
  // 4 MiB of numbers for each 1024 vectors of 1024 dimensions.
  const collection = { vectors: 2 ** 20, vectorSize: 1024 };

  it("is that of its vectors and half as much again in memory, and a third of that where they are on disk", () => {
    expect(collectionMemoryMiB(collection)).to.equal(6144);
    expect(collectionMemoryMiB({ ...collection, onDisk: true })).to.equal(2048);
    expect(collectionMemoryMiB({ vectorSize: 1024 })).to.equal(0);
  });

  it("is twice that on a volume, wherever the vectors are", () => {
    expect(collectionDiskMiB(collection)).to.equal(12288);
    expect(collectionDiskMiB({ ...collection, onDisk: true })).to.equal(12288);
  });

  for (const [nodes, copies, memoryMiB] of [
    [1, 1, 6144],
    [3, 2, 4096],
    [4, 2, 3072],
  ] as const)
    it(`is spread over ${nodes} node(s) in ${copies} cop${copies === 1 ? "y" : "ies"}`, () => {
      expect(replicationFactor(nodes)).to.equal(copies);
      expect(needsPerNode([collection], nodes)).to.deep.equal({ memoryMiB, diskMiB: 2 * memoryMiB });
    });

  it("leaves every instance type enough for ECS to place the container", () => {
    for (const type of armInstanceTypes) {
      expect(qdrantMemoryMiB(type), type).to.be.above(0);
      expect(qdrantMemoryMiB(type), type).to.be.at.most(instanceMemoryMiB(type)! * (1 - unseenShare));
    }
    expect(qdrantMemoryMiB("t4g.small")).to.equal(1433);
  });
});
