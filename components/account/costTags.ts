import { CostAllocationTag } from "@pulumi/aws/costexplorer";
import type * as pulumi from "@pulumi/pulumi";
import { principalPrefix } from "../../infra/budget";
import { costTags } from "../../infra/tags";

/** Bills and budgets know the project's tags from now on: those of resources, and those of roles that call Bedrock. */
export function activateCostTags(name: string, parent: pulumi.Resource): void {
  for (const [of, prefix] of [
    ["", ""],
    ["-caller", principalPrefix],
  ])
    for (const tag of costTags)
      new CostAllocationTag(
        `${name}-${tag.toLowerCase()}${of!}`,
        { tagKey: `${prefix!}${tag}`, status: "Active" },
        { parent },
      );
}
