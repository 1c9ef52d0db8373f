import { expect } from "chai";
import fc from "fast-check";
import { addressCount, isPrivate, overlaps, parseCidr, type Cidr } from "../../../infra/aws/cidr";
import { subnetPrefixes, taskAddresses } from "../../../infra/aws/subnets";

const anyCidr = fc
  .tuple(fc.nat(2 ** 32 - 1), fc.integer({ min: 0, max: 32 }))
  .map(([address, prefix]): Cidr => ({ base: address - (address % 2 ** (32 - prefix)), prefix }));

function textOf({ base, prefix }: Cidr): string {
  return `${[24, 16, 8, 0].map((bits) => Math.floor(base / 2 ** bits) % 256).join(".")}/${prefix}`;
}

/** Ranges overlap if and only if the first address of one lies within the other. */
function holds(range: Cidr, address: number): boolean {
  return Math.floor(address / addressCount(range)) === Math.floor(range.base / addressCount(range));
}

describe("an IPv4 range", () => {
  it("is read from text", () => {
    expect(parseCidr("10.20.0.0/16")).to.deep.equal({ base: 0x0a140000, prefix: 16 });
    expect(parseCidr("0.0.0.0/0")).to.deep.equal({ base: 0, prefix: 0 });
    expect(parseCidr("255.255.255.255/32")).to.deep.equal({ base: 2 ** 32 - 1, prefix: 32 });
  });

  for (const text of [
    "",
    "10.20.0.0",
    "10.20.0/16",
    "10.20.0.0/33",
    "256.0.0.0/8",
    "10.20.1.0/16",
    "10.20.0.0/16 ",
    "a.b.c.d/8",
    "10.20.0.0.0/16",
    "10.20.0.1/31",
    "::/0",
  ])
    it(`is not ${JSON.stringify(text)}`, () => expect(parseCidr(text)).to.equal(undefined));

  it("is the same after it was written and read", () => {
    fc.assert(
      fc.property(anyCidr, (range) => {
        expect(parseCidr(textOf(range))).to.deep.equal(range);
      }),
    );
  });

  it("with a bit behind the prefix is none", () => {
    fc.assert(
      fc.property(anyCidr, fc.nat(), (range, bit) => {
        fc.pre(range.prefix < 32);
        const stray = { ...range, base: range.base + 2 ** (bit % (32 - range.prefix)) };
        expect(parseCidr(textOf(stray))).to.equal(undefined);
      }),
    );
  });

  it("has twice the addresses for each bit less of prefix", () => {
    expect([32, 31, 24, 16, 0].map((prefix) => addressCount({ base: 0, prefix }))).to.deep.equal([
      1,
      2,
      256,
      65536,
      2 ** 32,
    ]);
  });

  it("overlaps another if one holds the first address of the other", () => {
    fc.assert(
      fc.property(anyCidr, anyCidr, (a, b) => {
        expect(overlaps(a, b)).to.equal(holds(a, b.base) || holds(b, a.base));
        expect(overlaps(a, b)).to.equal(overlaps(b, a));
        expect(overlaps(a, a)).to.equal(true);
      }),
    );
  });

  it("does not overlap its neighbour", () => {
    expect(overlaps(parseCidr("10.0.0.0/16")!, parseCidr("10.1.0.0/16")!)).to.equal(false);
    expect(overlaps(parseCidr("10.0.0.0/15")!, parseCidr("10.1.0.0/16")!)).to.equal(true);
  });

  const privacy = {
    "10.0.0.0/8": true,
    "10.255.255.0/24": true,
    "172.16.0.0/12": true,
    "172.31.255.0/24": true,
    "192.168.0.0/16": true,
    "8.0.0.0/6": false,
    "11.0.0.0/8": false,
    "172.15.0.0/16": false,
    "172.32.0.0/16": false,
    "172.0.0.0/8": false,
    "192.169.0.0/16": false,
    "0.0.0.0/0": false,
  };
  for (const [text, expected] of Object.entries(privacy))
    it(`${text} is ${expected ? "" : "not "}private`, () =>
      expect(isPrivate(parseCidr(text)!)).to.equal(expected));
});

describe("subnets of a zone", () => {
  it("have fixed shares of the range", () => {
    expect(subnetPrefixes("10.0.0.0/16")).to.deep.equal({ zone: 18, private: 19, isolated: 20, public: 21 });
    expect(subnetPrefixes("10.0.0.0/22")).to.deep.equal({ zone: 24, private: 25, isolated: 26, public: 27 });
  });

  it("fit into their zone, and four zones into the range", () => {
    fc.assert(
      fc.property(fc.integer({ min: 16, max: 22 }), (prefix) => {
        const { zone, ...subnets } = subnetPrefixes(`10.0.0.0/${prefix}`);
        const used = Object.values(subnets).reduce((sum, one) => sum + 2 ** (32 - one), 0);
        expect(used).to.be.below(2 ** (32 - zone));
        expect(4 * 2 ** (32 - zone)).to.equal(2 ** (32 - prefix));
        expect(Math.max(...Object.values(subnets))).to.be.at.most(28);
      }),
    );
  });

  it("leave addresses for tasks after AWS and the load balancer took theirs", () => {
    expect(taskAddresses("10.0.0.0/16", 2)).to.equal(2 * (8192 - 13));
    expect(taskAddresses("10.0.0.0/22", 3)).to.equal(3 * (128 - 13));
  });
});
