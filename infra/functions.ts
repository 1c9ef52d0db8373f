import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";

/** Node.js on Lambda, for every function of the project. */
export const functionRuntime = "nodejs24.x";

/**
 * The bundle of a function in functions/, as `npm run build` makes it. It goes into the graph as text, so that a
 * graph is the same wherever the project lies.
 * @throws pulumi.RunError when there is no bundle.
 */
export function functionCode(name: string): pulumi.asset.Archive {
  const bundle = join("dist", "functions", name, "index.js");
  // The program runs from its sources and from a bundle of its own in dist/.
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, bundle);
    if (existsSync(path))
      return new pulumi.asset.AssetArchive({
        "index.js": new pulumi.asset.StringAsset(readFileSync(path, "utf8")),
      });
  }
  throw new pulumi.RunError(`there is no ${bundle}. Run npm run build.`);
}
