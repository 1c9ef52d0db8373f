import { z } from "zod";
import { accountCostsShape } from "./accountCosts";
import { accountSecurityShape } from "./accountSecurity";
import { boolean, optionalPart, retentionDays } from "./scalars";

export const accountSchema = z.strictObject({
  apiGatewayLogs: boolean().describe(
    "Give API Gateway the role with which it writes the logs of every API in this account and region. Without that role " +
      "a stage with access logs is refused.",
  ),
  bedrockLogs: optionalPart(
    z.strictObject({ retentionDays: retentionDays().describe("Days that the log is kept.") }),
  ).describe(
    "Have Bedrock write who invoked which model with how many tokens, for every caller in this account and region, or false. Never prompts and answers.",
  ),
  ...accountCostsShape,
  ...accountSecurityShape,
});
export type AccountConfig = z.output<typeof accountSchema>;
