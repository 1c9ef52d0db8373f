import { planningLeaves } from "./edge";
import { type Edit, set } from "./edit";
import {
  aiUsage,
  alarms,
  allowedNames,
  apiWithModule,
  bucket,
  create,
  dashboard,
  keptOfModule,
  moreNodes,
  newInstance,
  otherClass,
  overview,
  qdrantNode,
  remove,
  replace,
  revision,
  rotations,
  secret,
  stateOfModule,
  update,
  wholeModule,
} from "./steps";

const stack = "prod";
const nodes = ["data-qdrant-0", "data-qdrant-1", "data-qdrant-2"];

/**
 * Nothing of it changes in an update: the same edit of dev runs one. Providers in TypeScript know no previews, so that
 * a preview takes every output of the key's secret and of two functions for unknown.
 */
const unknownUntilUpdated: readonly string[] = [
  ...revision(...nodes),
  ...replace("lambda/permission:Permission data-rotate-secret"),
  ...replace("secretsmanager/secretRotation:SecretRotation data-qdrant-key"),
  ...update(
    "cloudwatch/metricAlarm:MetricAlarm data-qdrant-tend",
    "cloudwatch/metricAlarm:MetricAlarm data-rotate-secret",
    "iam/rolePolicy:RolePolicy data-qdrant-execution",
    "iam/rolePolicy:RolePolicy data-qdrant-scheduler",
    "iam/rolePolicy:RolePolicy data-qdrant-tend",
    "scheduler/schedule:Schedule data-qdrant-probe",
    "scheduler/schedule:Schedule data-qdrant-snapshot",
    ...[
      "manufacturing-mariadb",
      "planning-mariadb",
      "planning-qdrant",
      "support-mariadb",
      "support-qdrant",
    ].map((secret) => `secretsmanager/secretRotation:SecretRotation ${secret}`),
  ),
];

/** What stops calls to AI services, and so names the roles of all that make some. */
const stops = "budgets/budgetAction:BudgetAction budgets";
/** Of all services together, whose anomalies are looked for. */
const totals = ["CostUsdTotal", "InputTokensTotal", "OutputTokensTotal"];

/** What prod watches of a module beyond what every environment does: objectives, anomalies and a budget. */
const watchedMore = (name: string): string[] => [
  ...["day", "hour", "six-hours"].flatMap((window) => [
    `cloudwatch/compositeAlarm:CompositeAlarm ${name}-availability-${window}`,
    ...alarms(`${name}-availability-${window}`, "long", "short"),
  ]),
  ...alarms(`${name}-ai`, "cost-anomaly", "tokens-anomaly"),
  ...aiUsage(name, totals),
  `budgets/budget:Budget budgets-${name}`,
  `budgets/budgetAction:BudgetAction budgets-${name}`,
  dashboard(name),
];

/** Where data must outlive every edit. */
export const prodEdits: readonly Edit[] = [
  {
    name: "another size of a module",
    stack,
    by: "preview",
    edit: set("modules.support.size", { cpu: 4096, memoryMiB: 8192 }),
    expected: revision("support"),
  },
  {
    name: "more tasks at least",
    stack,
    by: "preview",
    edit: set("modules.support.scaling.min", 5),
    expected: update("appautoscaling/target:Target support"),
  },
  {
    name: "another floor on demand",
    stack,
    by: "preview",
    edit: set("modules.support.capacity.onDemandBase", 3),
    expected: update("ecs/service:Service support"),
  },
  {
    name: "a larger MariaDB",
    stack,
    by: "alone",
    edit: set("data.mariadb.instanceClass", "db.r7g.xlarge"),
    expected: otherClass,
  },
  {
    name: "larger volumes of Qdrant",
    stack,
    by: "preview",
    edit: set("data.qdrant.volumeGiB", 200),
    expected: update(...nodes.map((name) => `ebs/volume:Volume ${name}`)),
  },
  {
    name: "another size of Qdrant",
    stack,
    by: "preview",
    edit: set("data.qdrant.instanceType", "r7g.xlarge"),
    expected: [...nodes.flatMap(newInstance), ...revision(...nodes)],
  },
  {
    name: "five nodes of Qdrant",
    stack,
    by: "preview",
    edit: set("data.qdrant.nodes", 5),
    expected: [
      ...create(...qdrantNode(3), ...qdrantNode(4)),
      ...moreNodes(3),
      ...update("lambda/function:Function data-rotate-secret"),
      ...revision("planning", "support"),
      ...unknownUntilUpdated,
    ],
  },
  {
    name: "flow logs of what is refused only",
    stack,
    by: "preview",
    edit: set("network.flowLogs", { traffic: "REJECT" }),
    expected: replace("ec2/flowLog:FlowLog network-flows"),
  },
  {
    name: "an AI provider less",
    stack,
    by: "preview",
    edit: set("modules.support.aiProviders", ["bedrock"]),
    expected: [
      ...remove(...secret("support-key-anthropic")),
      ...create("iam/rolePolicy:RolePolicy support-task"),
      ...update(
        "iam/rolePolicy:RolePolicy support-execution",
        allowedNames,
        ...aiUsage("support"),
        ...aiUsage("support", totals),
        dashboard("support"),
        // It has no key any more that its execution role could be kept from.
        "budgets/budgetAction:BudgetAction budgets-support",
        stops,
      ),
      ...revision("support"),
    ],
    gone: ["aws:secretsmanager/secret:Secret support-key-anthropic"],
  },
  {
    name: "a bucket less",
    stack,
    by: "preview",
    edit: set("modules.manufacturing.data.bucket", false),
    expected: [
      ...remove(...bucket("manufacturing"), "s3/bucketLogging:BucketLogging manufacturing-bucket"),
      ...update("cloudtrail/trail:Trail audit-trail", "iam/rolePolicy:RolePolicy manufacturing-task"),
      ...revision("manufacturing"),
    ],
    gone: ["aws:s3/bucket:Bucket manufacturing-bucket"],
  },
  {
    name: "a module less",
    stack,
    by: "alone",
    edit: planningLeaves,
    expected: [
      ...remove(
        ...wholeModule("planning"),
        ...rotations("planning"),
        ...watchedMore("planning"),
        "s3/bucketLogging:BucketLogging planning-bucket",
      ),
      ...apiWithModule,
      ...update(
        "cognito/userPoolClient:UserPoolClient edge-back-office",
        "cloudwatch/alarmMuteRule:AlarmMuteRule quiet-times-maintenance",
        allowedNames,
        ...overview,
        stops,
      ),
    ],
    gone: stateOfModule("planning"),
    kept: keptOfModule("planning"),
  },
];
