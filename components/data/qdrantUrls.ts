import type * as pulumi from "@pulumi/pulumi";
import type { QdrantRef } from "./refs";

/** One for each node. */
export function urlsOf({ hosts, port }: QdrantRef): pulumi.Output<string[]> {
  return hosts.apply((all) => all.map((host) => `https://${host}:${port}`));
}
