import { ECSClient } from "@aws-sdk/client-ecs";
import { restartServices } from "./restartServices";
import { servicesOf } from "./services";

const cluster = process.env.CLUSTER;
if (!cluster) throw new Error("CLUSTER must be the name of the cluster whose services are restarted");

/** `index.handler` of the function, which takes messages from a queue. */
export const handler = restartServices({
  ...servicesOf(new ECSClient(), cluster),
  // Not the console: Lambda wraps its lines in text or JSON of its own.
  log: (line) => void process.stdout.write(`${line}\n`),
});
