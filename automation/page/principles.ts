import { hasService } from "../../infra/moduleKinds";
import { isScaled, mostTasks } from "../../infra/scaling";
import type { Plan } from "../plan/makePlan";
import { mandatoryIn, policyReport } from "../plan/policy";
import { placeOf } from "../plan/place";
import type { QuotaUse } from "../../infra/config/quotaUse";
import { count } from "./posture";
import { reachOf } from "./reach";

/** How far each of the five principles of the design is met here, in numbers that the plan gives. */
export interface Principles {
  readonly simple: {
    /** Lines of the stack file that say something. */
    readonly lines: number;
    readonly resources: number;
    /** Instances of EC2 that somebody would have to look after: the nodes of Qdrant, and pools at their least. */
    readonly instances: number;
  };
  readonly developers: {
    readonly modules: number;
    /** Resources that an entry of a module brings, on the average. */
    readonly perModule: number;
    /** Modules whose releases go back by themselves, of those that are released. */
    readonly rollBack: number;
    readonly released: number;
  };
  readonly secure: {
    readonly rules: number;
    readonly mandatory: number;
    readonly publicRoutes: number;
    readonly keys: number;
    readonly roles: number;
  };
  readonly scale: {
    readonly min: number;
    readonly max: number;
    readonly scaled: number;
    /** The quota that is met first. */
    readonly nearest?: Pick<QuotaUse, "name" | "used" | "limit">;
  };
  readonly cost: {
    readonly monthlyUsd: number;
    readonly budgetUsd: number | false;
    readonly arm: number;
    readonly spot: number;
    readonly modules: number;
  };
}

export function principlesOf(plan: Plan, lines: number): Principles {
  const { config, graph, findings, quotas, cost } = plan;
  const modules = Object.values(config.modules);
  const services = modules.filter(hasService);
  const ofModules = graph.nodes.filter((node) => placeOf(graph, node).module !== undefined).length;
  const { qdrant } = config.data;
  const pools = Object.values(config.platform.pools);
  const [nearest] = [...quotas].sort((a, b) => b.used / b.limit - a.used / a.limit);
  return {
    simple: {
      lines,
      resources: graph.nodes.length,
      instances: (qdrant ? qdrant.nodes : 0) + pools.reduce((sum, { min }) => sum + min, 0),
    },
    developers: {
      modules: modules.length,
      perModule: modules.length === 0 ? 0 : Math.round(ofModules / modules.length),
      rollBack: services.filter(({ release }) => release.strategy === "rolling" || release.alarms !== false)
        .length,
      released: services.length,
    },
    secure: {
      rules: policyReport(findings).rules,
      mandatory: mandatoryIn(findings).length,
      publicRoutes: reachOf(config).door.routes.filter((route) => route.public).length,
      keys: count(graph, "aws:kms/key:Key"),
      roles: count(graph, "aws:iam/role:Role"),
    },
    scale: {
      min: services.reduce((sum, { scaling }) => sum + scaling.min, 0),
      max: services.reduce((sum, { scaling }) => sum + mostTasks(scaling), 0),
      scaled: services.filter(({ scaling }) => isScaled(scaling)).length,
      ...(nearest === undefined ? {} : { nearest }),
    },
    cost: {
      monthlyUsd: cost.total,
      budgetUsd: config.budget.monthlyUsd,
      arm: modules.filter(({ size }) => size.architecture === "arm64").length,
      spot: modules.filter(({ capacity }) => capacity.kind === "fargate" && capacity.spotPercent > 0).length,
      modules: modules.length,
    },
  };
}
