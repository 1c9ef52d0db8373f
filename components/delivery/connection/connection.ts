import { Connection } from "@pulumi/aws/codeconnections";
import type * as pulumi from "@pulumi/pulumi";
import { connectionProviders } from "../../../infra/delivery/connectionProviders";
import { connectionName } from "../../../infra/delivery/names";
import { durable } from "../../../infra/durability";
import type { DeliveryTierArgs } from "../DeliveryTier";
import type { ConnectionRef } from "../refs";

/**
 * AWS makes it PENDING: only a person can tell the site that AWS may read there. Made anew, it would wait again.
 * https://docs.aws.amazon.com/dtconsole/latest/userguide/connections-update.html
 */
export function createConnection(
  name: string,
  { scope, source, deletion }: DeliveryTierArgs,
  parent: pulumi.Resource,
): ConnectionRef {
  const { arn, connectionStatus } = new Connection(
    `${name}-source`,
    { name: connectionName(scope.environment), providerType: connectionProviders[source] },
    { parent, ...durable(deletion) },
  );
  return { arn, status: connectionStatus };
}
