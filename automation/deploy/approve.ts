import { suggestion } from "../../infra/config/nearest";
import { OperatorError } from "../operatorError";
import { readConfig } from "../plan/makePlan";
import { endPause, pauseOf } from "./aws/approval";
import { awsClients } from "./aws/clients";
import { describeService } from "./aws/services";
import { conclude } from "./conclude";
import { moduleImages } from "./moduleImages";
import type { DeployReport } from "./report";
import { brokenServices } from "./services";
import type { Session } from "./session";
import { expectedServices, readState } from "./state";

export interface ApproveOptions {
  /** Go back to what ran before. */
  readonly reject?: true;
}

/**
 * Lets the new revision of a module have its traffic, or sends it away, and waits until ECS is done.
 */
export async function approve(
  session: Session,
  module: string,
  { reject }: ApproveOptions,
): Promise<DeployReport> {
  const start = Date.now();
  const config = readConfig(session.ref);
  const { region } = config.aws;
  const { graph } = await readState(session.stack);
  const services = expectedServices(graph);
  const service = services.find(({ label }) => label === module);
  if (service === undefined) {
    const labels = services.map(({ label }) => label);
    throw new OperatorError(`${session.ref.stack} runs no module ${module}. ${suggestion(module, labels)}`);
  }
  const clients = awsClients(region);
  try {
    const there = await describeService(clients.ecs, service, session.signal);
    const pause = there && (await pauseOf(clients.ecs, there, session.signal));
    if (pause === undefined) throw new OperatorError(`no release of ${module} waits for an approval.`);
    await endPause(clients.ecs, pause, reject ? "ROLLBACK" : "CONTINUE", session.signal);
  } finally {
    clients.close();
  }
  session.progress.line(`${module}: ${reject ? "sent back" : "goes on"}`);
  const broken = await brokenServices([service], region, session, true);
  const outcome = {
    kind: "up",
    ending: "succeeded",
    steps: [],
    counts: {},
    unchanged: 0,
    errors: [],
  } as const;
  const images = moduleImages(graph).filter((image) => image.service === service.urn);
  const ended = { ...outcome, output: "", milliseconds: Date.now() - start };
  return conclude("approve", session, config, ended, images, broken);
}
