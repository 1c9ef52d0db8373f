import { z } from "zod";
import { boolean, integer, number } from "./scalars";

export const aiUsageSchema = z.strictObject({
  tokensPerHour: integer(1, 1_000_000_000)
    .optional()
    .describe("An alarm rings when the module's calls take more tokens in an hour, those in and out together."),
  usdPerDay: number(0.01, 1_000_000)
    .optional()
    .describe("An alarm rings when the module's calls cost more US dollars in 24 hours, as it reckons them itself."),
  anomalies: boolean().describe("Alarms for tokens and cost that are out of the module's own habit, as CloudWatch learns it."),
});
export type AiUsageConfig = z.output<typeof aiUsageSchema>;
