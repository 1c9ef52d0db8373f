import { Enabler } from "@pulumi/aws/inspector2";
import type * as pulumi from "@pulumi/pulumi";
import type { InspectorConfig } from "../../infra/config/schema/accountSecurity";
import type { Scope } from "../../infra/scope";

/** Searches images, servers and functions for vulnerabilities, whenever one becomes known. */
export function createInspector(
  name: string,
  { account }: Scope,
  { resourceTypes }: InspectorConfig,
  parent: pulumi.Resource,
): void {
  new Enabler(name, { accountIds: [account], resourceTypes: [...resourceTypes].sort() }, { parent });
}
