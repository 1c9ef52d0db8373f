import { dirname } from "node:path";
import { ConfigFaults } from "../../infra/faults";
import { hasService } from "../../infra/moduleKinds";
import { mostTasks } from "../../infra/scaling";
import { makePlan, type Plan } from "../plan/makePlan";
import { type StackRef, stackRefsIn } from "../project";
import { isShared } from "../stackFiles";

/** One environment beside the others; of one whose file has faults, only how many. */
export type EnvironmentSummary =
  | { readonly stack: string; readonly faults: number }
  | {
      readonly stack: string;
      readonly profile: string;
      readonly zones: number;
      readonly natGateways: "single" | "per-zone" | "existing";
      readonly modules: number;
      readonly tasks: { readonly min: number; readonly max: number };
      readonly mariadb?: { readonly instanceClass: string; readonly multiAz: boolean };
      readonly qdrant?: { readonly nodes: number; readonly instanceType: string };
      readonly egress: Plan["config"]["network"]["egress"]["mode"];
      readonly firewall: Plan["config"]["edge"]["waf"]["mode"];
      readonly deletion: Plan["config"]["data"]["deletion"];
      readonly findings: number;
      readonly resources: number;
      readonly monthlyUsd: number;
      readonly budgetUsd: number | false;
    };

/** The environments whose stack files lie beside one of them, by name; that one is planned already. */
export async function environmentsBeside(ref: StackRef, plan: Plan): Promise<EnvironmentSummary[]> {
  const refs = stackRefsIn(dirname(ref.path)).filter((one) => !isShared(one));
  const summaries: EnvironmentSummary[] = [];
  for (const one of refs) summaries.push(one.stack === ref.stack ? summaryOf(plan) : await summaryAt(one));
  return summaries;
}

async function summaryAt(ref: StackRef): Promise<EnvironmentSummary> {
  try {
    return summaryOf(await makePlan(ref));
  } catch (error) {
    if (error instanceof ConfigFaults) return { stack: ref.stack, faults: error.faults.length };
    throw error;
  }
}

export function summaryOf({ stack, config, graph, findings, cost }: Plan): EnvironmentSummary {
  const { network, data, edge, budget } = config;
  const { availabilityZones: zones } = network;
  const services = Object.values(config.modules).filter(hasService);
  return {
    stack,
    profile: config.profile,
    zones: typeof zones === "number" ? zones : zones.length,
    natGateways: network.existing ? "existing" : network.natGateways,
    modules: Object.keys(config.modules).length,
    tasks: {
      min: services.reduce((sum, { scaling }) => sum + scaling.min, 0),
      max: services.reduce((sum, { scaling }) => sum + mostTasks(scaling), 0),
    },
    ...(data.mariadb
      ? { mariadb: { instanceClass: data.mariadb.instanceClass, multiAz: data.mariadb.multiAz } }
      : {}),
    ...(data.qdrant ? { qdrant: { nodes: data.qdrant.nodes, instanceType: data.qdrant.instanceType } } : {}),
    egress: network.egress.mode,
    firewall: edge.waf.mode,
    deletion: data.deletion,
    findings: findings.length,
    resources: graph.nodes.length,
    monthlyUsd: cost.total,
    budgetUsd: budget.monthlyUsd,
  };
}
