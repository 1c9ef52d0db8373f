import type { DeliveryConfig, DeliveryModuleConfig } from "../config/schema/delivery";

/** Issuer of the tokens that jobs of GitHub Actions have. */
export const githubIssuer = "token.actions.githubusercontent.com";

/**
 * Which jobs a role trusts, by what GitHub says of them in a token. IAM compares `workflows` with patterns, and all
 * else as it stands.
 * https://docs.github.com/en/actions/reference/security/oidc
 */
export interface TrustedJobs {
  /** Claim `sub`. */
  readonly subjects: readonly string[];
  /** Claim `job_workflow_ref`: the file that says what the job does, and its branch. */
  readonly workflows?: readonly string[];
}

/**
 * What the subject of a repository's jobs begins with: with its ids where GitHub says them, so that nobody who gets the
 * name of a deleted repository gets its rights.
 * https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens
 */
function subjectOf({
  repository,
  githubIds,
}: Pick<DeliveryModuleConfig, "githubIds" | "repository">): string {
  if (githubIds === undefined) return `repo:${repository}`;
  const [owner, name] = repository.split("/");
  return `repo:${owner}@${githubIds.owner}/${name}@${githubIds.repository}`;
}

/** Pull requests of this project and what its branch runs by the clock, for previews and drift. */
export function planJobs({ platform }: DeliveryConfig): TrustedJobs {
  const subject = subjectOf(platform);
  return { subjects: [`${subject}:pull_request`, `${subject}:ref:refs/heads/${platform.branch}`] };
}

/** Pushes to the branch of a module's repository. */
export function buildJobs({ modules }: DeliveryConfig, module: string): TrustedJobs {
  const source = modules[module]!;
  return { subjects: [`${subjectOf(source)}:ref:refs/heads/${source.branch}`] };
}

/**
 * What signs an image is as trusted as the key: a workflow of this project, and a job of that workflow alone, for the
 * jobs of one run differ in nothing else that IAM could go by.
 */
export function checkJobs(delivery: DeliveryConfig, module: string): TrustedJobs {
  return { ...buildJobs(delivery, module), workflows: [workflowOf(delivery, "check.yml")] };
}

/**
 * Jobs that GitHub runs for an environment, so that its reviewers have approved them; and only what a workflow of
 * this project says, or whoever may push to one module's repository could release anything anywhere.
 */
export function releaseJobs(delivery: DeliveryConfig, environment: string): TrustedJobs {
  const { platform, modules } = delivery;
  const repositories = [platform, ...Object.values(modules)].map(subjectOf);
  return {
    subjects: [...new Set(repositories)].sort().map((one) => `${one}:environment:${environment}`),
    workflows: [workflowOf(delivery, "*")],
  };
}

function workflowOf({ platform: { repository, branch } }: DeliveryConfig, file: string): string {
  return `${repository}/.github/workflows/${file}@refs/heads/${branch}`;
}
