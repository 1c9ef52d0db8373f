import type { RegistryConfig } from "../config/schema/delivery";
import { tagPrefixes } from "./names";

interface LifecycleRule {
  readonly rulePriority: number;
  readonly description: string;
  readonly selection: Readonly<Record<string, unknown>>;
  readonly action: { readonly type: "expire" };
}

/** More environments than a project has, so that the rule protects and never expires. */
const mostEnvironments = 1000;

/**
 * Two for each build. They have tags, since delivery/ signs in cosign's older way: AWS says that what refers to an image
 * goes after it, but not that the rule for what has no tag spares it till then, and rules that count do count it.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-signing.html
 * https://github.com/aws/containers-roadmap/issues/2613
 */
const mostSignatures = 10_000;

type Limits = Pick<RegistryConfig, "keepReleases" | "untaggedDays" | "unreleasedDays">;

/**
 * What ECR deletes. An image that meets the tags of a rule is out of reach of all rules behind it, whether that rule
 * deletes it or not; so the rules stand in the order of what is worth most. A rule for `any` must be the last, and
 * ECR sorts the rules, so they stand here as it answers with them.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export function lifecyclePolicy(
  { keepReleases, untaggedDays, unreleasedDays }: Limits,
  environments: readonly string[],
): string {
  const tagged = (prefix: string, countNumber: number) => ({
    tagStatus: "tagged",
    tagPatternList: [`${prefix}*`],
    countType: "imageCountMoreThan",
    countNumber,
  });
  const aged = (tagStatus: "any" | "untagged", countNumber: number) => ({
    tagStatus,
    countType: "sinceImagePushed",
    countUnit: "days",
    countNumber,
  });
  const rules: readonly (readonly [description: string, selection: LifecycleRule["selection"]])[] = [
    ["Keep what an environment runs", tagged(tagPrefixes.running, mostEnvironments)],
    ...releaseOrder(environments).map(
      (environment) =>
        [
          `Keep the newest releases of ${environment}`,
          tagged(`${tagPrefixes.release}${environment}-`, keepReleases),
        ] as const,
    ),
    ["Keep signatures and attestations", tagged(tagPrefixes.signature, mostSignatures)],
    ["Delete what has lost its tag", aged("untagged", untaggedDays)],
    ["Delete what was never released", aged("any", unreleasedDays)],
  ];
  return JSON.stringify({
    rules: rules.map(([description, selection], index): LifecycleRule => ({
      rulePriority: index + 1,
      description,
      selection,
      action: { type: "expire" },
    })),
  });
}

/**
 * What is released in prod was released in dev before, and is prod's to keep; after a rollback, so is what runs there
 * again, for every release since then has gone somewhere else. A pattern for dev is one for dev-x as well.
 */
function releaseOrder(environments: readonly string[]): string[] {
  const order: string[] = [];
  for (const one of [...environments].reverse()) {
    const wider = order.findIndex((other) => one.startsWith(`${other}-`));
    order.splice(wider < 0 ? order.length : wider, 0, one);
  }
  return order;
}

/** Images that come through from other registries are there to be had again. */
export function pullThroughLifecyclePolicy({
  unreleasedDays,
}: Pick<RegistryConfig, "unreleasedDays">): string {
  const rule: LifecycleRule = {
    rulePriority: 1,
    description: "Delete what can be had again",
    selection: {
      tagStatus: "any",
      countType: "sinceImagePushed",
      countUnit: "days",
      countNumber: unreleasedDays,
    },
    action: { type: "expire" },
  };
  return JSON.stringify({ rules: [rule] });
}
