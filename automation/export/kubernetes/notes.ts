import type { EnvironmentConfig } from "../../../infra/config/schema/environment";
import { isRouted } from "../../../infra/moduleKinds";
import { moduleId } from "../../../infra/naming";
import { routesOf } from "../../../infra/routes";
import { awsValuesName, secretName } from "./labels";
import { moduleNotes } from "./moduleNotes";
import { placeholderRegistry } from "./values";
import type { Workload } from "./workload";

/** One thing that the manifests do not carry over, in a sentence or two. */
export interface Note {
  /** Undefined for what concerns the environment. */
  readonly module?: string;
  readonly text: string;
}

/** The environment's first, then those of each module by name. */
export function notesOf(config: EnvironmentConfig, workloads: readonly Workload[], gateway: string): Note[] {
  return [
    ...environmentNotes(config, gateway).map((text) => ({ text })),
    ...workloads.flatMap((workload) =>
      moduleNotes(workload).map((text) => ({ module: workload.module, text })),
    ),
  ];
}

function environmentNotes(config: EnvironmentConfig, gateway: string): string[] {
  const { name, platform } = config;
  const family = moduleId(name, "<module>");
  return [
    `Images at ${placeholderRegistry} are placeholders: only AWS knows which release runs. Name each by --image <module>=<reference>.`,
    `Secrets: ${secretName("<module>")} has the values that ECS takes from Secrets Manager; the list below names the keys, and "aws ecs describe-task-definition --task-definition ${family}" where each value is. No value stands here.`,
    `ConfigMaps: ${awsValuesName("<module>")} has what AWS chose, such as the host of a database; the same command shows the values.`,
    ...doorNotes(config, gateway),
    ...dataNotes(config),
    "IAM: pods have no role. Give each ServiceAccount the rights of the module's task role by the workload identity of your cluster. Without it the calls of S3, SQS, Bedrock, SageMaker and X-Ray fail.",
    "Way out: a NetworkPolicy knows addresses and no names, so HTTPS is open to all as in the security groups, and the allowlist of domains (DNS Firewall, Network Firewall) stays in AWS's network. It works only with a network plugin that enforces it, and takes DNS to be in kube-system.",
    `Calls between modules: a Service has no timeouts, retries or traffic metrics as Service Connect has${platform.serviceTls === false ? "" : ", and calls are not encrypted, as platform.serviceTls does"}. A service mesh has.`,
    "Releases are rolling updates. One that fails leaves the old pods at work, and nothing rolls it back, as ECS does.",
    "Logs, metrics, alarms, dashboards and budgets stay on AWS. Pods write to standard output, for the agent of your cluster; nothing masks personal data in it.",
    "A container gets no init process: what the image starts must reap its own children. Requests equal limits, so a companion no longer borrows the CPU that the module leaves.",
  ];
}

function doorNotes({ modules, edge }: EnvironmentConfig, gateway: string): string[] {
  const routed = Object.entries(modules)
    .filter(([, module]) => isRouted(module))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  if (routed.length === 0) return [];
  const checks = typeof edge.authentication === "string" ? edge.authentication : edge.authentication.issuer;
  return [
    `Door: API Gateway, WAF, clients with their limits, and tokens (${checks}) do not come along. Put an ingress or Gateway API of your choice into the namespace ${gateway}, which alone may reach modules with routes. It must check tokens and scopes, limit calls, pass streams on without buffering, and refuse what is not listed:`,
    ...routed.flatMap(([name, module]) =>
      routesOf(name, module).map(
        ({ path, scopes }) =>
          `Route ${path} -> Service ${name}:${module.port}, ${scopes.length === 0 ? "open to everybody" : `scope ${scopes.join(" or ")}`}, answers of up to ${module.longestResponseSeconds} s.`,
      ),
    ),
  ];
}

function dataNotes({ data, network }: EnvironmentConfig): string[] {
  const servers = [
    ...(data.mariadb ? ["MariaDB"] : []),
    ...(data.qdrant ? ["Qdrant"] : []),
    ...(data.cache ? ["Valkey"] : []),
  ];
  return [
    ...(servers.length === 0
      ? []
      : [
          `Data: ${servers.join(", ")} stay where they are. The cluster needs a way into ${network.cidr}, a DNS that resolves the private names of that VPC, and its nodes in the security groups of the clients. NetworkPolicies open the ports to the whole range; narrow it to the subnets of the data.`,
        ]),
    "Buckets, queues and what the data tier does for a module (schema, user, collections, rotation of secrets) stay on AWS. A rotated secret must get into its Secret again, and pods must restart.",
  ];
}
