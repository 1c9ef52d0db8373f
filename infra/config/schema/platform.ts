import { z } from "zod";
import { poolName } from "./names";
import { boolean, integer, optionalPart, retentionDays, text } from "./scalars";

export const poolSchema = z.strictObject({
  instanceTypes: z
    .array(
      text(/^[a-z][a-z0-9-]*\.[a-z0-9]+$/, "must be an EC2 instance type", "Write it as <family>.<size>, for example m7g.large."),
    )
    .min(1)
    .max(20)
    .describe("EC2 instance types, the best first. All have the same processor architecture."),
  min: integer(0, 1000).describe("Instances at least. 0 lets ECS start the first one when a task needs it."),
  max: integer(1, 1000).describe("Instances at most."),
  spotPercent: integer(0, 100).describe("Share of the instances on Spot."),
  onDemandBase: integer(0, 1000).describe("Instances that are never on Spot, before the share counts."),
  targetPercent: integer(1, 100).describe("How full ECS keeps the instances; less than 100 keeps some ready."),
  machineImage: text(/^\/[\w./-]+$/, "must be the name of an SSM parameter", "Write it as /aws/service/ecs/optimized-ami/….")
    .max(500)
    .optional()
    .describe("SSM parameter with the machine image; AWS's image for ECS without it, with GPU drivers where the types have GPUs."),
  diskGiB: integer(30, 16_384).describe("Disk of an instance in GiB: images, and what containers write."),
});
export type PoolConfig = z.output<typeof poolSchema>;

export const platformSchema = z.strictObject({
  containerInsights: z
    .enum(["disabled", "enabled", "enhanced"])
    .describe("CloudWatch Container Insights of the ECS cluster. Billed per metric, so the bill grows with the tasks."),
  deletionProtection: boolean().describe("Refuse to delete the load balancers until this is turned off and applied."),
  accessLogDays: retentionDays().describe("Days that access logs of the load balancer, records of sessions in containers and what ECS tells of its tasks are kept."),
  permissionsBoundary: text(
    /^arn:aws[\w-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/,
    "must be the ARN of an IAM policy",
    "Write it as arn:aws:iam::<account>:policy/<name>, or remove the key.",
  )
    .optional()
    .describe("IAM policy that bounds every role of the environment, as many companies demand."),
  pools: z
    .record(poolName, poolSchema)
    .describe("EC2 instances for modules with `capacity.pool`, by name. Take the modules away and apply that, before you take their pool away."),
  externalInstances: optionalPart(
    z.strictObject({
      registrations: integer(1, 1000).describe("Servers that may register with one activation."),
      activation: integer(1, 1000).describe("Number of the activation. It works for a day; another number makes another."),
    }),
  ).describe("Lets servers of the company join through ECS Anywhere, or false."),
  serviceTls: optionalPart(
    z.strictObject({
      authority: z
        .union([
          z.literal("own"),
          text(
            /^arn:aws[\w-]*:acm-pca:[a-z0-9-]+:\d{12}:certificate-authority\/[0-9a-f-]{36}$/,
            "must be own or the ARN of a private certificate authority",
            "Write own, or arn:aws:acm-pca:<region>:<account>:certificate-authority/<id>.",
          ),
        ])
        .describe("`own` makes a private certificate authority; an ARN names one of the company's."),
    }),
  ).describe("Encrypt calls between modules with certificates that ECS renews, or false."),
});
export type PlatformConfig = z.output<typeof platformSchema>;
