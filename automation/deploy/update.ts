import type { GraphNode } from "../../simulator/graph";
import { brokenServices } from "./services";
import { driftIn } from "./drift";
import { permittedPlan } from "./preview";
import { exitCodeOf, reportOf, changesOf, type DeployReport } from "./report";
import type { Session } from "./session";
import { readState } from "./state";

/** Brings AWS to what the stack file says, and does not believe it until ECS says so too. */
export async function up(session: Session): Promise<DeployReport> {
  const plan = await permittedPlan(session);
  return update("up", session, plan.config.aws.region);
}

/** `targets`: only these resources, and only their services are looked at afterwards. */
export async function update(
  command: string,
  session: Session,
  region: string,
  targets?: readonly GraphNode[],
): Promise<DeployReport> {
  const { stack } = session.ref;
  const urns = targets?.map(({ urn }) => urn);
  // An update comes only midway to what is refused, such as the end of something protected; a preview, before all.
  const look = await session.run("preview", urns);
  if (look.ending !== "succeeded") return reportOf(command, stack, { ...look, steps: [], unchanged: 0 });
  const outcome = await session.run("up", urns);
  if (outcome.ending !== "succeeded" && outcome.ending !== "failed") return reportOf(command, stack, outcome);
  try {
    const { graph } = await readState(session.stack);
    const services = await brokenServices(graph, region, session, outcome.ending === "succeeded");
    return reportOf(command, stack, outcome, { services });
  } catch (error) {
    // A failed update has its own error to tell; that ECS could not be asked as well adds nothing to it.
    if (outcome.ending === "failed") return reportOf(command, stack, outcome);
    throw error;
  }
}

/** Takes over into the state what AWS says, and changes nothing in AWS. */
export async function refresh(session: Session): Promise<DeployReport> {
  return reportOf("refresh", session.ref.stack, await session.run("refresh"));
}

/** What AWS says otherwise than the state; changes neither. */
export async function drift(session: Session): Promise<DeployReport> {
  const outcome = await session.run("previewRefresh");
  const report = reportOf("drift", session.ref.stack, outcome);
  if (outcome.ending !== "succeeded") return report;
  const changes = changesOf(driftIn(outcome.steps));
  const ending = changes.length > 0 ? "drift" : "succeeded";
  return { ...report, changes, ending, exitCode: exitCodeOf(ending) };
}

export async function destroy(session: Session): Promise<DeployReport> {
  return reportOf("destroy", session.ref.stack, await session.run("destroy"));
}
