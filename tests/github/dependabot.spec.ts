import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";

const root = join(__dirname, "../..");

describe("the updates of dependencies", () => {
  it("look where there is something to look at", () => {
    const { updates } = parse(readFileSync(join(root, ".github/dependabot.yml"), "utf8")) as {
      readonly updates: readonly {
        readonly "package-ecosystem": string;
        readonly directories?: readonly string[];
        readonly directory?: string;
      }[];
    };
    const manifests: Readonly<Record<string, string>> = { npm: "package-lock.json", pip: "requirements.txt" };
    for (const { "package-ecosystem": ecosystem, directories, directory } of updates)
      for (const place of directories ?? [directory!])
        expect(existsSync(join(root, place, manifests[ecosystem] ?? ".")), place).to.equal(true);
    const actions = readdirSync(join(root, ".github/actions")).map((name) => `/.github/actions/${name}`);
    expect(updates.at(-1)!.directories).to.have.members(["/", ...actions]);
  });
});
