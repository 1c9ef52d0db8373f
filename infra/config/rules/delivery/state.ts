import { fault, type Fault } from "../../../faults";
import type { DeliveryConfig } from "../../schema/delivery";

/** CodeBuild has nothing of Pulumi Cloud's to identify itself with, also where an environment has its own account. */
export function stateFaults({ pipelines, state }: DeliveryConfig): Fault[] {
  return pipelines === "codepipeline" && state === undefined
    ? [
        fault(
          "delivery.state",
          "is required with pipelines: codepipeline",
          undefined,
          "Releases there use a state in S3: write its bucket and the key of the stacks' secrets. With Pulumi Cloud write " +
            "pipelines: github-actions.",
        ),
      ]
    : [];
}
