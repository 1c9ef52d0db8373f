import { expect } from "chai";
import { cacheGroupId, cachePrefix, cacheUserId, moduleAccess, noAccess } from "../../infra/cache";

describe("names in the cache", () => {
  const longest = cacheGroupId("e".repeat(15));
  const cases: readonly (readonly [group: string, module: string, id: RegExp])[] = [
    [cacheGroupId("dev"), "planning", /^ai-platform-dev-planning-[0-9a-f]{8}$/],
    [longest, "m".repeat(24), /^ai-platform-e{15}-m{3}-[0-9a-f]{8}$/],
    // What is cut at a hyphen has not two of them.
    [longest, "abc-d", /^ai-platform-e{15}-abc-[0-9a-f]{8}$/],
    [longest, "ab-cd", /^ai-platform-e{15}-ab-[0-9a-f]{8}$/],
  ];
  for (const [group, module, id] of cases)
    it(`make ${module} of ${group} a user that AWS takes`, () => {
      const made = cacheUserId(group, module);
      expect(made).to.match(id);
      expect(made).to.have.length.at.most(40);
      expect(made).to.match(/^[a-z](-?[a-z0-9])*$/);
    });

  it("are nobody else's, wherever the hyphens stand", () => {
    const ids = [
      cacheUserId(cacheGroupId("dev-a"), "b"),
      cacheUserId(cacheGroupId("dev"), "a-b"),
      cacheUserId(longest, "planning-one"),
      cacheUserId(longest, "planning-two"),
      cacheGroupId("dev-a-b"),
    ];
    expect(new Set(ids).size).to.equal(ids.length);
  });
});

describe("what a module may do in the cache", () => {
  const rules = moduleAccess("planning").split(" ");

  it("is everything with its own keys and channels", () => {
    expect(rules.slice(0, 4)).to.deep.equal(["on", "~planning:*", "&planning:*", "+@all"]);
    expect(cachePrefix("planning")).to.equal("planning:");
  });

  it("begins with nothing that another module's keys begin with", () => {
    expect("planning:one".startsWith(cachePrefix("plan"))).to.equal(false);
    expect(rules.filter((rule) => /^[~&%(]/.test(rule))).to.have.length(2);
  });

  const withheld: readonly (readonly [rule: string, why: string])[] = [
    ["-@admin", "works on the cache as a whole"],
    ["-@dangerous", "empties it for everybody, or lists every key"],
    ["-scan", "lists every key"],
    ["-randomkey", "tells a key of anybody's"],
    ["-cluster|getkeysinslot", "lists keys of anybody's"],
    ["-client|tracking", "tells which keys of others change"],
    ["-pubsub", "lists everybody's channels"],
    ["-function", "puts code where another's user runs it"],
    ["-script|flush", "takes scripts from everybody"],
    ["-script|kill", "ends another's script"],
  ];
  for (const [rule, why] of withheld)
    it(`is not what ${why}: ${rule}`, () => {
      expect(rules.indexOf(rule)).to.be.greaterThan(rules.indexOf("+@all"));
    });

  it("gives back INFO alone, which clients ask for when they connect", () => {
    expect(rules.filter((rule) => rule.startsWith("+"))).to.deep.equal(["+@all", "+info"]);
    expect(rules.at(-1)).to.equal("+info");
  });

  it("is nothing for the user whom nobody is", () => {
    expect(noAccess).to.equal("off -@all");
  });
});
