import { z } from "zod";
import { boolean, cidr, integer, optionalPart, retentionDays, text } from "./scalars";

const subnetIds = () =>
  z
    .array(text(/^subnet-[0-9a-f]{8,17}$/, "must be a subnet id", "Copy it from the VPC console, for example subnet-0123456789abcdef0."))
    .min(2)
    .max(4);

/** Services that an interface endpoint can be made for, as named after `com.amazonaws.<region>.`. */
export const endpointServices = [
  "bedrock-runtime",
  "ecr.api",
  "ecr.dkr",
  "ecs",
  "ecs-agent",
  "ecs-telemetry",
  "kms",
  "logs",
  "monitoring",
  "sagemaker.runtime",
  "secretsmanager",
  "sqs",
  "ssm",
  "ssmmessages",
  "sts",
] as const;
export type EndpointService = (typeof endpointServices)[number];

/** The most that a stack file may add: the lists of both firewalls have room for it. */
const mostDomains = 200;

const egressSchema = z.strictObject({
  mode: z
    .enum(["open", "alert", "block", "strict"])
    .describe("Which names may be asked for. `open` is all, unseen; `alert` lets all pass and tells of those that nothing here names; `block` says that those do not exist; `strict` also looks into what leaves with AWS Network Firewall, about 290 USD a month for each NAT gateway."),
  domains: z
    .array(
      text(
        /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
        "must be a domain",
        "Write it in lower case without scheme and path: api.example.com, or *.example.com for all below it.",
      ).max(253),
    )
    .max(mostDomains)
    .describe("Domains that may be reached besides those that the platform and the modules' AI providers need."),
  failOpen: boolean().describe("Whether names are answered while DNS Firewall itself does not work."),
  logRetentionDays: retentionDays().describe("Days that the records of all names asked for, and of what was refused, are kept."),
});
export type EgressConfig = z.output<typeof egressSchema>;

export const networkSchema = z.strictObject({
  cidr: cidr().describe(
    "IPv4 range of the VPC, /16 to /22, private (RFC 1918). Changing it replaces the VPC and all in it.",
  ),
  availabilityZones: z
    .union([
      integer(2, 4),
      z
        .array(text(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, "must be a zone name", "Write the full name, for example ap-northeast-2a."))
        .min(2)
        .max(4),
    ])
    .describe("How many zones to use, or their names in order. Append zones, never reorder: order fixes the subnets."),
  natGateways: z
    .enum(["single", "per-zone"])
    .describe("Way out to the Internet. `single` is one NAT gateway and one point of failure. Modules need a way out: AI providers and public image registries are there."),
  interfaceEndpoints: z
    .array(z.enum(endpointServices))
    .describe("AWS services reached without the NAT gateway. Each is billed per hour and zone."),
  flowLogs: optionalPart(
    z.strictObject({
      traffic: z.enum(["ALL", "REJECT", "ACCEPT"]).describe("Which connections are recorded."),
      retentionDays: retentionDays().describe("Days that the records are kept."),
    }),
  ).describe("VPC flow logs to CloudWatch Logs, or false."),
  egress: egressSchema.describe("The way out by name. docs/egress.md says what is allowed without being named."),
  existing: z
    .strictObject({
      vpcId: text(/^vpc-[0-9a-f]{8,17}$/, "must be a VPC id", "Copy it from the VPC console, for example vpc-0123456789abcdef0.").describe("The VPC to live in."),
      privateSubnetIds: subnetIds().describe("Subnets for modules and Qdrant: a way out to AWS services, no way in. One per zone, in zone order."),
      isolatedSubnetIds: subnetIds().describe("Subnets for the database. One per zone, in zone order."),
    })
    .optional()
    .describe("Adopts a VPC instead of making one. `cidr` and `availabilityZones` then describe that VPC; its gateways and flow logs are its owner's."),
});
export type NetworkConfig = z.output<typeof networkSchema>;
