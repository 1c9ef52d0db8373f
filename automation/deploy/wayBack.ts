import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import { readCheckpoint, writeCheckpoint } from "../engine/checkpoint";
import { awsClients } from "./aws/clients";
import { deregister } from "./aws/taskDefinitions";
import type { Session } from "./session";

/** A service that ECS took back. */
export interface GoneBack {
  /** URN. */
  readonly service: string;
  /** ARN with revision, of the task definition that it was given. */
  readonly failed: string;
  /** The same of the one that runs instead. */
  readonly running: string;
}

type WayBackSession = Pick<Session, "ref" | "run" | "stack">;

/** For whoever was told to end as well: the failed revision must not run in jobs. */
const patience = 30_000;

/**
 * The state has the new task definition and ECS runs the old one, so the same command again would find nothing to do,
 * and the next `up` would deploy once more what runs already. The state is told what ECS runs; where that cannot be
 * now, an operator does it. Answers with what is left to do.
 */
export async function wayBack(
  session: WayBackSession,
  { aws: { region } }: Pick<EnvironmentConfig, "aws">,
  back: readonly GoneBack[],
): Promise<readonly string[]> {
  const { stack } = session.ref;
  if (back.length === 0) return [];
  const services = back.map(({ service }) => service);
  if ((await session.run("refresh", services)).ending !== "succeeded")
    return [
      `When the cause is mended: npx ai-platform deploy refresh ${stack}, and then the same command again.`,
    ];
  const again = "When the cause is mended: the same command again.";
  return (await definitionsToo(session, back))
    ? [...(await outOfUse(region, back)), `The state is told what runs. ${again}`]
    : [`The state is told what runs, and the next update makes a new revision of it. ${again}`];
}

/**
 * The failed revision is in AWS as well, so a refresh finds it as it was; only the state can say that another one is
 * meant. Nobody else can have begun and ended an update since the refresh before, which had the lock, and while one
 * runs the engine takes no state.
 */
async function definitionsToo({ stack, run }: WayBackSession, back: readonly GoneBack[]): Promise<boolean> {
  try {
    const state = await readCheckpoint(stack);
    const changed = pointTo(state.deployment as StateOfDefinitions, back);
    if (changed.length < back.length) return false;
    await writeCheckpoint(stack, state);
    return (await run("refresh", changed)).ending === "succeeded";
  } catch {
    // The service is right in the state, and the next update goes by that.
    return false;
  }
}

interface StateOfDefinitions {
  readonly resources?: readonly {
    readonly urn: string;
    readonly type: string;
    readonly delete?: boolean;
    readonly outputs?: Record<string, unknown>;
  }[];
}

/** Puts the ARN of what runs in the place of the failed one, and answers with the URNs where it did. */
export function pointTo({ resources = [] }: StateOfDefinitions, back: readonly GoneBack[]): string[] {
  const running = new Map(back.map((one) => [one.failed, one.running]));
  return resources.flatMap(({ urn, type, outputs, ...rest }) => {
    const arn = running.get(String(outputs?.arn));
    if (type !== "aws:ecs/taskDefinition:TaskDefinition" || rest.delete === true || arn === undefined)
      return [];
    outputs!.arn = arn;
    return [urn];
  });
}

/** Otherwise jobs, which take the newest revision, would run the failed one until the next release. */
async function outOfUse(region: string, back: readonly GoneBack[]): Promise<string[]> {
  const clients = awsClients(region);
  const left: string[] = [];
  try {
    for (const { failed } of back)
      await deregister(clients.ecs, failed, AbortSignal.timeout(patience)).catch((error: unknown) => {
        const { message } = error as Error;
        left.push(
          `Jobs and run-task take the failed revision until it is out of use: aws ecs deregister-task-definition --task-definition ${failed} --region ${region}. ${message}`,
        );
      });
  } finally {
    clients.close();
  }
  return left;
}
