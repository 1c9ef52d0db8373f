import { z } from "zod";
import { boolean, retentionDays, text } from "./scalars";

export const platformSchema = z.strictObject({
  containerInsights: z
    .enum(["disabled", "enabled", "enhanced"])
    .describe("CloudWatch Container Insights of the ECS cluster. Billed per metric, so the bill grows with the tasks."),
  deletionProtection: boolean().describe("Refuse to delete the internal load balancer until this is turned off and applied."),
  accessLogDays: retentionDays().describe("Days that access logs of the load balancer and records of sessions in containers are kept."),
  permissionsBoundary: text(
    /^arn:aws[\w-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/,
    "must be the ARN of an IAM policy",
    "Write it as arn:aws:iam::<account>:policy/<name>, or remove the key.",
  )
    .optional()
    .describe("IAM policy that bounds every role of the environment, as many companies demand."),
});
export type PlatformConfig = z.output<typeof platformSchema>;
