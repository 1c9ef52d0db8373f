import type { ICronJob } from "kubernetes-models/batch/v1";
import type { IDeployment } from "kubernetes-models/apps/v1";
import type { IHorizontalPodAutoscaler } from "kubernetes-models/autoscaling/v2";
import type { INetworkPolicy } from "kubernetes-models/networking.k8s.io/v1";
import type { IPodDisruptionBudget } from "kubernetes-models/policy/v1";
import type { INamespace, IService, IServiceAccount } from "kubernetes-models/v1";
import type { EnvironmentConfig } from "../../../infra/config/schema/environment";
import { hasService } from "../../../infra/moduleKinds";
import { project } from "../../../infra/naming";
import { simulatedAws } from "../../../simulator/aws";
import type { Graph } from "../../../simulator/graph";
import { record } from "../../../simulator/record";
import { environment } from "../../../stacks/environment";
import { autoscaler } from "./autoscaler";
import { deployment } from "./deployment";
import { cronJobs } from "./jobs";
import { namespaceOf } from "./labels";
import { networkPolicy } from "./networkPolicy";
import { type Note, notesOf } from "./notes";
import { disruptionBudget, service, serviceAccount } from "./service";
import { needsOf, type Needs } from "./needs";
import { releasesOf, type Values, valuesOf } from "./values";
import { type Workload, workloadsOf } from "./workload";

export type Manifest =
  | ICronJob
  | IDeployment
  | IHorizontalPodAutoscaler
  | INamespace
  | INetworkPolicy
  | IPodDisruptionBudget
  | IService
  | IServiceAccount;

export interface Export {
  readonly stack: string;
  readonly namespace: INamespace;
  /** In the order of the modules' names; of each, what others name comes first. */
  readonly modules: readonly { readonly module: string; readonly manifests: readonly Manifest[] }[];
  /** What must be made before a pod can start. */
  readonly needs: Needs;
  /** What does not come along, and what takes its place. */
  readonly notes: readonly Note[];
}

export interface ExportOptions {
  /** By module, where its image is. */
  readonly images: Readonly<Record<string, string>>;
  /** Namespace of what stands in front of modules with routes. */
  readonly gateway: string;
}

/**
 * The environment's modules as Kubernetes would run them. Made of what the real program registers with ECS, so that
 * the two cannot differ.
 */
export async function exportOf(config: EnvironmentConfig, options: ExportOptions): Promise<Export> {
  return exportFrom(config, await releasedGraph(config), options);
}

/** @param graph What {@link releasedGraph} gives for the configuration. */
export function exportFrom(config: EnvironmentConfig, graph: Graph, options: ExportOptions): Export {
  const values = valuesOf(config, graph, options.images);
  const workloads = workloadsOf(config, graph);
  const namespace = namespaceOf(config.name);
  return {
    stack: config.name,
    namespace: {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: namespace, labels: { "app.kubernetes.io/part-of": project } },
    },
    modules: workloads.map((workload) => ({
      module: workload.module,
      manifests: manifestsOf(namespace, workload, { values, gateway: options.gateway }),
    })),
    needs: needsOf(workloads, values),
    notes: notesOf(config, workloads, options.gateway),
  };
}

/** What the program registers when every module has been released. */
export async function releasedGraph(config: EnvironmentConfig): Promise<Graph> {
  const world = simulatedAws({ region: config.aws.region, parameters: releasesOf(config) });
  const { graph } = await record(world, { project, stack: config.name }, () => environment(config));
  return graph;
}

interface Surroundings {
  readonly values: Values;
  readonly gateway: string;
}

function manifestsOf(namespace: string, workload: Workload, { values, gateway }: Surroundings): Manifest[] {
  const always: (Manifest | undefined)[] = hasService(workload.config)
    ? [
        service(namespace, workload),
        deployment(namespace, workload, values),
        autoscaler(namespace, workload),
        disruptionBudget(namespace, workload),
      ]
    : [];
  return [
    serviceAccount(namespace, workload),
    networkPolicy(namespace, workload, gateway),
    ...always.filter((one) => one !== undefined),
    ...cronJobs(namespace, workload, values),
  ];
}
