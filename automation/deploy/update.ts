import { Graph, type GraphNode } from "../../simulator/graph";
import { awsClients } from "./aws/clients";
import { conclude } from "./conclude";
import { driftIn } from "./drift";
import { permitted, type UpdateConfig } from "./preview";
import { exitCodeOf, reportOf, changesOf, type DeployReport } from "./report";
import type { Session } from "./session";
import { removeLostHooks } from "./lostHooks";
import { mutedAlarms, quietly } from "./mute";
import { moduleImages } from "./moduleImages";
import { brokenServices } from "./services";
import { refuseStranding } from "./stranded";
import { expectedServices, readState } from "./state";
import { inTurn } from "./turns";

export interface UpOptions {
  /** Wait while somebody else holds the stack. */
  readonly wait?: true;
}

/** Brings AWS to what the stack file says, and does not believe it until ECS says so too. */
export async function up(session: Session, { wait }: UpOptions): Promise<DeployReport> {
  const config = await permitted(session);
  const attempt = () => update("up", session, config);
  return wait ? inTurn(session, attempt) : attempt();
}

/** A module that is released: only its resources change, and only its services are looked at afterwards. */
export interface ReleasedPart {
  readonly module: string;
  readonly targets: readonly GraphNode[];
}

export async function update(
  command: string,
  session: Session,
  config: UpdateConfig,
  part?: ReleasedPart,
): Promise<DeployReport> {
  const { stack } = session.ref;
  const urns = part?.targets.map(({ urn }) => urn);
  // An update comes only midway to what is refused, such as the end of something protected; a preview, before all.
  const look = await session.run("preview", urns);
  if (look.ending !== "succeeded") return reportOf(command, stack, { ...look, steps: [], unchanged: 0 });
  const before = (await readState(session.stack)).graph;
  const updated = new Graph(before.nodes.filter(({ urn }) => urns?.includes(urn) ?? true));
  await refuseStranding(updated, config, session);
  await removeLostHooks(updated, config, session);
  return whileQuiet(session, config, mutedAlarms(before, part?.module), part?.module, () =>
    change(command, session, config, urns),
  );
}

/** What rings in every orderly deployment would teach people not to listen. */
async function whileQuiet(
  { left, progress }: Session,
  { name, aws }: UpdateConfig,
  alarms: readonly string[],
  module: string | undefined,
  action: () => Promise<DeployReport>,
): Promise<DeployReport> {
  const clients = awsClients(aws.region);
  const { line } = progress;
  const mute = { environment: name, module, alarms, now: new Date(), left: left(), line };
  try {
    return await quietly(clients.cloudwatch, mute, action);
  } finally {
    clients.close();
  }
}

async function change(
  command: string,
  session: Session,
  config: UpdateConfig,
  urns: readonly string[] | undefined,
): Promise<DeployReport> {
  const { stack } = session.ref;
  const outcome = await session.run("up", urns);
  if (outcome.ending !== "succeeded" && outcome.ending !== "failed") return reportOf(command, stack, outcome);
  try {
    const { graph } = await readState(session.stack);
    const expected = expectedServices(graph).filter(({ urn }) => urns?.includes(urn) ?? true);
    const services = await brokenServices(
      expected,
      config.aws.region,
      session,
      outcome.ending === "succeeded",
    );
    return await conclude(command, session, config, outcome, moduleImages(graph, urns), services);
  } catch (error) {
    // What was changed is told all the same, and that nobody knows whether it runs.
    const unknown = `ECS could not be asked whether it runs: ${(error as Error).message}`;
    return reportOf(command, stack, { ...outcome, ending: "failed", errors: [...outcome.errors, unknown] });
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
  const { graph } = await readState(session.stack);
  const changes = changesOf(driftIn(outcome.steps, graph));
  const ending = changes.length > 0 ? "drift" : "succeeded";
  return { ...report, changes, ending, exitCode: exitCodeOf(ending) };
}

export async function destroy(session: Session): Promise<DeployReport> {
  return reportOf("destroy", session.ref.stack, await session.run("destroy"));
}
