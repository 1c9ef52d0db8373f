import { z } from "zod";
import { moduleName, stackName } from "./names";
import { platformSchema } from "./platform";
import { boolean, integer, text } from "./scalars";

const environmentName = text(
  stackName,
  "must be the name of an environment",
  "Use 2 to 15 lower-case letters, digits and hyphens, starting with a letter.",
);

/** GitLab has groups within groups; a rule asks for two parts elsewhere. */
const repository = () =>
  text(
    /^[A-Za-z0-9_][\w.-]*(\/[A-Za-z0-9_.][\w.-]*)+$/,
    "must be a repository",
    "Write it as owner/name, for example example-org/planning.",
  ).max(200);

/** Numbers that stay with an account and a repository whatever they are called. */
const githubIds = () =>
  z
    .strictObject({
      owner: integer(1, 1e15).describe("Id of the organization or user."),
      repository: integer(1, 1e15).describe("Id of the repository."),
    })
    .optional()
    .describe(
      "Where pipelines run at GitHub, and GitHub says the ids in the tokens of the repository's jobs, as it does of those made, renamed or moved since July 2026. `gh api repos/<owner>/<name> --jq '.owner.id, .id'` shows them.",
    );

/** A part of what IAM compares, so nothing that it would take for a pattern. */
const branch = () =>
  text(/^[A-Za-z0-9_][\w./-]*$/, "must be a branch", "Write its name, for example main.").max(200);

/** Unquoted dates are times to the engine, which hands them over with midnight behind them. */
const dateFromText = (value: unknown) =>
  typeof value === "string" ? value.replace(/^(\d{4}-\d\d-\d\d)( 00:00:00 \+0000 UTC|T00:00:00Z)$/, "$1") : value;
const date = () =>
  z.preprocess(dateFromText, text(/^\d{4}-\d\d-\d\d$/, "must be a date", "Write it as 2027-01-31."));

const cron = () =>
  text(
    /^[^\s()]+( [^\s()]+){5}$/,
    "must be six fields of a cron",
    'Write minutes, hours, day of month, month, day of week and year, for example "0 18 ? * SUN *".',
  ).max(200);

const deliveryEnvironmentSchema = z.strictObject({
  account: text(/^\d{12}$/, "must be an account id", "Write its 12 digits in quotes.")
    .optional()
    .describe("AWS account of the environment, 12 digits in quotes, if it is another than this one's."),
  role: text(
    /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    "must be the ARN of an IAM role",
    "Write it as arn:aws:iam::<account>:role/<name>.",
  )
    .optional()
    .describe("Role of that account which releases there."),
  approval: boolean().describe("True lets a person approve each release before it goes there."),
});
export type DeliveryEnvironmentConfig = z.output<typeof deliveryEnvironmentSchema>;

const gatesSchema = z.strictObject({
  severity: z
    .enum(["low", "medium", "high", "critical"])
    .describe("An image with a vulnerability of this severity or above is not released."),
  maxImageMiB: integer(1, 100_000).describe("Size in MiB above which a build warns that tasks start slowly, and tells the way out."),
  allow: z
    .array(
      z.strictObject({
        vulnerability: text(
          /^[A-Z][A-Za-z0-9-]{3,60}$/,
          "must be the id of a vulnerability",
          "Write it as the scan shows it, for example CVE-2026-0001.",
        ).describe("Id as the scan shows it."),
        reason: z.string().min(1).max(500).describe("Why it does no harm here."),
        owner: z.email().max(256).describe("Mail address of who answers for that."),
        until: date().describe("Last day on which it is let through, in UTC."),
      }),
    )
    .max(100)
    .describe("Vulnerabilities that are let through for a while."),
});
export type GatesConfig = z.output<typeof gatesSchema>;

