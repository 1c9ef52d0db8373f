import { z } from "zod";
import { quotas } from "../../aws/quotas";
import { longestResponseLimitSeconds } from "../../timeouts";
import { aiQuotaSchema } from "./aiGateway";
import { aiProviderSchema } from "./aiProviders";
import { aiUsageSchema } from "./aiUsage";
import { capacitySchema } from "./capacity";
import { containerSchema, environmentVariables, logRouterSchema, sidecarsSchema, volumesSchema } from "./containers";
import { scopeName, throttleSchema } from "./edge";
import { jobSchema, queueSchema } from "./jobs";
import { moduleDataSchema } from "./moduleData";
import { jobName, moduleName } from "./names";
import { releaseSchema } from "./release";
import { boolean, cidr, integer, number, oneOf, optionalPart, retentionDays, text } from "./scalars";
import { scalingSchema } from "./scaling";
import { sloSchema } from "./slo";

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
    .enum(["service", "web", "worker", "job"])
    .describe(
      "`service` answers calls with a token; `web` is a front end for browsers, whose paths are public and may be `/`; `worker` takes messages from a queue of its own; `job` runs only when a job of it starts.",
    ),
  protocol: z
    .enum(["http", "tcp"])
    .describe("`tcp` in place of paths: where `allowedCidrs` names callers, an internal Network Load Balancer of its own stands in front of the module."),
  allowedCidrs: z
    .array(cidr())
    .max(20)
    .describe("Address ranges from which a module with `protocol: tcp` may be called, besides the modules that name it."),
  routes: z
    .array(routeSchema)
    // One value of the rule names the module itself.
    .max(quotas.conditionValuesPerRule - 1)
    .describe("Paths that the module answers, each with all below it. A path belongs to one module. Without a path, only modules that name it in `calls` reach it."),
  throttle: throttleSchema.optional().describe("Limits of each method of the module's paths, in place of `edge.throttle`."),
  loadBalancer: integer(1, quotas.loadBalancers).describe(
    "Number of the load balancer in front of the module. One takes 100 modules; a number that is used makes that load balancer. A module never moves by itself.",
  ),
  listenerPriority: integer(1, quotas.listenerRulePriorities)
    .optional()
    .describe("Only to settle a clash of two modules; derived from the module's name otherwise."),
  size: sizeSchema.describe("Size of one task."),
  capacity: capacitySchema.describe("Where tasks run."),
  scaling: scalingSchema.describe("How many tasks run."),
  slo: optionalPart(sloSchema).describe("What callers may expect, with alarms long before a month's worth of errors is used up, or false. A module without routes has none."),
  release: releaseSchema.describe("How a new revision takes over."),
  health: z
    .strictObject({
      path: text(/^\/[\w./-]*$/, "must be a path", "Start with /, for example /health.").max(1024).describe("Answers 200 when the module can work. Asked by the load balancer; where there is none, only `health.command` counts."),
      intervalSeconds: integer(5, 300).describe("Seconds between two checks."),
      timeoutSeconds: integer(2, 120).describe("Seconds until a check counts as failed; less than the interval."),
      graceSeconds: integer(0, 3600).describe("Seconds after the start in which failed checks do not count; loading a model takes time. Without a load balancer it bears on `command` alone."),
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
  environment: environmentVariables().describe("Plain settings. Never secrets: they stand in state and in the task definition."),
  calls: z
    .array(moduleName)
    .max(quotas.calledModules)
    .describe("Modules that this one calls: it gets the way and the address, `<NAME>_URL`, or `<NAME>_QUEUE_URL` of a worker. Nobody else does."),
  outbound: z
    .array(
      z.strictObject({
        cidr: cidr().describe("Address range, for example of a data centre."),
        port: integer(1, 65_535).describe("TCP port."),
        // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html
        description: text(
          /^[\w .:/()#,@[\]+=&;{}!$*-]{1,100}$/,
          "must be a description that AWS takes",
          "Use 1 to 100 letters, digits, spaces and . _ - : / ( ) # , @ [ ] + = & ; { } ! $ *.",
        ).describe("What stands there."),
      }),
    )
    .max(20)
    .describe("Systems outside that the module speaks to, besides HTTPS, which is open."),
  queue: queueSchema.describe("The queue of a worker."),
  jobs: z.record(jobName, jobSchema).describe("Tasks of the module's image at certain times."),
  aiProviders: z
    .array(aiProviderSchema)
    // What a metric filter matches has room for so many.
    .max(10)
    .describe("AI services that the module calls. Each external one gets a secret for its key, or with `aiGateway` the way through it; Bedrock and SageMaker get IAM access, to no more than what is named."),
  budgetUsd: optionalPart(number(1, 100_000_000)).describe(
    "US dollars that the module's own resources and calls of Bedrock may cost in a month, or false. The plan is refused while its estimate is above.",
  ),
  aiUsage: aiUsageSchema.describe("What is watched of the calls to AI services, as the module's log tells of them."),
  aiQuota: aiQuotaSchema,
  data: moduleDataSchema.describe("What the module keeps. Each part is its own; no other module can read it."),
  container: containerSchema.describe("Hardening of the module's container."),
  sidecars: sidecarsSchema.describe("Further containers of every task, by name."),
  tracing: boolean().describe("AWS Distro for OpenTelemetry beside the module: it sends traces to X-Ray."),
  logRouter: logRouterSchema.describe("Sends the module's log through Fluent Bit (FireLens) to another place than CloudWatch, or false."),
  volumes: volumesSchema.describe("Directories that can be written and end with the task, by name: caches, downloaded models."),
  ephemeralStorageGiB: z
    .union([oneOf([20]), integer(21, 200)])
    .describe("Disk of a task in GiB; 20 is free."),
  logRetentionDays: retentionDays().describe("Days that the module's logs are kept."),
});
export type ModuleConfig = z.output<typeof moduleSchema>;
