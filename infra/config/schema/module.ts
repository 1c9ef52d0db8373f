import { z } from "zod";
import { aiProviderNames } from "../../aiProviders";
import { quotas } from "../../aws/quotas";
import { longestResponseLimitSeconds } from "../../timeouts";
import { scopeName, throttleSchema } from "./edge";
import { boolean, integer, oneOf, optionalPart, retentionDays, text } from "./scalars";

/** Part of ECS service, target group (32 characters with Pulumi's suffix), role and schema names. */
export const moduleName = text(
  /^[a-z](?!.*--)[a-z0-9-]{0,22}[a-z0-9]$/,
  "must be a module name",
  "Use 2 to 24 lower-case letters, digits and single hyphens, starting with a letter.",
);

export const sizeSchema = z.strictObject({
  cpu: integer(256, 16384).describe("CPU units of a task; 1024 are one vCPU."),
  memoryMiB: integer(512, 122880).describe("Memory of a task in MiB. Fargate offers certain sizes for each `cpu`."),
  architecture: z.enum(["arm64", "x86_64"]).describe("Processor that the image is built for. arm64 is about a fifth cheaper."),
});

/** Whole segments only, and nothing that a rule of the load balancer or a policy would take for a pattern. */
const routePath = text(
  /^(\/|(\/[A-Za-z0-9._-]+)+)$/,
  "must be a path",
  "Start with / and do not end with it, for example /planning.",
).max(100);

const routeSchema = z.union([
  routePath,
  z.strictObject({
    path: routePath.describe("The path, with all below it."),
    scopes: z.array(scopeName()).min(1).max(10).optional().describe("Scopes of which a token must hold one, in place of `<module>.invoke`."),
    throttle: throttleSchema.optional().describe("Limits of each method of this path, in place of the module's."),
    public: boolean().optional().describe("True opens the path to everybody, without a token. The plan shows it in red."),
  }),
]).describe("A path, or a set of keys with `path`.");

export const moduleSchema = z.strictObject({
  owner: z.email().max(256).describe("Mail address of the team that answers for the module."),
  description: z.string().max(200).optional().describe("What the module does, in one line."),
  port: integer(1024, 65535).describe("TCP port that the container listens on."),
  kind: z
    .enum(["service", "web"])
    .describe("`service` answers calls with a token; `web` is a front end for browsers, whose paths are public and may be `/`."),
  routes: z
    .array(routeSchema)
    .min(1)
    // One value of the rule names the module itself.
    .max(quotas.conditionValuesPerRule - 1)
    .describe("Paths that the module answers, each with all below it. A path belongs to one module."),
  throttle: throttleSchema.optional().describe("Limits of each method of the module's paths, in place of `edge.throttle`."),
  loadBalancer: integer(1, quotas.loadBalancers).describe(
    "Number of the load balancer in front of the module. One takes 100 modules; a number that is used makes that load balancer. A module never moves by itself.",
  ),
  listenerPriority: integer(1, quotas.listenerRulePriorities)
    .optional()
    .describe("Only to settle a clash of two modules; derived from the module's name otherwise."),
  size: sizeSchema.describe("Size of one task."),
  capacity: z
    .strictObject({
      spotPercent: integer(0, 100).describe("Share of tasks on Fargate Spot, which AWS may stop with two minutes' notice."),
      onDemandBase: integer(0, 1000).describe("Tasks that are never on Spot, before the share counts."),
    })
    .describe("Where tasks run."),
  scaling: z
    .strictObject({
      min: integer(1, quotas.tasksPerService).describe("Tasks at least."),
      max: integer(1, quotas.tasksPerService).describe("Tasks at most. Equal to `min` turns scaling off."),
      cpuPercent: integer(10, 95).describe("Average CPU use to aim at."),
      memoryPercent: integer(10, 95).describe("Average memory use to aim at."),
    })
    .describe("How many tasks run."),
  health: z
    .strictObject({
      path: text(/^\/[\w./-]*$/, "must be a path", "Start with /, for example /health.").max(1024).describe("Answers 200 when the module can work."),
      intervalSeconds: integer(5, 300).describe("Seconds between two checks."),
      timeoutSeconds: integer(2, 120).describe("Seconds until a check counts as failed; less than the interval."),
      graceSeconds: integer(0, 3600).describe("Seconds after the start in which failed checks do not count; loading a model takes time."),
      command: z
        .array(z.string().min(1))
        .min(1)
        .max(20)
        .optional()
        .describe("Check inside the container as well, as a command without a shell; the image must contain it."),
    })
    .describe("How the load balancer knows that a task works."),
  longestResponseSeconds: integer(1, longestResponseLimitSeconds).describe(
    "Longest answer, streams included. Timeouts on the way, draining and stopping follow from it.",
  ),
  environment: z
    .record(
      text(/^[A-Z][A-Z0-9_]{0,99}$/, "must be the name of an environment variable", "Use capital letters, digits and underscores."),
      z.preprocess((v) => (typeof v === "number" || typeof v === "boolean" ? String(v) : v), z.string().max(4096)),
    )
    .describe("Plain settings. Never secrets: they stand in state and in the task definition."),
  aiProviders: z
    .array(z.enum(aiProviderNames))
    .describe("AI services that the module calls. Each external one gets a secret for its key; bedrock gets IAM access."),
  data: z
    .strictObject({
      schema: boolean().describe("A MariaDB schema of its own."),
      bucket: boolean().describe("An S3 bucket of its own."),
      collections: optionalPart(
        z.record(
          text(/^[a-z][a-z0-9_]{0,39}$/, "must be a collection name", "Use lower-case letters, digits and underscores."),
          z.strictObject({
            vectorSize: integer(1, 65536).describe("Dimensions of a vector."),
            distance: z.enum(["Cosine", "Dot", "Euclid", "Manhattan"]).describe("How two vectors are compared."),
            vectors: integer(1, 1_000_000_000).optional().describe("Expected number of vectors; checked against Qdrant's memory."),
          }),
        ),
      ).describe("Qdrant collections by name, or false."),
    })
    .describe("What the module keeps. Each part is its own; no other module can read it."),
  container: z
    .strictObject({
      readOnlyRootFilesystem: boolean().describe("Only /tmp can be written, on a volume that ends with the task."),
      user: text(/^[1-9]\d{0,9}(:[1-9]\d{0,9})?$/, "must be a user id other than root", "Write it as uid or uid:gid in quotes, for example \"1000\".").describe(
        "User and group id that the container runs as.",
      ),
      exec: boolean().describe("Allow `aws ecs execute-command` into running tasks. Needs a writable root filesystem."),
    })
    .describe("Hardening of the container."),
  ephemeralStorageGiB: z
    .union([oneOf([20]), integer(21, 200)])
    .describe("Disk of a task in GiB; 20 is free."),
  logRetentionDays: retentionDays().describe("Days that the module's logs are kept."),
});
export type ModuleConfig = z.output<typeof moduleSchema>;
