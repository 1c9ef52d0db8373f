import { main } from "@pulumi/pulumi/provider";
import { serveApi } from "../api/server";
import { jumpingClock, timeless } from "../cloud/clock";
import { Cloud } from "../cloud/cloud";
import { simulatedProvider } from "./provider";

/**
 * One process that is AWS to a rehearsal: `aws` and `awsx` to the engine over gRPC, ECS and SSM to everybody else
 * over HTTP. Arguments: the journal, the region, and how many milliseconds of quiet let the time jump (0: no time
 * passes). Prints the address of the API, then the port of the provider. Ends when its standard input does.
 */
async function serve(): Promise<void> {
  const [journal, region, quiet] = process.argv.slice(2);
  const cloud = new Cloud(journal!, region!);
  const { url } = await serveApi(cloud);
  process.stdout.write(`${url}\n`);
  // Without its parent nobody would ever end it, and an orphan that holds a pipe looks like a hang.
  process.stdin.resume().on("end", () => process.exit(0));
  // The SDK wants an engine's address; the engine tells the right one when it attaches.
  await main(simulatedProvider(cloud, Number(quiet) > 0 ? jumpingClock(Number(quiet)) : timeless), [
    "127.0.0.1:1",
  ]);
}

void serve();
