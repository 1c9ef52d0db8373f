import {
  type ECSClient,
  ListServiceDeploymentsCommand,
  type ServiceDeploymentBrief,
} from "@aws-sdk/client-ecs";
import { ask } from "./ask";
import { eventsOf, type EventsReport, type ServiceHistory } from "./eventRows";
import { describeServices, describeTasks } from "./services";
import type { Target } from "./target";

/** What happened to the services of some modules; one that is not made yet has no history. */
export async function events(
  client: ECSClient,
  target: Target,
  modules: readonly string[],
  since: Date,
): Promise<EventsReport> {
  const services = await describeServices(client, target, modules);
  const histories: ServiceHistory[] = [];
  // One after the other: ECS takes few of these calls a second.
  for (const [module, service] of services)
    histories.push({
      module,
      service,
      deployments: await deploymentsOf(client, target, module, since),
      stopped: await describeTasks(client, target, { service: module, status: "STOPPED" }),
    });
  return { version: 1, stack: target.stack, events: eventsOf(histories, since) };
}

async function deploymentsOf(
  client: ECSClient,
  { cluster }: Target,
  service: string,
  after: Date,
): Promise<readonly ServiceDeploymentBrief[]> {
  const found: ServiceDeploymentBrief[] = [];
  let nextToken: string | undefined;
  do {
    const page = new ListServiceDeploymentsCommand({
      cluster,
      service,
      createdAt: { after },
      maxResults: 100,
      ...(nextToken === undefined ? {} : { nextToken }),
    });
    const { serviceDeployments = [], ...rest } = await ask("ecs:ListServiceDeployments", client.send(page));
    found.push(...serviceDeployments);
    ({ nextToken } = rest);
  } while (nextToken !== undefined);
  return found;
}
