import { z } from "zod";
import { boolean, number, optionalPart, text } from "./scalars";

/** What AWS Billing knows of an account, in all of its regions. */
export const accountCostsShape = {
  costAnomalies: optionalPart(
    z.strictObject({
      minimumUsd: number(1, 1_000_000).describe("An anomaly tells when it has cost so many US dollars more than was usual."),
      monitorArn: text(
        /^arn:aws:ce::\d{12}:anomalymonitor\/[\w-]+$/,
        "must be the ARN of a cost monitor",
        "`aws ce get-anomaly-monitors` tells it.",
      )
        .optional()
        .describe(
          "The monitor that the account has, as AWS makes one for a new account. Without it, one is made, and an account takes one only.",
        ),
    }),
  ).describe("Have AWS watch what each of its services costs in this account, and tell of what is unusual, or false."),
  costTags: boolean().describe(
    "Activate the project's tags for billing. Only the account that pays can, a day after AWS first saw them (docs/costs.md).",
  ),
};
