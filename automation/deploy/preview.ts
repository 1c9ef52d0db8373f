import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import { estimate } from "../cost";
import { makePlan, type Plan } from "../plan/makePlan";
import { policyReport } from "../plan/policy";
import { refusalsOf } from "../plan/refusals";
import { makeSharedPlan, type SharedPlan } from "../plan/sharedPlan";
import { exitCodes, OperatorError } from "../operatorError";
import { isShared } from "../stackFiles";
import { reportOf, type DeployReport, type Extra } from "./report";
import type { Session } from "./session";
import { readState } from "./state";

export async function preview(session: Session): Promise<DeployReport> {
  const { ref } = session;
  const plan = isShared(ref) ? await makeSharedPlan(ref) : await makePlan(ref);
  const extra = await outlook(session, plan);
  const report = reportOf("preview", ref.stack, await session.run("preview"), extra);
  // Shown all the same, so that one sees why an update would be refused.
  const refused = refusalsOf(plan).length > 0;
  return refused && report.exitCode === exitCodes.ok ? { ...report, exitCode: exitCodes.fault } : report;
}

/** What the business and the rules say of the change, before anything is changed. The shared stack has no price. */
async function outlook({ stack }: Session, plan: Plan | SharedPlan): Promise<Extra> {
  const policy = policyReport(plan.findings);
  if (!("cost" in plan)) return { policy };
  const { graph } = await readState(stack);
  const { aws, costs } = plan.config;
  return {
    monthlyUsd: { before: estimate(graph, aws.region, costs).total, after: plan.cost.total },
    policy,
  };
}

/** What an update goes by, of either kind of stack: what runs in ECS, and where. */
export type UpdateConfig = Pick<EnvironmentConfig, "aws" | "modules" | "name">;

/**
 * What a stack file says that may be deployed. The modules of the shared stack run nowhere: it builds them.
 * @throws ConfigFaults, or OperatorError when it breaks a mandatory rule or costs more than a budget: both before AWS is touched.
 */
export async function permitted(session: Pick<Session, "ref">): Promise<UpdateConfig> {
  if (!isShared(session.ref)) return (await permittedPlan(session)).config;
  const { name, aws } = unbroken(await makeSharedPlan(session.ref)).config;
  return { name, aws, modules: {} };
}

/**
 * The plan of an environment that may be deployed.
 * @throws as {@link permitted}, and OperatorError for the shared stack.
 */
export async function permittedPlan({ ref }: Pick<Session, "ref">): Promise<Plan> {
  return unbroken(await makePlan(ref));
}

function unbroken<P extends Plan | SharedPlan>(plan: P): P {
  const refusals = refusalsOf(plan);
  if (refusals.length > 0) throw new OperatorError(refusals.join("\n"));
  return plan;
}
