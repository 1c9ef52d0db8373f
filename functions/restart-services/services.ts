import {
  DescribeServicesCommand,
  type ECSClient,
  ListServiceDeploymentsCommand,
  type ServiceDeploymentBrief,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import type { Seen } from "./decide";
import type { Parts } from "./restartServices";

/** Anything that sends as the client does; a test has one of its own. */
export type Client = Pick<ECSClient, "send">;

/** The services of one cluster. */
export function servicesOf(client: Client, cluster: string): Pick<Parts, "look" | "restart"> {
  return {
    async look(service): Promise<Seen | undefined> {
      const { services = [] } = await client.send(
        new DescribeServicesCommand({ cluster, services: [service] }),
      );
      const [found] = services;
      // For an hour or so ECS still describes what was deleted.
      if (found?.status !== "ACTIVE") return undefined;
      const deployments = await deploymentsOf(client, cluster, service);
      return {
        running: found.runningCount ?? 0,
        desired: found.desiredCount ?? 0,
        deployments: deployments.map(({ status = "", createdAt = new Date(0) }) => ({ status, createdAt })),
      };
    },
    async restart(service) {
      await client.send(new UpdateServiceCommand({ cluster, service, forceNewDeployment: true }));
    },
  };
}

async function deploymentsOf(
  client: Client,
  cluster: string,
  service: string,
): Promise<readonly ServiceDeploymentBrief[]> {
  const all: ServiceDeploymentBrief[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(
      new ListServiceDeploymentsCommand({ cluster, service, maxResults: 100, nextToken }),
    );
    all.push(...(page.serviceDeployments ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return all;
}
