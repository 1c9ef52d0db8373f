import type { Stack } from "@pulumi/pulumi/automation";
import { readCheckpoint } from "./checkpoint";

/**
 * URNs of what must not be deleted. The engine comes upon them in the middle of a destroy, when it has deleted all
 * that depends on them and much besides: so whoever destroys asks first.
 */
export async function protectedIn(stack: Stack): Promise<string[]> {
  const { resources = [] } = (await readCheckpoint(stack)).deployment as {
    readonly resources?: readonly { readonly urn: string; readonly protect?: boolean }[];
  };
  return resources.flatMap(({ urn, protect }) => (protect === true ? [urn] : [])).sort();
}
