import type {
  INetworkPolicy,
  INetworkPolicyEgressRule,
  INetworkPolicyIngressRule,
} from "kubernetes-models/networking.k8s.io/v1";
import { isRouted } from "../../../infra/moduleKinds";
import { moduleSelector } from "./labels";
import type { Workload } from "./workload";

const tcp = (port: number) => ({ protocol: "TCP" as const, port });
const pods = (module: string) => ({ podSelector: { matchLabels: moduleSelector(module) } });
/** Kubernetes itself labels every namespace by its name. */
const inNamespace = (name: string) => ({
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } },
});

/**
 * Exactly the ways that the module's security groups open, and names: whoever is not listed is shut out.
 * @param gateway Namespace of what stands in front of modules with routes.
 */
export function networkPolicy(namespace: string, workload: Workload, gateway: string): INetworkPolicy {
  const { module } = workload;
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: module, namespace, labels: moduleSelector(module) },
    spec: {
      podSelector: { matchLabels: moduleSelector(module) },
      policyTypes: ["Ingress", "Egress"],
      ingress: ingress(workload, gateway),
      egress: egress(workload),
    },
  };
}

function ingress({ config, callers }: Workload, gateway: string): INetworkPolicyIngressRule[] {
  const from = [
    ...(isRouted(config) ? [inNamespace(gateway)] : []),
    ...callers.map(pods),
    ...config.allowedCidrs.map((cidr) => ({ ipBlock: { cidr } })),
  ];
  // A rule without `from` would let everybody in.
  return from.length === 0 ? [] : [{ from, ports: [tcp(config.port)] }];
}

function egress({ callees, ranges }: Workload): INetworkPolicyEgressRule[] {
  return [
    { to: [inNamespace("kube-system")], ports: [{ protocol: "UDP", port: 53 }, tcp(53)] },
    ...callees.map(({ module, port }) => ({ to: [pods(module)], ports: [tcp(port)] })),
    ...ranges.map(({ cidr, port }) => ({ to: [{ ipBlock: { cidr } }], ports: [tcp(port)] })),
  ];
}
