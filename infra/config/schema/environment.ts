import { z } from "zod";
import { regionPattern } from "../../aws/regions";
import { accountSchema } from "./account";
import { aiGatewaySchema } from "./aiGateway";
import { auditSchema } from "./audit";
import { budgetSchema } from "./budget";
import { costsSchema } from "./costs";
import { dataSchema } from "./data";
import { edgeSchema } from "./edge";
import { moduleSchema } from "./module";
import { moduleName } from "./names";
import { networkSchema } from "./network";
import { observabilitySchema } from "./observability";
import { platformSchema } from "./platform";
import { privacySchema } from "./privacy";
import { optionalPart, text } from "./scalars";
import { workbenchSchema } from "./workbench";

export const profileNames = ["dev", "staging", "prod"] as const;
export type ProfileName = (typeof profileNames)[number];

/** The keys of the project's own namespace, `ai-platform:<key>`. */
export const environmentSchema = z.strictObject({
  profile: z.enum(profileNames).describe("Set of defaults: stacks/profiles/<profile>.ts says what they are."),
  tags: z
    .record(
      text(/^(?!aws:)[\w .:/=+@-]{1,128}$/, "must be a tag key", "Use up to 128 letters, digits and . : / = + @ - and not the prefix aws:."),
      text(
        /^[\p{L}\p{Zs}\p{N}_.:/=+@-]{0,256}$/u,
        "must be a tag value",
        "Use up to 256 letters, digits, spaces and _ . : / = + - @.",
      ),
    )
    .describe("Tags on every resource, for example a cost centre."),
  shared: text(
    /^[\w.-]+\/[\w.-]+\/[\w.-]+$/,
    "must be the full name of a stack",
    "Write it as organization/ai-platform/shared, with Pulumi Cloud with the name of your organization.",
  )
    .max(256)
    .optional()
    .describe(
      "Full name of the shared stack whose registry has the modules' images. Without it, they are in the environment's own account and region.",
    ),
  network: networkSchema.describe("VPC, subnets and the way out."),
  account: accountSchema.describe("What an account has once for a region. Only one environment of an account may turn each on."),
  platform: platformSchema.describe("ECS cluster, internal load balancer and what holds for all modules."),
  edge: edgeSchema.describe("The API: its door, who may pass, and how often."),
  data: dataSchema.describe("Databases, and how data is kept."),
  observability: observabilitySchema.describe("Alarms, and who is told of them."),
  privacy: privacySchema.describe("Personal data in logs: what is masked, and how long it is kept."),
  audit: auditSchema.describe("Who did what: records, who reads them, and who may do what in an emergency."),
  modules: z
    .record(moduleName, moduleSchema)
    .describe("The AI modules by name. Each one is a service with its own route, scale, data and keys."),
  aiGateway: optionalPart(aiGatewaySchema).describe("The only door to AI services outside of AWS, with their keys and quotas, or false."),
  workbench: workbenchSchema.describe("JupyterLab in the browser, in the network of the modules and with read-only rights to their data."),
  budget: budgetSchema.describe("What the environment may cost, who hears of it, and what is stopped."),
  costs: costsSchema.describe("Assumptions of the cost estimate."),
});

/** The keys of the namespace `aws`, as far as the program reads them. */
export const awsSchema = z.strictObject({
  region: text(regionPattern, "must be an AWS region", "Write it as ap-northeast-2.").describe("AWS region of the environment."),
  profile: z.string().min(1).optional().describe("Named profile of the AWS CLI whose credentials serve."),
  allowedAccountIds: z
    .array(text(/^\d{12}$/, "must be an account id", "Write its 12 digits in quotes."))
    .min(1)
    .optional()
    .describe("Accounts in which the program may work; any other is refused before the first change."),
});

/** All that the program knows of one environment: validated, complete, and read nowhere else. */
export interface EnvironmentConfig extends z.output<typeof environmentSchema> {
  /** Name of the environment, which is the name of the stack. */
  readonly name: string;
  readonly aws: z.output<typeof awsSchema>;
}
