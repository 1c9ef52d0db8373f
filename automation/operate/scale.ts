import {
  DescribeScalableTargetsCommand,
  type ScalableTarget,
} from "@aws-sdk/client-application-auto-scaling";
import { UpdateServiceCommand } from "@aws-sdk/client-ecs";
import { isScaled } from "../../infra/scaling";
import { ask } from "./ask";
import type { OperateClients } from "./clients";
import { boundsOf, refuseBeyond, whatFollows } from "./scaleRules";
import { describeService } from "./services";
import type { Shown } from "./show";
import { type ModuleTarget, refuseJobs } from "./target";

/** What `--json` prints. */
export interface ScaleReport {
  readonly version: 1;
  readonly stack: string;
  readonly module: string;
  readonly before: number;
  readonly after: number;
  /** What becomes of the number from here on, in sentences. */
  readonly follows: readonly string[];
}

/** @throws OperatorError outside of the bounds, before anything is changed. */
export async function scale(
  clients: OperateClients,
  target: ModuleTarget,
  tasks: number,
): Promise<ScaleReport> {
  refuseJobs("scale", target);
  const { stack, cluster, module, moduleConfig } = target;
  const scalable = isScaled(moduleConfig.scaling) ? await scalableTarget(clients, target) : undefined;
  refuseBeyond(target, tasks, boundsOf(target, scalable));
  const { desiredCount: before = 0 } = await describeService(clients.ecs, target, module);
  if (before !== tasks)
    await ask(
      "ecs:UpdateService",
      clients.ecs.send(new UpdateServiceCommand({ cluster, service: module, desiredCount: tasks })),
    );
  const follows = whatFollows(target, scalable?.SuspendedState);
  return { version: 1, stack, module, before, after: tasks, follows };
}

async function scalableTarget(
  { scaling }: OperateClients,
  { cluster, module }: ModuleTarget,
): Promise<ScalableTarget | undefined> {
  const command = new DescribeScalableTargetsCommand({
    ServiceNamespace: "ecs",
    ResourceIds: [`service/${cluster}/${module}`],
    ScalableDimension: "ecs:service:DesiredCount",
  });
  const { ScalableTargets = [] } = await ask(
    "application-autoscaling:DescribeScalableTargets",
    scaling.send(command),
  );
  return ScalableTargets[0];
}

export function scaleShown({ stack, module, before, after, follows }: ScaleReport): Shown {
  const change =
    before === after ? `runs ${after} task(s) already, nothing changed` : `${before} -> ${after} task(s)`;
  return {
    headline: `${stack} ${module}: ${change}`,
    sections: [
      { title: "From here on", columns: [{ heading: "" }], rows: follows.map((sentence) => [sentence]) },
    ],
  };
}
