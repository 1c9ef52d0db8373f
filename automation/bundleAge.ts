import { existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { OperatorError } from "./operatorError";

/** What the bundle is made of. */
const folders = ["automation", "components", "functions", "infra", "policy", "simulator", "stacks"];
/** Milliseconds. Copying a project gives its files new times, in whatever order they are copied. */
const tolerance = 60_000;

/**
 * A bundle that is older than the code beside it would do what was right yesterday, and say nothing of it.
 *
 * @throws OperatorError that names a file which is newer.
 */
export function refuseOldBundle(script: string): void {
  const bundle = realpathSync(script);
  if (basename(dirname(bundle)) !== "dist") return;
  const project = dirname(dirname(bundle));
  const built = statSync(bundle).mtimeMs + tolerance;
  // A bundle that somebody took elsewhere has no code beside it.
  const newer = folders
    .filter((folder) => existsSync(join(project, folder)))
    .flatMap((folder) => sourcesIn(project, folder))
    .find((file) => statSync(join(project, file)).mtimeMs > built);
  if (newer !== undefined)
    throw new OperatorError(
      `${newer} is newer than what was built of it, dist/${basename(bundle)}. Run: npm run build`,
    );
}

function sourcesIn(project: string, folder: string): string[] {
  return readdirSync(join(project, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));
}
