import { fault, type Fault } from "../../../faults";
import type { DeliveryConfig } from "../../schema/delivery";

/** Whether the repositories are where the pipelines can find them. */
export function sourceFaults({ pipelines, source, platform, modules }: DeliveryConfig): Fault[] {
  const repositories = [
    ["delivery.platform.repository", platform.repository] as const,
    ...Object.entries(modules).map(
      ([name, { repository }]) => [`delivery.modules.${name}.repository`, repository] as const,
    ),
  ];
  return [
    ...(pipelines === "github-actions" && source !== "github"
      ? [
          fault(
            "delivery.source",
            "must be github with pipelines: github-actions",
            source,
            "GitHub Actions run in GitHub's repositories; write codepipeline, or move the repositories.",
          ),
        ]
      : []),
    ...repositories
      .filter(([, repository]) => source !== "gitlab" && repository.split("/").length !== 2)
      .map(([path, repository]) =>
        fault(
          path,
          `must have one slash at ${source}`,
          repository,
          "Write it as owner/name, without the address of the site.",
        ),
      ),
  ];
}
