import { quotas } from "../../../aws/quotas";
import { releaseJobs } from "../../../delivery/githubSubjects";
import { fault, type Fault } from "../../../faults";
import { githubTrust } from "../../../iam/delivery";
import type { DeliveryConfig } from "../../schema/delivery";

/** As long as that of any account. */
const provider = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";

/**
 * The role that releases in an environment names every repository whose jobs may take it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function trustFaults(config: DeliveryConfig): Fault[] {
  if (config.pipelines !== "github-actions") return [];
  const longest = Math.max(
    0,
    ...Object.keys(config.environments).map(
      (name) => githubTrust(provider, releaseJobs(config, name)).length,
    ),
  );
  return longest <= quotas.trustPolicyLength
    ? []
    : [
        fault(
          "delivery.modules",
          `must come from fewer repositories with pipelines: github-actions: those of a release role may take ${quotas.trustPolicyLength} characters of its trust policy`,
          longest,
          "Keep several modules in one repository, each in its folder, or write pipelines: codepipeline.",
        ),
      ];
}
