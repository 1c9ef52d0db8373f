import { ApiKey, type RestApi, type Stage, UsagePlan, UsagePlanKey } from "@pulumi/aws/apigateway";
import type * as pulumi from "@pulumi/pulumi";
import type { EdgeTierArgs } from "./EdgeTier";

/** A key and a usage plan for each client, so that one cannot use up what the others need. */
export function createClients(
  name: string,
  { clients, scope }: EdgeTierArgs,
  api: { readonly restApi: RestApi; readonly stage: Stage },
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
