import { z } from "zod";
import { integer, text } from "./scalars";

export const aiGatewaySchema = z.strictObject({
  owner: z.email().max(256).describe("Mail address of the team that answers for the gateway and its keys."),
  digest: text(
    /^sha256:[0-9a-f]{64}$/,
    "must be the digest of an image",
    "Write it as sha256: and 64 hexadecimal digits; docs/ai-gateway.md says how to find it.",
  ).describe("Digest of the image of agentgateway, for all processors. It comes through the registry of the shared stack."),
  tasks: integer(1, 20).describe("Tasks that run. Each counts for itself and has its share of every quota."),
  azureResource: text(
    /^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/,
    "must be the name of an Azure resource",
    "Write the first part of its host, before .openai.azure.com.",
  )
    .optional()
    .describe("Resource at Azure that calls of `azure-openai` go to."),
  keyHeaders: z
    .record(
      text(/^[a-z][a-z0-9-]{0,19}$/, "must be the name of an API", "Write the name that aiProviders has."),
      text(
        /^[a-z][a-z0-9-]{0,62}(: [A-Za-z][A-Za-z-]{0,30})?$/,
        "must be a header",
        'Write its name in lower case, for example "x-api-key"; with what stands before the key, "authorization: DeepL-Auth-Key".',
      ),
    )
    .optional()
    .describe("Headers in which APIs take their keys, by the name in `aiProviders`; `authorization: Bearer` without an entry."),
});
export type AiGatewayConfig = z.output<typeof aiGatewaySchema>;

export const aiQuotaSchema = z
  .strictObject({
    requestsPerMinute: integer(1, 1_000_000).optional().describe("Calls of each provider in a minute."),
    tokensPerMinute: integer(1, 1_000_000_000)
      .optional()
      .describe("Tokens of each provider in a minute, those in and out together, as its answers tell of them."),
  })
  .optional()
  .describe("Calls to AI services that the AI gateway lets through; more are answered with 429.");
export type AiQuotaConfig = z.output<typeof aiQuotaSchema>;
