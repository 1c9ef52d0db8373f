import { text } from "./scalars";

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
export const volumeName = entryName("a volume");
