import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readServices, type Services } from "../../../../automation/scaffold/compose/read";
import { OperatorError } from "../../../../automation/operatorError";
import { faultsWith, imported, outcomeOf } from "./outcome";
import { outcomes } from "./outcomes";

interface Source {
  /** `owner/name` on GitHub. */
  readonly project: string;
  readonly path: string;
  readonly commit: string;
}

const page = readFileSync(join(__dirname, "README.md"), "utf8");
const sources: readonly Source[] = [
  ...page.matchAll(/^\| (\S+\/\S+) +\| `([^`]+)` +\| `([0-9a-f]{40})` +\| (CC0-1\.0|MIT|Apache-2\.0) /gm),
].map(([, project, path, commit]) => ({ project: project!, path: path!, commit: commit! }));

/** Where there are clones, each as `owner/name`. */
const clones = process.env.COMPOSE_PROJECTS;

describe("README.md of the Compose files", () => {
  it("names source, commit and licence of each outcome", () => {
    expect(sources.map(({ project, path }) => `${project}/${path}`).sort()).to.deep.equal(
      Object.keys(outcomes).sort(),
    );
  });
});

describe("Compose files of well-known projects", () => {
  before(function () {
    if (clones !== undefined) return;
    console.log(`    skipped: COMPOSE_PROJECTS names no folder with clones of the projects in ${__dirname}`);
    this.skip();
  });

  for (const { project, path, commit } of sources)
    describe(`${path} of ${project}`, () => {
      let text: string;
      let services: Services;
      before(() => {
        text = execFileSync("git", ["-C", join(clones!, project), "show", `${commit}:${path}`], {
          encoding: "utf8",
        });
        services = readServices(text, path);
      });

      it("becomes what was judged to be right", () => {
        const lines = Object.keys(services).map((name) => `    ${outcomeOf(name, services)}`);
        expect(`\n${lines.join("\n")}\n  `).to.equal(outcomes[`${project}/${path}`]);
      });

      it("makes entries without a fault and without a secret of the file", () => {
        const secrets = secretsIn(text);
        for (const name of Object.keys(services)) {
          const entry = entryOf(name, services);
          if (entry === undefined) continue;
          expect(faultsWith(name, entry)).to.deep.equal([]);
          const kept = leavesOf(entry).filter((leaf) => secrets.some((secret) => leaf.includes(secret)));
          expect(kept).to.deep.equal([]);
        }
      });
    });
});

/** Undefined for a server of the platform's. */
function entryOf(name: string, services: Services) {
  try {
    return imported(name, services).entry;
  } catch (error) {
    if (error instanceof OperatorError) return undefined;
    throw error;
  }
}

/** Told by the text alone, otherwise than the command does: values and defaults of what is called a secret. */
function secretsIn(text: string): string[] {
  const named = text.matchAll(
    /(?:PASSWORD|PASSWD|SECRET|SALT|TOKEN|KEY|AUTH)["']?\s*[=:]\s*["']?(?:\$\{\w+:?-)?([^\s"'$}]{4,})/g,
  );
  const inAddresses = text.matchAll(/:\/\/[^:@/\s]*:([^@/\s]+)@/g);
  return [...named, ...inAddresses].map(([, secret]) => secret!);
}

function leavesOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [String(value)];
  return Object.values(value).flatMap(leavesOf);
}
