import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OperatorError } from "../../../automation/operatorError";
import { sharedOf, withLocalShared } from "../../../automation/rehearse/sharedFirst";
import { parseStackFile } from "../../../infra/config/stackFile";
import { stackText } from "../../support/harness";
import { sharedText } from "../../infra/config/deliveryGiven";

const named = (name: string) =>
  stackText("dev").replace("config:\n", `config:\n  ai-platform:shared: ${name}\n`);

describe("the shared stack that an environment reads", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "reads-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const file = (stack: string, text: string) => {
    const path = join(folder, `Pulumi.${stack}.yaml`);
    writeFileSync(path, text);
    return { stack, path };
  };

  it("is none where its file names none", () => {
    expect(sharedOf(file("dev", stackText("dev")))).to.be.undefined;
  });

  it("is the one of that name beside its file, of whatever organization", () => {
    const delivery = file("delivery", sharedText);
    for (const organization of ["organization", "example-org"])
      expect(sharedOf(file("dev", named(`${organization}/ai-platform/delivery`)))).to.deep.equal(delivery);
  });

  for (const [what, text] of [
    ["is not there", undefined],
    ["is an environment's", stackText("prod")],
  ] as const)
    it(`must have a file: one that ${what} is told`, () => {
      if (text !== undefined) file("shared", text);
      expect(() => sharedOf(file("dev", named("organization/ai-platform/shared"))))
        .to.throw(OperatorError)
        .with.property("message")
        .that.matches(
          /^dev reads organization\/ai-platform\/shared, which a rehearsal brings up first, and .+/,
        )
        .and.contains(`${folder}/Pulumi.shared.yaml is no file of a shared stack.`);
    });

  it("is read by the name that it has in a backend of files, and the rest of the file stays", () => {
    const text = withLocalShared(named("example-org/ai-platform/shared"), { stack: "shared", path: "" });
    expect(parseStackFile(text)).to.deep.equal(parseStackFile(named("organization/ai-platform/shared")));
  });
});
