import { ApiKey, UsagePlan, UsagePlanKey } from "@pulumi/aws/apigateway";
import type * as pulumi from "@pulumi/pulumi";
import type { Api } from "./api";
import type { EdgeTierArgs } from "./EdgeTier";

/** A key and a usage plan for each client: limits for those who keep to their own key, which no token is bound to. */
export function createClients(
  name: string,
  { clients, scope }: EdgeTierArgs,
  api: Api,
  parent: pulumi.Resource,
): void {
  for (const [client, { requestsPerSecond, burst, requestsPerDay }] of Object.entries(clients)) {
    const logicalName = `${name}-${client}`;
    const description = `Client ${client} of ${scope.environment}`;
    const key = new ApiKey(logicalName, { description }, { parent });
    const plan = new UsagePlan(
      logicalName,
      {
        description,
        apiStages: [{ apiId: api.restApi.id, stage: api.stage.stageName }],
        throttleSettings: { rateLimit: requestsPerSecond, burstLimit: burst },
        quotaSettings: { limit: requestsPerDay, period: "DAY" },
      },
      { parent },
    );
    new UsagePlanKey(
      logicalName,
      { keyId: key.id, keyType: "API_KEY", usagePlanId: plan.id },
      // It repeats the key, which the provider hides in the key's own outputs only.
      { parent, additionalSecretOutputs: ["value"] },
    );
  }
}
