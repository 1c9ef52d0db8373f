import { expect } from "chai";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { estimators } from "../../../automation/cost/estimators";
import { freeTypes } from "../../../automation/cost/free";

const sdk = dirname(require.resolve("@pulumi/aws/package.json"));

/** The token that the SDK registers for the class in the file that the token names. */
function registered(token: string): boolean {
  const file = join(sdk, `${token.split(":")[1]}.js`);
  return existsSync(file) && readFileSync(file, "utf8").includes(`__pulumiType = '${token}'`);
}

describe("estimated types", () => {
  for (const token of [...estimators.keys(), ...freeTypes.keys()].filter((type) => type.startsWith("aws:")))
    it(`${token} is a type of the SDK`, () => expect(registered(token)).to.equal(true));

  it("are either free or estimated, never both", () => {
    expect([...estimators.keys()].filter((type) => freeTypes.has(type))).to.deep.equal([]);
  });

  it("are free for a reason in words", () => {
    for (const [type, reason] of freeTypes) expect(reason, type).to.match(/\w+ .*\w+|Pulumi's own/);
  });
});
