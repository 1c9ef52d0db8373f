import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import type { Outcome } from "../engine/operation";
import type { ServiceResult } from "./aws/services";
import type { ModuleImage } from "./moduleImages";
import { reportOf, type DeployReport } from "./report";
import type { Session } from "./session";
import { settle, verdictOn } from "./settle";
import { type GoneBack, wayBack } from "./wayBack";

/** The report of an update that ECS was asked about, after all that follows from what it said. */
export async function conclude(
  command: string,
  session: Pick<Session, "ref" | "run" | "stack">,
  config: Pick<EnvironmentConfig, "name" | "aws">,
  outcome: Outcome,
  images: readonly ModuleImage[],
  services: readonly ServiceResult[],
): Promise<DeployReport> {
  const { errors, releases } = await settle(config, images, services);
  const report = reportOf(command, session.ref.stack, outcome, { services, releases });
  const next = await wayBack(session, config, goneBack(images, services));
  return { ...report, errors: [...report.errors, ...errors, ...next] };
}

function goneBack(images: readonly ModuleImage[], broken: readonly ServiceResult[]): GoneBack[] {
  return images.flatMap((image) => {
    const { service, taskDefinition: failed } = image;
    const verdict = verdictOn(image, broken);
    return verdict.state === "rolledBack" && service !== undefined
      ? [{ service, failed, running: verdict.running }]
      : [];
  });
}
