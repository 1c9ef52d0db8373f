import type { ICronJob } from "kubernetes-models/batch/v1";
import type { IDeployment } from "kubernetes-models/apps/v1";
import type { INetworkPolicy } from "kubernetes-models/networking.k8s.io/v1";
import type { IPodSpec } from "kubernetes-models/v1";
import type { Export, Manifest } from "../../../../automation/export/kubernetes/manifests";
import { loadConfig } from "../../../../infra/config/load";
import type { EnvironmentConfig } from "../../../../infra/config/schema/environment";
import { parseStackFile } from "../../../../infra/config/stackFile";
import { project } from "../../../../infra/naming";
import { profiles } from "../../../../stacks/profiles";

export const options = { images: {}, gateway: "gateway" } as const;

/** The configuration of the text of a stack file. */
export function configIn(text: string, stack: string): EnvironmentConfig {
  return loadConfig(parseStackFile(text).config, { stack, project, profiles });
}

export function manifestsIn({ namespace, modules }: Export): Manifest[] {
  return [namespace, ...modules.flatMap(({ manifests }) => manifests)];
}

/** The one manifest of a kind and name. */
export function only<T extends Manifest = Manifest>(made: Export, kind: T["kind"], name: string): T {
  const found = manifestsIn(made).filter((one) => one.kind === kind && one.metadata!.name === name);
  if (found.length !== 1) throw new Error(`${found.length} manifests ${kind} ${name}`);
  return found[0] as T;
}

/** Kinds that there are of a name, in their order. */
export function kindsOf(made: Export, module: string): string[] {
  return made.modules.find((one) => one.module === module)!.manifests.map(({ kind }) => kind);
}

export function deploymentOf(made: Export, module: string): IDeployment {
  return only<IDeployment>(made, "Deployment", module);
}

export function policyOf(made: Export, module: string): INetworkPolicy {
  return only<INetworkPolicy>(made, "NetworkPolicy", module);
}

/** The pods of a module, jobs included. */
export function podsOf(made: Export, module: string): IPodSpec[] {
  const { manifests } = made.modules.find((one) => one.module === module)!;
  return manifests.flatMap((one) => {
    if (one.kind === "Deployment") return [(one as IDeployment).spec!.template.spec!];
    return one.kind === "CronJob" ? [(one as ICronJob).spec!.jobTemplate.spec!.template.spec!] : [];
  });
}
