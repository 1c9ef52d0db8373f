import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Context } from "mocha";
import { type Browser, chromium } from "playwright-core";

/** Chromium as this machine has it, below the names that Debian and others give it. */
export function findChromium(path = process.env.PATH ?? ""): string | undefined {
  return path
    .split(delimiter)
    .flatMap((folder) => ["chromium", "chromium-browser"].map((name) => join(folder, name)))
    .find((file) => existsSync(file));
}

/** A browser without a window; on a laptop without Chromium the tests are skipped, and it is said why. */
export async function launchBrowser(test: Context): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    if (process.env.CI !== undefined) throw new Error("there is no chromium: .ci/install-debian-packages");
    console.log("skipped: there is no chromium in PATH (.ci/install-debian-packages)");
    test.skip();
  }
  return chromium.launch({
    executablePath: executablePath!,
    // Containers of pipelines have no user namespaces, and the only page is our own.
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });
}
