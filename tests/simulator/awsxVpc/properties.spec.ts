import { expect } from "chai";
import fc from "fast-check";
import type { Expansion } from "../../../simulator/awsxVpc";
import { expand, noNat, rangesOf } from "./cases";

describe("awsx:ec2:Vpc, properties of any layout", () => {
  const types = ["Public", "Private", "Isolated"];

  /** Masks from the largest subnet to the smallest, all of which fit: then no room is skipped. */
  const layouts = fc
    .record({
      vpcMask: fc.integer({ min: 16, max: 20 }),
      zones: fc.integer({ min: 1, max: 4 }),
      masks: fc.array(fc.integer({ min: 24, max: 28 }), { minLength: 1, maxLength: 4 }),
      base: fc.integer({ min: 0, max: 255 }),
    })
    .map(({ vpcMask, zones, masks, base }) => ({
      vpc: { first: (10 * 256 + base) * 65536, size: 2 ** (32 - vpcMask) },
      zones,
      masks: [...masks].sort((a, b) => a - b),
      args: { cidrBlock: `10.${base}.0.0/${vpcMask}`, numberOfAvailabilityZones: zones, ...noNat },
    }));
  const specsOf = (masks: readonly (number | undefined)[]) =>
    masks.map((cidrMask, index) => ({ type: types[index % 3], name: `s${index}`, cidrMask }));

  function rangeOf(text: unknown): { first: number; end: number; aligned: boolean } {
    const [address = "", mask] = String(text).split("/");
    const first = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
    const size = 2 ** (32 - Number(mask));
    return { first, end: first + size, aligned: first % size === 0 };
  }

  function expectSound(expansion: Expansion, count: number, vpc: { first: number; size: number }): void {
    const ranges = Object.values(rangesOf(expansion))
      .map(rangeOf)
      .sort((a, b) => a.first - b.first);
    expect(ranges).to.have.length(count);
    ranges.forEach((range, index) => {
      expect(range.aligned).to.equal(true);
      expect(range.first).to.be.at.least(ranges[index - 1]?.end ?? vpc.first);
      expect(range.end).to.be.at.most(vpc.first + vpc.size);
    });
  }

  it("subnets lie within the VPC, never overlap, and are zones x specs", () => {
    fc.assert(
      fc.property(layouts, ({ vpc, zones, masks, args }) => {
        expectSound(expand({ ...args, subnetSpecs: specsOf(masks) }), zones * masks.length, vpc);
      }),
    );
  });

  it("so do those without masks, which share the zone evenly", () => {
    fc.assert(
      fc.property(layouts, ({ vpc, zones, masks, args }) => {
        const specs = specsOf(masks.map(() => undefined));
        expectSound(expand({ ...args, subnetSpecs: specs }), zones * masks.length, vpc);
      }),
    );
  });

  it("in any order of sizes, no accepted layout overlaps", () => {
    const masks = fc.array(fc.integer({ min: 21, max: 32 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(masks, fc.integer({ min: 1, max: 3 }), (chosen, zones) => {
        const args = { cidrBlock: "10.0.0.0/19", numberOfAvailabilityZones: zones, ...noNat };
        let expansion: Expansion;
        try {
          expansion = expand({ ...args, subnetSpecs: specsOf(chosen) });
        } catch (error) {
          expect((error as Error).message).to.match(/too large|overlap/);
          return;
        }
        // Not "within the VPC": the real one does not look, see the layouts above.
        expectSound(expansion, zones * chosen.length, { first: 10 * 2 ** 24, size: 2 ** 32 });
      }),
    );
  });

  it("every reference and every parent is a resource of the expansion, sorted and listed once", () => {
    fc.assert(
      fc.property(layouts, fc.constantFrom("None", "Single", "OnePerAz"), ({ args, masks }, strategy) => {
        // With three fixed ones at most, the two without a mask fit beside them in the smallest zone.
        const subnetSpecs = [...specsOf(masks.slice(0, 3)), { type: "Public" }, { type: "Private" }];
        const nat = { natGateways: { strategy } };
        const { resources, outputs } = expand({ ...args, ...nat, subnetSpecs });
        const keys = resources.map(({ type, name }) => `${type}::${name}`);
        expect(keys).to.deep.equal([...new Set(keys)].sort());
        const text = JSON.stringify([resources.map((one) => one.inputs), outputs]);
        const named = [...text.matchAll(/"(?:ref|resource)":"([^"]+)"/g)].map(([, key]) => key);
        const parents = resources.flatMap(({ parent }) => parent ?? []);
        expect(keys).to.include.members([...named, ...parents]);
      }),
    );
  });
});
