import { estimate } from "../cost";
import { makePlan, type Plan } from "../plan/makePlan";
import { reportOf as planReport } from "../plan/report";
import { exitCodes, OperatorError } from "../operatorError";
import { reportOf, type DeployReport, type Extra } from "./report";
import type { Session } from "./session";
import { readState } from "./state";

export async function preview(session: Session): Promise<DeployReport> {
  const plan = await makePlan(session.ref);
  const extra = await outlook(session, plan);
  const report = reportOf("preview", session.ref.stack, await session.run("preview"), extra);
  // Shown all the same, so that one sees why an update would be refused.
  const refused = plan.findings.some(({ level }) => level === "mandatory");
  return refused && report.exitCode === exitCodes.ok ? { ...report, exitCode: exitCodes.fault } : report;
}

/** What the business and the rules say of the change, before anything is changed. */
async function outlook({ stack }: Session, plan: Plan): Promise<Extra> {
  const { graph } = await readState(stack);
  const { region } = plan.config.aws;
  const report = planReport(plan);
  return {
    monthlyUsd: {
      before: estimate(graph, region, plan.config.costs).total,
      after: plan.cost.total,
    },
    policy: report.policy,
  };
}

/**
 * The plan of an environment that may be deployed.
 * @throws ConfigFaults, or OperatorError when it breaks a mandatory rule: both before AWS is touched.
 */
export async function permittedPlan({ ref }: Pick<Session, "ref">): Promise<Plan> {
  const plan = await makePlan(ref);
  const broken = plan.findings.filter(({ level }) => level === "mandatory");
  if (broken.length > 0)
    throw new OperatorError(
      [
        `${ref.stack} breaks ${broken.length} mandatory rule(s):`,
        ...broken.map(
          ({ rule, urn, message, fix }) => `  ${rule}: ${urn.split("::").at(-1)!} ${message}. ${fix}`,
        ),
      ].join("\n"),
    );
  return plan;
}
