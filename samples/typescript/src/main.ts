import { once } from "node:events";
import { log } from "./log.ts";
import { createModule } from "./server.ts";
import { readSettings, type Settings, SettingsError } from "./settings.ts";

/** Starts the module, and stops it as the platform asks it to. */
async function main(settings: Settings): Promise<void> {
  for (const [part, variables] of Object.entries(settings.missing))
    log("warning", "runs without a part: variables are not set, or not usable", { part, variables });

  const { server, drain } = createModule(settings);
  const stop = Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
  await once(server.listen(settings.port), "listening");
  log("info", "listens", { port: settings.port });
  await stop;
  log("info", "stops when the answers that it gives are at their end", { seconds: settings.drainSeconds });
  await drain();
  log("info", "stopped");
}

try {
  await main(readSettings(process.env));
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  log("error", error.message);
  process.exitCode = 1;
}
