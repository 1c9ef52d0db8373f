import type { SSMClient } from "@aws-sdk/client-ssm";
import { expect } from "chai";
import fc from "fast-check";
import {
  currentRelease,
  goodReleaseBut,
  noteGoodRelease,
  parseDigest,
  removeRelease,
  writeRelease,
} from "../../../../automation/deploy/aws/releases";
import { OperatorError } from "../../../../automation/operatorError";
import { closeRigs, failure, MemoryWorld, rig } from "../../../simulator/api/memoryWorld";

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const name = "/ai-platform/dev/releases/planning";
const goodName = "/ai-platform/dev/good-releases/planning";

describe("the releases in SSM", () => {
  after(closeRigs);

  let world: MemoryWorld;
  let ssm: SSMClient;
  let calls: string[];
  beforeEach(async () => {
    world = new MemoryWorld();
    ({ ssm, calls } = await rig(world));
  });
  const good = (...digits: readonly string[]) => {
    for (const digit of digits) world.parameters.put(goodName, digest(digit));
  };
  const goodBut = (digit: string) => goodReleaseBut(ssm, "dev", "planning", digest(digit));

  it("are none before the first", async () => {
    expect(await currentRelease(ssm, "dev", "planning")).to.equal(undefined);
    expect(await goodBut("a")).to.equal(undefined);
  });

  it("are written where the program reads them, each as a new version", async () => {
    await writeRelease(ssm, "dev", "planning", digest("a"));
    await writeRelease(ssm, "dev", "planning", ` ${digest("b")}\n`);
    expect(world.parameters.names()).to.deep.equal([name]);
    expect(world.parameters.history(name).map(({ value }) => value)).to.deep.equal([
      digest("a"),
      digest("b"),
    ]);
    expect(await currentRelease(ssm, "dev", "planning")).to.equal(digest("b"));
  });

  it("are apart by environment and by module", async () => {
    world.parameters.put(name, digest("a"));
    expect(await currentRelease(ssm, "prod", "planning")).to.equal(undefined);
    expect(await currentRelease(ssm, "dev", "search")).to.equal(undefined);
  });

  it("can be none again, which is no fault where there was none", async () => {
    world.parameters.put(name, digest("a"));
    for (const _ of [1, 2]) {
      await removeRelease(ssm, "dev", "planning");
      expect(await currentRelease(ssm, "dev", "planning")).to.equal(undefined);
    }
  });

  it("that are good stand where the program reads none of them, and once while they stay", async () => {
    for (const digit of ["a", "a", "b", "b", "a"])
      await noteGoodRelease(ssm, "dev", "planning", digest(digit));
    expect(world.parameters.names()).to.deep.equal([goodName]);
    expect(world.parameters.history(goodName).map(({ value }) => value)).to.deep.equal(
      ["a", "b", "a"].map(digest),
    );
  });

  const ways: readonly (readonly [
    what: string,
    good: readonly string[],
    now: string,
    back: string | undefined,
  ])[] = [
    ["the one before", ["a", "b"], "b", "a"],
    ["none, while only one was good", ["a"], "a", undefined],
    ["the last good one, when what is named never ran well", ["a", "b"], "c", "b"],
    ["what was rolled back, after a rollback", ["a", "b", "a"], "a", "b"],
    ["the newest that differs, when the same one was good twice", ["a", "b", "c", "b"], "b", "c"],
  ];
  for (const [what, were, now, back] of ways)
    it(`lead back to ${what}`, async () => {
      good(...were);
      expect(await goodBut(now)).to.equal(back && digest(back));
    });

  it("lead back also to one that is pages away", async () => {
    good("a", ...Array.from({ length: 99 }, () => "b"));
    expect(await goodBut("b")).to.equal(digest("a"));
    expect(calls).to.deep.equal(["GetParameterHistory", "GetParameterHistory"]);
  });

  it("go by version, whatever order AWS lists them in", async () => {
    good("a", "b", "c");
    const { history } = world.parameters;
    world.parameters.history = (of) => [...history(of)].reverse();
    expect(await goodBut("c")).to.equal(digest("b"));
  });

  it("do not take what is no digest, and ask AWS nothing then", async () => {
    const error = await failure(writeRelease(ssm, "dev", "planning", "latest"));
    expect(error).to.be.instanceOf(OperatorError);
    expect(calls).to.deep.equal([]);
  });

  it("explain what AWS refuses", async () => {
    const denied = { type: "AccessDeniedException", message: "no" };
    const refuse = {
      GetParameter: denied,
      GetParameterHistory: denied,
      PutParameter: denied,
      DeleteParameters: denied,
    };
    const { ssm } = await rig(world, { refuse });
    for (const call of [
      currentRelease(ssm, "dev", "planning"),
      goodReleaseBut(ssm, "dev", "planning", digest("a")),
      noteGoodRelease(ssm, "dev", "planning", digest("a")),
      removeRelease(ssm, "dev", "planning"),
      writeRelease(ssm, "dev", "planning", digest("a")),
    ])
      expect(await failure(call)).to.be.instanceOf(OperatorError);
  });
});

describe("a digest", () => {
  const faults: readonly (readonly [string, string])[] = [
    ["", "it is empty"],
    ["  \n", "it is empty"],
    ["latest", "a tag can move to another image"],
    ["registry/ai-platform/planning:1.2", "a tag can move to another image"],
    ["planning:1.2", 'it begins with "planning"'],
    [`registry/planning@${digest("a")}`, "it is a whole image reference"],
    ["a".repeat(64), "sha256: is missing in front of it"],
    [`sha512:${"a".repeat(128)}`, 'it begins with "sha512"'],
    [`SHA256:${"a".repeat(64)}`, 'it begins with "SHA256"'],
    [digest("A"), "its digits must be in lower case"],
    [digest("g"), "it has characters that are no hexadecimal digits"],
    [`sha256:${"a".repeat(32)}\n${"a".repeat(31)}`, "it has characters that are no hexadecimal digits"],
    [digest("a").slice(0, -1), "it has 63 digits"],
    [`${digest("a")}a`, "it has 65 digits"],
    ["sha256:", "it has 0 digits"],
  ];
  for (const [text, fault] of faults)
    it(`is not ${JSON.stringify(text)}`, () => {
      expect(() => parseDigest(text))
        .to.throw(OperatorError, `is no image digest: ${fault}`)
        .with.property("message")
        .that.matches(/Write the digest alone, sha256: and 64 hexadecimal digits/)
        .and.does.not.include("\n");
    });

  it("is taken as it is, without the space around it", () => {
    expect(parseDigest(`\t${digest("0")}\r\n`)).to.equal(digest("0"));
  });

  it("is what comes out of it, or nothing comes out", () => {
    const likely = fc.stringMatching(/^(sha256:)?[0-9a-fA-F:@/ ]{0,70}$/);
    fc.assert(
      fc.property(fc.oneof(likely, fc.string()), (text) => {
        try {
          expect(parseDigest(text)).to.match(/^sha256:[0-9a-f]{64}$/);
        } catch (error) {
          expect(error).to.be.instanceOf(OperatorError);
        }
      }),
    );
  });
});
