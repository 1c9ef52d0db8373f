import { text } from "./scalars";

/**
 * A stack's name, and so that of an environment. The longest keeps `ai-platform-<stack>-<suffix>` within the 32
 * characters of a load balancer's name.
 */
export const stackName = /^[a-z][a-z0-9-]{0,13}[a-z0-9]$/;

/** Names of what an operator adds to a stack file: modules, and what stands in one of them. */
const entryName = (what: string) =>
  text(
    /^[a-z](?!.*--)[a-z0-9-]{0,22}[a-z0-9]$/,
    `must be ${what} name`,
    "Use 2 to 24 lower-case letters, digits and single hyphens, starting with a letter.",
  );

/** Part of ECS service, target group (32 characters with Pulumi's suffix), role and schema names. */
export const moduleName = entryName("a module");
export const poolName = entryName("a pool");
export const jobName = entryName("a job");
export const scheduleName = entryName("a schedule");
export const sidecarName = entryName("a container");
export const teamName = entryName("a team");
export const volumeName = entryName("a volume");
