import { suggestion } from "../../infra/config/nearest";
import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import { exitCodes, OperatorError } from "../operatorError";
import { Graph } from "../../simulator/graph";
import { awsClients } from "./aws/clients";
import { currentRelease, goodReleaseBut, parseDigest, writeRelease } from "./aws/releases";
import { permittedPlan } from "./preview";
import { type Place, refuseImage, registryIn } from "./imageCheck";
import type { DeployReport } from "./report";
import type { Session } from "./session";
import { refuseStranding } from "./stranded";
import { readState, releaseTargets } from "./state";
import { inTurn } from "./turns";
import { update } from "./update";

/**
 * Releases an image of a module: names its digest, and updates that module alone. Released again, the same digest
 * finishes what was cut off.
 */
export async function release(session: Session, module: string, digest: string): Promise<DeployReport> {
  const wanted = parseDigest(digest);
  return change("release", session, module, () => wanted);
}

/** Releases the last image that ECS ran well, but for the one that is released now. */
export async function rollback(session: Session, module: string): Promise<DeployReport> {
  return change("rollback", session, module, (good) => {
    if (good === undefined)
      throw new OperatorError(
        `${module} has no earlier good release in ${session.ref.stack}. Release one by its digest.`,
      );
    return good;
  });
}

/** `choose`: the digest, by the last good one that is not the current one. */
async function change(
  command: string,
  session: Session,
  module: string,
  choose: (good: string | undefined) => string,
): Promise<DeployReport> {
  const { config } = await permittedPlan(session);
  const modules = Object.keys(config.modules);
  if (!modules.includes(module))
    throw new OperatorError(`${session.ref.stack} has no module ${module}. ${suggestion(module, modules)}`);
  const targetsIn = (graph: Graph) => releaseTargets(graph, module, config.modules[module]!);
  const targets = async () => targetsIn((await readState(session.stack)).graph);
  const { graph } = await readState(session.stack);
  // Once the digest is named, the next update of anybody runs it.
  await refuseStranding(new Graph(targetsIn(graph)), config, session);
  const registry = registryIn(graph, config);
  const digest = await nameIt(session, config, module, choose, registry);
  const report = await inTurn(session, async () =>
    update(command, session, config, { module, targets: await targets() }),
  );
  const { stack } = session.ref;
  const ran = report.releases?.[module] ?? digest;
  if (report.exitCode === exitCodes.ok)
    return ran === digest ? report : overtaken(report, `${module}: ${ran} was named after ${digest}`);
  // Again, it would take the place of what was asked for later.
  if (report.services?.some(({ verdict }) => verdict.state === "overtaken")) return report;
  // It may be named still, and then the next update of any kind runs it; a second rollback would go the other way.
  const again = `The command again: npx ai-platform deploy release ${stack} ${module} ${digest}`;
  return { ...report, errors: [...report.errors, again] };
}

/** Whoever asked for an image must not take another one for it. */
function overtaken(report: DeployReport, why: string): DeployReport {
  const told = `${why}, and the last one named is what runs.`;
  return { ...report, ending: "failed", exitCode: exitCodes.failed, errors: [...report.errors, told] };
}

async function nameIt(
  session: Session,
  { name, aws: { region }, modules }: EnvironmentConfig,
  module: string,
  choose: (good: string | undefined) => string,
  registry: Place,
): Promise<string> {
  const clients = awsClients(region);
  const images = awsClients(registry.region);
  try {
    const now = await currentRelease(clients.ssm, name, module);
    const digest = choose(await goodReleaseBut(clients.ssm, name, module, now));
    // What the update will not begin with any more must not be named either.
    if (!session.signal.aborted && session.left() > 0) {
      const { architecture } = modules[module]!.size;
      await refuseImage(images, registry, { module, digest, architecture }, session.signal);
      if (digest !== now) await writeRelease(clients.ssm, name, module, digest);
      session.progress.line(
        digest === now ? `${module} stays ${digest}` : `${module}: ${now ?? "bootstrap image"} → ${digest}`,
      );
    }
    return digest;
  } finally {
    clients.close();
    images.close();
  }
}
