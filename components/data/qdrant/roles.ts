import type { LogGroup } from "@pulumi/aws/cloudwatch";
import type { InstanceProfile } from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { agentPolicies, createInstanceProfile } from "../../../infra/iam/instances";
import { openVolumes, putMetrics } from "../../../infra/iam/qdrant";
import { createRole, type RoleRef } from "../../../infra/iam/role";
import { attachVolumes, decryptWith, readSecrets, writeLogs } from "../../../infra/iam/statements";
import { serviceTrust } from "../../../infra/iam/trust";
import { metricNamespace } from "./metrics";
import type { QdrantArgs } from "./Qdrant";

/** Value and tag key that let an instance attach volumes: those of this environment's Qdrant only. */
export const volumeTag = "QdrantCluster";

export function createNodeProfile(
  name: string,
  { scope, platform, dataKey }: QdrantArgs,
  parent: pulumi.Resource,
): InstanceProfile {
  return createInstanceProfile(
    `${name}-instance`,
    {
      description: "Instances of Qdrant: join the cluster, attach their own volumes, and tell how they do",
      policyArn: agentPolicies.containerInstance,
      statements: [
        pulumi
          .all([scope.account, platform.cluster.name, dataKey.arn])
          .apply(([account, cluster, keyArn]) => [
            ...attachVolumes(scope.region, account, volumeTag, cluster),
            ...openVolumes(scope.region, keyArn),
            putMetrics(metricNamespace),
          ]),
      ],
    },
    scope,
    { parent },
  ).profile;
}

export function createExecutionRole(
  name: string,
  { scope, dataKey }: QdrantArgs,
  secretArns: readonly pulumi.Output<string>[],
  logGroup: LogGroup,
  parent: pulumi.Resource,
): RoleRef {
  return createRole(
    `${name}-execution`,
    {
      description: "Starts Qdrant: read its keys and its certificate, write its logs",
      trust: scope.account.apply((account) =>
        serviceTrust("ecs-tasks.amazonaws.com", account, `arn:aws:ecs:${scope.region}:${account}:*`),
      ),
      statements: [
        pulumi
          .all([pulumi.all([...secretArns]), dataKey.arn, logGroup.arn])
          .apply(([secrets, key, log]) => [readSecrets(secrets), decryptWith([key]), writeLogs(log)]),
      ],
    },
    scope,
    { parent },
  );
}
