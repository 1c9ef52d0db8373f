import type { SSMClient } from "@aws-sdk/client-ssm";
import { expect } from "chai";
import fc from "fast-check";
import {
  currentRelease,
  parseDigest,
  previousRelease,
  writeRelease,
} from "../../../../automation/deploy/aws/releases";
import { OperatorError } from "../../../../automation/operatorError";
import { closeRigs, failure, MemoryWorld, rig } from "../../../simulator/api/memoryWorld";

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const name = "/ai-platform/dev/releases/planning";

describe("the releases in SSM", () => {
  after(closeRigs);

  let world: MemoryWorld;
  let ssm: SSMClient;
  let calls: string[];
  beforeEach(async () => {
    world = new MemoryWorld();
    ({ ssm, calls } = await rig(world));
  });
  const released = (...digits: readonly string[]) => {
    for (const digit of digits) world.parameters.put(name, digest(digit));
  };
  const previous = () => previousRelease(ssm, "dev", "planning");

  it("are none before the first", async () => {
    expect(await currentRelease(ssm, "dev", "planning")).to.equal(undefined);
    expect(await previous()).to.equal(undefined);
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
    expect(await previous()).to.equal(digest("a"));
  });

  it("are apart by environment and by module", async () => {
    released("a");
    expect(await currentRelease(ssm, "prod", "planning")).to.equal(undefined);
    expect(await currentRelease(ssm, "dev", "search")).to.equal(undefined);
  });

  it("have no previous one while all are the same", async () => {
    released("a", "a", "a");
    expect(await previous()).to.equal(undefined);
  });

  it("have as previous one the newest that differs", async () => {
    released("a", "b", "c", "c");
    expect(await previous()).to.equal(digest("b"));
    released("b");
    expect(await previous()).to.equal(digest("c"));
  });

  it("have a previous one also pages away", async () => {
    released("a", ...Array.from({ length: 99 }, () => "b"));
    expect(await previous()).to.equal(digest("a"));
    expect(calls).to.deep.equal(["GetParameterHistory", "GetParameterHistory"]);
  });

  it("go by version, whatever order AWS lists them in", async () => {
    released("a", "b", "c");
    const shuffled = {
      ...world.parameters,
      history: (of: string) => [...world.parameters.history(of)].reverse(),
    };
    const other = await rig({
      region: world.region,
      account: world.account,
      services: () => [],
      continueDeployment: () => undefined,
      removeHooks: () => undefined,
      parameters: shuffled,
    });
    expect(await previousRelease(other.ssm, "dev", "planning")).to.equal(digest("b"));
  });

  it("do not take what is no digest, and ask AWS nothing then", async () => {
    const error = await failure(writeRelease(ssm, "dev", "planning", "latest"));
    expect(error).to.be.instanceOf(OperatorError);
    expect(calls).to.deep.equal([]);
  });

  it("explain what AWS refuses", async () => {
    const denied = { type: "AccessDeniedException", message: "no" };
    const refuse = { GetParameter: denied, GetParameterHistory: denied, PutParameter: denied };
    const { ssm } = await rig(world, { refuse });
    for (const call of [
      currentRelease(ssm, "dev", "planning"),
      previousRelease(ssm, "dev", "planning"),
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
