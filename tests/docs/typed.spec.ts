import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { runbooks } from "../../infra/alarms/runbooks";
import { closeRigs, rig } from "../simulator/api/memoryWorld";
import { root } from "../support/harness";
import { Desk } from "./desk";
import { operated } from "./operated";
import { blocksIn, type Page, pageAt, pages, typedIn } from "./pages";

/** Pages that another test types, and does more with. */
const elsewhere: Readonly<Record<string, string>> = {
  "docs/delivery.md": "tests/engine/deliveryWalk.spec.ts",
  "docs/tutorial.md": "tests/engine/tutorial.spec.ts",
  "docs/for-developers.md": "tests/samples/developers.spec.ts",
  "docs/runbooks/restore.md": "tests/docs/restoreRunbook.spec.ts",
  ...Object.fromEntries(
    runbooks
      .filter((runbook) => runbook !== "qdrant-nodes")
      .map((runbook) => [`docs/runbooks/${runbook}.md`, "tests/docs/alarmRunbooks.spec.ts"]),
  ),
  ...Object.fromEntries(
    pages
      .filter(({ path }) => path.startsWith("examples/"))
      .map(({ path }) => [path, "tests/engine/examplePages.spec.ts"]),
  ),
  ...Object.fromEntries(
    ["python", "typescript"].map((name) => [`samples/${name}/README.md`, "tests/samples/developers.spec.ts"]),
  ),
};
const typedHere = pages.filter((page) => blocksIn(page).length > 0 && !(page.path in elsewhere));

/** What needs the engine, or is the tests themselves: somebody else runs it. */
const typedOnEngine = new Set(
  pages.filter(({ path }) => elsewhere[path]?.startsWith("tests/engine/")).flatMap(typedIn),
);
const runElsewhere = [
  readFileSync(join(root, ".ci/run"), "utf8").replaceAll("--silent ", ""),
  ...typedOnEngine,
].join("\n");
const engineSpecs = readdirSync(join(root, "tests/engine"))
  .filter((name) => name.endsWith(".spec.ts"))
  .map((name) => readFileSync(join(root, "tests/engine", name), "utf8"))
  .join("\n");

/** Not again what a test of the engine types line by line. */
const toType = (page: Page) =>
  blocksIn(page).filter((block) =>
    typedIn({ ...page, text: `\`\`\`sh\n${block}\`\`\`\n` }).some((line) => !typedOnEngine.has(line)),
  );

/** Names in <> stand for something, and a shell would read them as files. */
const filledIn = (block: string) => block.replace(/<([a-z]+)>/g, "$1").replaceAll("…", "0");

describe("the pages, typed", function () {
  this.timeout(300_000);
  let desk: Desk;
  beforeEach(async () => {
    const { api } = await rig(operated(["dev", "staging", "prod"]));
    desk = new Desk();
    await desk.furnish(api.url);
  });
  afterEach(() => {
    desk.end();
  });
  after(closeRigs);

  it("are each typed by one test", () => {
    for (const [path, spec] of Object.entries(elsewhere)) {
      expect(existsSync(join(root, path)), path).to.equal(true);
      expect(existsSync(join(root, spec)), spec).to.equal(true);
    }
    const lines = (path: string) => typedIn(pageAt(path));
    for (const name of ["python", "typescript"])
      expect(lines("docs/for-developers.md")).to.include.members(lines(`samples/${name}/README.md`));
    expect(typedHere.map(({ path }) => path)).to.include.members(["README.md", "docs/operators.md"]);
  });

  for (const page of typedHere)
    it(page.path, async () => {
      expect(await desk.faultsOf(filledIn(toType(page).join("\n")))).to.deep.equal([]);
      for (const call of desk.left) expect(isRunElsewhere(call), call).to.equal(true);
    });
});

/** By a page that is typed on the engine, by a test of the engine, or by what CI runs. */
function isRunElsewhere(call: string): boolean {
  const [program, first, second, third] = call.split(" ");
  if (first === "ai-platform" && second === "deploy")
    return engineSpecs.includes(`"${third}"`) || runElsewhere.includes(`deploy ${third} `);
  // Typed by hand it wants the Node.js language host, which only Pulumi's own download has.
  if (call.startsWith("npx pulumi up ")) return true;
  return runElsewhere.includes([program, first, second].filter((word) => word !== undefined).join(" "));
}
