/** Name of the project in Pulumi.yaml, in tags and in every name that AWS shows. */
export const project = "ai-platform";

/** The one stage of the API; it stands in the API's own address, and never in a path that a module sees. */
export const stageName = "live";

/** Parameters in SSM: `/ai-platform/dev/releases/planning`. */
export function parameterPath(environment: string, ...parts: readonly string[]): string {
  return ["", project, environment, ...parts].join("/");
}

/** The ECS cluster; a service in it has the name of its module. */
export function clusterName(environment: string): string {
  return `${project}-${environment}`;
}

/** Log groups: `/ai-platform/dev/modules/planning`. */
export const logGroupName = parameterPath;

/**
 * Alarms, and the topics that they tell: CloudWatch shows them all in one list. With a hyphen, `x-a-cpu` in `dev` and
 * `a-cpu` in `dev-x` would be one alarm.
 */
export function alarmName(environment: string, what: string): string {
  return `${project}-${environment}_${what}`;
}

/** Name of a module's MariaDB schema and user; hyphens would need quoting in every statement. */
export function schemaName(module: string): string {
  return module.replaceAll("-", "_");
}

/** The other of a schema's two users, which take turns when passwords change; functions/mariadb calls it the same. */
export function alternateUserName(module: string): string {
  return `${schemaName(module)}__b`;
}

/** RDS names log groups after it, and the secret of the administrator is known by it. */
export function databaseIdentifier(environment: string): string {
  return `${project}-${environment}`;
}

/** Name of a module's collection in Qdrant, apart from those of all other modules. */
export function collectionName(module: string, collection: string): string {
  return `${schemaName(module)}__${collection}`;
}

/**
 * Family of a module's tasks and group of its schedules: `ai-platform-dev_planning`. Names of environments and modules
 * have hyphens, so only an underscore tells module `x-planning` of dev from module `planning` of dev-x.
 */
export function moduleId(environment: string, module: string): string {
  return `${project}-${environment}_${module}`;
}

/** Budget of an environment, or of one module of it. */
export function budgetName(environment: string, module?: string): string {
  return module === undefined ? `${project}-${environment}` : moduleId(environment, module);
}

/** Path of IAM roles: names of roles are too short to say the environment, and IAM compares the path as well. */
export function rolePath(environment: string, of?: "modules"): string {
  return ["", project, environment, ...(of === undefined ? [] : [of]), ""].join("/");
}

/** ECR repository of a module. */
export function repositoryName(module: string): string {
  return `${project}/${module}`;
}

/** Host of an account's registry. */
export function registryHost(account: string, region: string): string {
  return `${account}.dkr.ecr.${region}.amazonaws.com`;
}

/** Image of a module in an account's registry, by its digest `sha256:…`. */
export function releasedImage(account: string, region: string, module: string, digest: string): string {
  return `${registryHost(account, region)}/${repositoryName(module)}@${digest}`;
}

/** Log group of the firewall: AWS takes no name that begins otherwise. */
export function firewallLogGroupName(environment: string, ...parts: readonly string[]): string {
  return [`aws-waf-logs-${project}-${environment}`, ...parts].join("/");
}

/** What guards the way out: names of firewalls have neither slashes nor underscores. */
export function egressName(environment: string, ...parts: readonly string[]): string {
  return [project, environment, "egress", ...parts].join("-");
}

/** Capacity provider: AWS takes no name that begins with `aws`, `ecs` or `fargate`, as a module's or a pool's may. */
export function capacityProviderName(
  environment: string,
  of: "module" | "pool",
  ...parts: readonly string[]
): string {
  return [project, environment, of, ...parts].join("-");
}

/** Domain of SageMaker Studio, which knows letters, digits and hyphens. */
export function studioDomainName(environment: string): string {
  return `${project}-${environment}`;
}

/** JupyterLab writes nowhere else, whichever domain it belongs to. */
export const studioLogGroupName = "/aws/sagemaker/studio";
