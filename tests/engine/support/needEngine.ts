import type { Context } from "mocha";
import { findEngine, type Engine } from "../../../automation/engine/find";

/** The CLI; without it the suite is skipped, but never in CI. */
export async function needEngine(suite: Context): Promise<Engine> {
  const engine = await findEngine();
  if (engine) return engine;
  if (process.env.CI !== undefined)
    throw new Error("CI must have the Pulumi CLI: npx ai-platform engine install");
  console.log("    skipped: no Pulumi CLI here; npx ai-platform engine install gets it");
  return suite.skip();
}
