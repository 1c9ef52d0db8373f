import type { Service } from "@aws-sdk/client-ecs";
import { keptImages } from "../../infra/aiGateway/image";
import { pauseOf } from "../deploy/aws/approval";
import { ringingAlarms } from "./alarms";
import { ask } from "./ask";
import type { OperateClients } from "./clients";
import { releasesOf } from "./releases";
import { describeServices, describeTasks, moduleOf } from "./services";
import { type ModuleFacts, statusReport, type StatusReport } from "./statusReport";
import type { Target } from "./target";

/** What runs of each module, what is released of it, and what rings. */
export async function status(clients: OperateClients, target: Target): Promise<StatusReport> {
  const { config, stack, region } = target;
  const modules = Object.keys(config.modules).sort();
  const [services, tasks, releases, alarms] = await Promise.all([
    describeServices(clients.ecs, target, target.services),
    describeTasks(clients.ecs, target),
    releasesOf(clients.ssm, stack),
    ringingAlarms(clients.cloudwatch, stack, modules),
  ]);
  const kept = keptImages(config);
  const facts = modules.map(async (module): Promise<ModuleFacts> => {
    const service = services.get(module);
    return {
      module,
      kind: config.modules[module]!.kind,
      service,
      tasks: tasks.filter((task) => moduleOf(task) === module),
      released: releases.get(module),
      keptImage: kept[module] !== undefined,
      paused: service !== undefined && (await isPaused(clients, service)),
      alarms: alarms.filter((alarm) => alarm.module === module),
    };
  });
  return statusReport(stack, region, await Promise.all(facts), alarms);
}

/** Nobody waits here, so nothing ends it early. */
async function isPaused({ ecs }: OperateClients, service: Service): Promise<boolean> {
  const pause = pauseOf(ecs, service, new AbortController().signal);
  return (await ask("ecs:DescribeServiceDeployments", pause)) !== undefined;
}