const deliveryModuleSchema = z.strictObject({
  owner: z.email().max(256).describe("Mail address of the team that answers for the module."),
  repository: repository().describe("Repository with the module's source, owner/name. Several modules may share one."),
  branch: branch().describe("Branch whose pushes are built and released."),
  githubIds: githubIds(),
  folder: text(
    /^(\.|(?!\.\.?(\/|$))[\w.-]+(\/(?!\.\.?(\/|$))[\w.-]+)*)$/,
    "must be a folder of the repository",
    "Write it as services/planning, or . for the whole repository.",
  )
    .max(200)
    .describe("Folder of the repository. A push that changes nothing in it starts nothing."),
  architecture: z.enum(["arm64", "x86_64"]).describe("Processor that the image is built for, as the module's `size.architecture` says."),
  test: z.string().min(1).max(1000).optional().describe("Command of the unit tests, run in the folder before the build."),
  gates: gatesSchema.describe("What an image must pass before it is released."),
});
export type DeliveryModuleConfig = z.output<typeof deliveryModuleSchema>;

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-secret.html */
const pullThroughSecret = () =>
  text(
    /^arn:aws[\w-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:ecr-pullthroughcache\/[\w/+=.@-]+$/,
    "must be the ARN of a secret whose name begins with ecr-pullthroughcache/",
    "Write it as arn:aws:secretsmanager:<region>:<account>:secret:ecr-pullthroughcache/<name>-<suffix>.",
  ).optional();

const registrySchema = z.strictObject({
  scanning: z
    .enum(["basic", "enhanced"])
    .describe("`basic` scans images when they are pushed; `enhanced` is Amazon Inspector, which goes on for as long as they are kept, for a price."),
  keepReleases: integer(2, 1000).describe("Images that are kept of those that were released in an environment, by module. What an environment runs is always kept."),
  untaggedDays: integer(1, 365).describe("Days after which an image without a tag is deleted."),
  unreleasedDays: integer(1, 3650).describe("Days after which an image that was never released is deleted."),
  dockerHubSecret: pullThroughSecret().describe(
    "Secret with user name and token of Docker Hub, whose images then come through the registry as well.",
  ),
  githubSecret: pullThroughSecret().describe(
    "Secret with user name and token (`read:packages`) of GitHub, whose images at ghcr.io then come through the registry as well; the AI gateway's is there.",
  ),
});
export type RegistryConfig = z.output<typeof registrySchema>;

export const deliverySchema = z.strictObject({
  owner: z.email().max(256).describe("Mail address that gets the notifications of all pipelines."),
  pipelines: z
    .enum(["codepipeline", "github-actions"])
    .describe("Where pipelines run. Both have the same stages and run the same commands."),
  platform: z
    .strictObject({
      repository: repository().describe("Repository of this project, owner/name."),
      githubIds: githubIds(),
      branch: branch().describe("Branch whose scripts and stack files pipelines use."),
    })
    .describe("This project, whose scripts and stack files pipelines use."),
  source: z.enum(["github", "gitlab", "bitbucket"]).describe("Where all the repositories are."),
  environments: z
    .record(environmentName, deliveryEnvironmentSchema)
    .describe("Environments of this project. A release goes through them in the order of their profiles (dev, staging, prod), within one by name."),
  registry: registrySchema.describe("Repositories of images in Amazon ECR, one for each module."),
  account: z
    .strictObject({
      registryScanning: boolean().describe("Set how all images of the account and region are scanned. Replaces what others have set."),
      githubProvider: boolean().describe("Make GitHub known to the account's IAM. False where it is known already."),
    })
    .describe("What an account has once. Only one stack of an account may turn each on."),
  state: z
    .strictObject({
      bucket: text(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "must be the name of a bucket", "Write the name alone, without s3://.").describe(
        "Bucket with the state of all stacks.",
      ),
      key: text(
        /^arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/,
        "must be the ARN of a KMS key",
        "Write it as arn:aws:kms:<region>:<account>:key/<id>; an alias names no resource to IAM.",
      ).describe("Key of the stacks' secrets provider."),
    })
    .optional()
    .describe("Where Pulumi keeps its state in S3, so that pipelines may use it. Not with Pulumi Cloud."),
  care: z
    .strictObject({
      rebuildCron: cron().describe("When all modules are built anew on what their base images are by then, in UTC."),
      driftCron: cron().describe("When every environment is looked at for drift, in UTC."),
    })
    .describe("What is done from time to time."),
  permissionsBoundary: platformSchema.shape.permissionsBoundary,
  deletion: z.enum(["protected", "disposable"]).describe("`protected` keeps images and keys when their description is gone; `disposable` deletes them."),
  keyDeletionDays: integer(7, 30).describe("Days in which the deletion of a key can be taken back."),
  modules: z.record(moduleName, deliveryModuleSchema).describe("The modules that have a pipeline, named as in the environments."),
});
export type DeliveryConfig = z.output<typeof deliverySchema>;
