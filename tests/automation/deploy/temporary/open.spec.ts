import type { SSMClient } from "@aws-sdk/client-ssm";
import { expect } from "chai";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { notThere } from "../../../../automation/deploy/temporary/command";
import { copyOf } from "../../../../automation/deploy/temporary/copy";
import { begin } from "../../../../automation/deploy/temporary/open";
import { readEnding, writeEnding } from "../../../../automation/deploy/temporary/records";
import { OperatorError } from "../../../../automation/operatorError";
import { closeRigs, failure, MemoryWorld, rig } from "../../../simulator/api/memoryWorld";
import { stackText } from "../../../support/harness";

const ending = { from: "dev", until: "2026-01-01T00:00:00.000Z" };
const text = copyOf(stackText("dev"));
const denied = new Error("not authorized to perform: ssm:PutParameter");

describe("the beginning of an environment with an end", () => {
  let folder: string;
  let ssm: SSMClient;
  let stacks: string[];
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "temporary-"));
    ({ ssm } = await rig(new MemoryWorld()));
    stacks = [];
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  after(closeRigs);

  /** An SSM that may be read only. */
  const readOnly = () =>
    ({
      send: (command: { constructor: { name: string } }) =>
        command.constructor.name === "PutParameterCommand"
          ? Promise.reject(denied)
          : ssm.send(command as never),
    }) as unknown as SSMClient;
  const file = () => join(folder, "Pulumi.pr-1.yaml");
  const begun = (more: object = {}) => {
    const means = {
      ssm,
      signal: new AbortController().signal,
      initStack: ({ stack }: { readonly stack: string }) => {
        const made = !stacks.includes(stack);
        if (made) stacks.push(stack);
        return Promise.resolve(made);
      },
      removeStack: ({ stack }: { readonly stack: string }) => {
        // The engine takes the file with the stack.
        rmSync(file());
        stacks = stacks.filter((one) => one !== stack);
        return Promise.resolve();
      },
      ...more,
    };
    return begin(means, { stack: "pr-1", path: file() }, ending, text);
  };

  it("makes the file, the stack and the end", async () => {
    await begun();
    expect(readFileSync(file(), "utf8")).to.equal(text);
    expect(stacks).to.deep.equal(["pr-1"]);
    expect(await readEnding(ssm, "pr-1")).to.deep.equal(ending);
  });

  it("leaves nothing where the end cannot be written, so that the next try makes it", async () => {
    expect(await failure(begun({ ssm: readOnly() }))).to.equal(denied);
    expect([stacks, existsSync(file())]).to.deep.equal([[], false]);
    await begun();
    expect(stacks).to.deep.equal(["pr-1"]);
  });

  it("says what is left where that cannot be removed either", async () => {
    const removeStack = () => Promise.reject(new Error("no access"));
    const error = await failure(begun({ ssm: readOnly(), removeStack }));
    expect(error).to.be.instanceOf(OperatorError);
    expect(error.message.split("\n")).to.deep.equal([
      denied.message,
      "pr-1 is made and has no end. Remove it: npx pulumi stack rm pr-1. no access",
    ]);
  });

  it("removes nothing that was there before", async () => {
    await writeEnding(ssm, "pr-1", ending);
    writeFileSync(file(), text);
    expect(await failure(begun({ ssm: readOnly() }))).to.equal(denied);
    expect([stacks, existsSync(file())]).to.deep.equal([["pr-1"], true]);
  });

  it("leaves a stack alone that somebody else made, and no file of it", async () => {
    stacks = ["pr-1"];
    expect(String(await failure(begun()))).to.contain("the backend has a stack pr-1 already");
    expect([stacks, existsSync(file())]).to.deep.equal([["pr-1"], false]);
  });
});

describe("an update of a stack that is not there", () => {
  const stacks = ["dev", "prod", "shared", "staging"];
  const environments = { dev: "dev", prod: "prod", staging: "staging" };
  const how = "For one that ends: --from <stack> --ttl 48h.";
  for (const [asked, says] of [
    ["deve", `Did you mean dev? ${how}`],
    ["shard", `Did you mean shared? ${how}`],
    ["prd", `There is: dev, prod, shared, staging. ${how}`],
    ["review-12", `There is: dev, prod, shared, staging. ${how}`],
  ] as const)
    it(`is told of ${asked}: ${says}`, () => {
      expect(notThere(asked, stacks, environments)).to.equal(says);
    });
});
