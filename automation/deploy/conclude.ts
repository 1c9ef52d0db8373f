import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import type { Outcome } from "../engine/operation";
import type { ServiceResult } from "./aws/services";
import type { ModuleImage } from "./moduleImages";
import { reportOf, type DeployReport } from "./report";
import type { Session } from "./session";
import { settle, verdictOn } from "./settle";

/** The report of an update that ECS was asked about, after all that follows from what it said. */
export async function conclude(
  command: string,
  session: Pick<Session, "ref" | "run">,
  config: Pick<EnvironmentConfig, "name" | "aws">,
  outcome: Outcome,
  images: readonly ModuleImage[],
  services: readonly ServiceResult[],
): Promise<DeployReport> {
  const { errors, releases } = await settle(config, images, services);
  const report = reportOf(command, session.ref.stack, outcome, { services, releases });
  const next = report.ending === "rolledBack" ? [await wayBack(session, images, services)] : [];
  return { ...report, errors: [...report.errors, ...errors, ...next] };
}

/**
 * The state has the new task definition and ECS runs the old one, so the same command again would find nothing to do.
 * It is told what ECS runs; where that cannot be now, an operator does it.
 */
async function wayBack(
  { ref: { stack }, run }: Pick<Session, "ref" | "run">,
  images: readonly ModuleImage[],
  broken: readonly ServiceResult[],
): Promise<string> {
  const back = images
    .filter((image) => verdictOn(image, broken).state === "rolledBack")
    .flatMap(({ service }) => service ?? []);
  const told = back.length > 0 && (await run("refresh", back)).ending === "succeeded";
  return told
    ? "The state is told what runs. When the cause is mended: the same command again."
    : `When the cause is mended: npm run deploy -- refresh ${stack}, and then the same command again.`;
}
