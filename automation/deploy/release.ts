import { suggestion } from "../../infra/config/nearest";
import { exitCodes, OperatorError } from "../operatorError";
import { Graph } from "../../simulator/graph";
import { awsClients } from "./aws/clients";
import { currentRelease, parseDigest, previousRelease, writeRelease } from "./aws/releases";
import { permittedPlan } from "./preview";
import type { DeployReport } from "./report";
import type { Session } from "./session";
import { refuseStranding } from "./stranded";
import { readState, releaseTargets } from "./state";
import { update } from "./update";

/**
 * Releases an image of a module: names its digest, and updates that module alone. Released again, the same digest
 * finishes what was cut off.
 */
export async function release(session: Session, module: string, digest: string): Promise<DeployReport> {
  const wanted = parseDigest(digest);
  return change("release", session, module, () => wanted);
}

/** Releases what was released before. */
export async function rollback(session: Session, module: string): Promise<DeployReport> {
  return change("rollback", session, module, (before) => {
    if (before === undefined)
      throw new OperatorError(
        `${module} has no earlier release in ${session.ref.stack}. Release one by its digest.`,
      );
    return before;
  });
}

async function change(
  command: string,
  session: Session,
  module: string,
  choose: (before: string | undefined) => string,
): Promise<DeployReport> {
  const { config } = await permittedPlan(session);
  const modules = Object.keys(config.modules);
  if (!modules.includes(module))
    throw new OperatorError(`${session.ref.stack} has no module ${module}. ${suggestion(module, modules)}`);
  const { region } = config.aws;
  const { graph } = await readState(session.stack);
  const targets = releaseTargets(graph, module, config.modules[module]!);
  // Once the digest is named, the next update of anybody runs it.
  await refuseStranding(new Graph(targets), config, session);
  const clients = awsClients(region);
  let digest: string;
  try {
    const now = await currentRelease(clients.ssm, config.name, module);
    digest = choose(await previousRelease(clients.ssm, config.name, module));
    // What the update will not begin with any more must not be named either.
    if (!session.signal.aborted && session.left() > 0) {
      if (digest !== now) await writeRelease(clients.ssm, config.name, module, digest);
      session.progress.line(
        digest === now ? `${module} stays ${digest}` : `${module}: ${now ?? "bootstrap image"} → ${digest}`,
      );
    }
  } finally {
    clients.close();
  }
  const report = await update(command, session, config, targets);
  if (report.exitCode === exitCodes.ok) return report;
  // The digest may be named by now, and then the next update of any kind runs it; a second rollback would go the other way.
  const again = `npm run deploy -- release ${session.ref.stack} ${module} ${digest}`;
  return { ...report, errors: [...report.errors, `The command again: ${again}`] };
}
