import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../../automation/plan/makePlan";
import { type ConfigFaults, faultText } from "../../../infra/faults";

const either = "the file must have ai-platform:profile or ai-platform:delivery";
const write =
  "Write ai-platform:profile: dev for an environment, or describe the shared stack below ai-platform:delivery.";

describe("the plan of a file that does not say what it describes", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "kind-"))));
  after(() => rmSync(folder, { recursive: true }));

  const told = (...lines: readonly string[]) => {
    const path = join(folder, "Pulumi.dev.yaml");
    writeFileSync(path, ["config:", ...lines, ""].join("\n  "));
    try {
      readConfig({ stack: "dev", path });
    } catch (error) {
      return (error as ConfigFaults).faults.map(faultText);
    }
    return [];
  };

  const region = "aws:region: us-east-1";
  const modules = "ai-platform:modules: { planning: { owner: a@example.com, routes: [/planning] } }";
  const table: readonly (readonly [what: string, lines: readonly string[], ...says: string[]])[] = [
    ["neither", [region], `${either}. ${write}`],
    ["neither, and an empty key", [region, "ai-platform:delivery:"], `${either}. ${write}`],
    [
      "nearly the shared stack",
      [region, "ai-platform:deliverry: { owner: a@example.com }"],
      `${either}; got "ai-platform:deliverry". Did you mean ai-platform:delivery?`,
    ],
    [
      "nearly an environment, and more that is wrong",
      [region, "ai-platform:profil: dev", modules, "ai-platform:netwrok: {}"],
      `${either}; got "ai-platform:profil". Did you mean ai-platform:profile?`,
      "netwrok is not a known key. Did you mean network?",
    ],
    [
      "both",
      [region, "ai-platform:profile: dev", "ai-platform:delivery: {}", modules],
      "the file must not have both ai-platform:profile and ai-platform:delivery. The first makes it the file of an environment, the other that of the shared stack: move one of them into a file of its own.",
    ],
  ];
  for (const [what, lines, ...says] of table)
    it(`says so first, of ${what}`, () => {
      expect(told(...lines)).to.deep.equal(says);
    });
});
