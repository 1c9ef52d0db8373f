import { project } from "../../../infra/naming";

/** What a pod is of its module: one that answers or works all the time, or a run of a job. */
export type Component = "service" | "job";

/** Keys of what Kubernetes has no field for. */
export const annotations = {
  owner: `${project}/owner`,
  description: `${project}/description`,
  /** A schedule that a CronJob cannot express. */
  schedule: `${project}/schedule`,
} as const;

export function namespaceOf(environment: string): string {
  return `${project}-${environment}`;
}

/** All pods of a module, jobs included: what they may reach, and who may reach them, is the same. */
export function moduleSelector(module: string): Record<string, string> {
  return { "app.kubernetes.io/name": module };
}

/** One kind of a module's pods; a run of a job must get no calls. */
export function podSelector(module: string, component: Component): Record<string, string> {
  return { ...moduleSelector(module), "app.kubernetes.io/component": component };
}

export function labelsOf(module: string, component: Component): Record<string, string> {
  return { ...podSelector(module, component), "app.kubernetes.io/part-of": project };
}

/** Secret with the values that ECS takes from Secrets Manager. */
export function secretName(module: string): string {
  return `${module}-secrets`;
}

/** ConfigMap with the values that only AWS knows: names of databases, queues and buckets. */
export function awsValuesName(module: string): string {
  return `${module}-aws-values`;
}
