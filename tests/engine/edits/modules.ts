import { type Edit, set } from "./edit";
import { planningLeaves } from "./edge";
import {
  aiUsage,
  alarms,
  allowedNames,
  apiServedAnew,
  apiWithModule,
  create,
  remove,
  replace,
  revision,
  secret,
  serviceAlarms,
  stateOfModule,
  targetAlarms,
  update,
  wholeModule,
} from "./steps";

const stack = "dev";

const newModule = {
  owner: "pricing-team@example.com",
  routes: ["/pricing"],
  aiProviders: ["openai", "bedrock"],
  data: {
    schema: true,
    bucket: true,
    collections: { prices: { vectorSize: 1024, distance: "Cosine", vectors: 50000 } },
  },
};

/** What a module is made of and how it runs. */
export const moduleEdits: readonly Edit[] = [
  {
    name: "another size of a module",
    stack,
    by: "alone",
    edit: set("modules.planning.size", { cpu: 1024, memoryMiB: 2048 }),
    expected: revision("planning"),
  },
  {
    name: "another processor",
    stack,
    by: "preview",
    edit: set("modules.planning.size.architecture", "x86_64"),
    expected: revision("planning"),
  },
  {
    name: "more disk",
    stack,
    by: "preview",
    edit: set("modules.planning.ephemeralStorageGiB", 50),
    expected: revision("planning"),
  },
  {
    name: "an environment variable",
    stack,
    by: "preview",
    edit: set("modules.planning.environment", { LOG_LEVEL: "debug" }),
    expected: revision("planning"),
  },
  {
    name: "another description, which is for readers of the file only",
    stack,
    by: "preview",
    edit: set("modules.planning.description", "Planning"),
    expected: [],
  },
  {
    name: "more tasks",
    stack,
    by: "preview",
    edit: set("modules.planning.scaling", { min: 2, max: 4 }),
    // The count of the service belongs to whoever scales; a task gets a smaller part of the connections.
    expected: [...update("appautoscaling/target:Target planning"), ...revision("planning")],
  },
  {
    name: "a fixed number of tasks",
    stack,
    by: "preview",
    edit: set("modules.planning.scaling", { min: 2, max: 2 }),
    expected: [
      ...remove(
        "appautoscaling/policy:Policy planning-cpu",
        "appautoscaling/policy:Policy planning-memory",
        "appautoscaling/target:Target planning",
      ),
      ...update("ecs/service:Service planning"),
    ],
  },
  {
    name: "other aims of scaling",
    stack,
    by: "preview",
    edit: (file) => {
      set("modules.planning.scaling.cpuPercent", 50)(file);
      set("modules.planning.scaling.memoryPercent", 60)(file);
    },
    expected: update(
      "appautoscaling/policy:Policy planning-cpu",
      "appautoscaling/policy:Policy planning-memory",
    ),
  },
  {
    name: "another share of Spot",
    stack,
    by: "preview",
    edit: set("modules.planning.capacity", { spotPercent: 50, onDemandBase: 1 }),
    expected: update("ecs/service:Service planning"),
  },
  {
    name: "no way into the containers of a module that may do other things",
    stack,
    by: "preview",
    edit: set("modules.planning.container", { exec: false }),
    expected: update("ecs/service:Service planning", "iam/rolePolicy:RolePolicy planning-task"),
  },
  {
    name: "no way into the containers of a module that may do nothing else",
    stack,
    by: "preview",
    edit: set("modules.support.container", { exec: false }),
    expected: [...remove("iam/rolePolicy:RolePolicy support-task"), ...update("ecs/service:Service support")],
  },
  {
    name: "another owner",
    stack,
    by: "together",
    edit: set("modules.manufacturing.owner", "factory@example.com"),
    // All that has tags of its own or names who answers for it, and no new revision.
    expected: update(
      "cloudwatch/eventRule:EventRule manufacturing-deployments",
      "cloudwatch/eventRule:EventRule manufacturing-restarts",
      "cloudwatch/logGroup:LogGroup manufacturing",
      ...alarms("manufacturing", "release-errors"),
      ...serviceAlarms("manufacturing"),
      ...alarms("privacy-manufacturing", "findings"),
      "ec2/securityGroup:SecurityGroup manufacturing-service",
      "ecs/service:Service manufacturing",
      "ecs/taskDefinition:TaskDefinition manufacturing",
      "iam/role:Role manufacturing-execution",
      "iam/role:Role manufacturing-task",
      "kms/key:Key manufacturing-data",
      "lb/listenerRule:ListenerRule manufacturing",
      "lb/targetGroup:TargetGroup manufacturing",
      "s3/bucket:Bucket manufacturing-bucket",
      "secretsmanager/secret:Secret manufacturing-mariadb",
    ),
  },
  {
    name: "longer logs of a module",
    stack,
    by: "together",
    edit: set("modules.planning.logRetentionDays", 30),
    expected: update("cloudwatch/logGroup:LogGroup planning"),
  },
  {
    name: "an AI provider with a key",
    stack,
    by: "preview",
    edit: set("modules.planning.aiProviders", ["openai", "bedrock", "anthropic"]),
    expected: [
      ...create(...secret("planning-key-anthropic")),
      ...update("iam/rolePolicy:RolePolicy planning-execution", ...aiUsage("planning")),
      ...revision("planning"),
    ],
  },
  {
    name: "an AI provider without a key",
    stack,
    by: "preview",
    edit: set("modules.support.aiProviders", ["anthropic", "bedrock"]),
    expected: update("iam/rolePolicy:RolePolicy support-task", ...aiUsage("support")),
  },
  {
    name: "a new module",
    stack,
    by: "alone",
    edit: set("modules.pricing", newModule),
    expected: [...create(...wholeModule("pricing")), ...apiWithModule],
  },
  {
    name: "a module less",
    stack,
    by: "alone",
    edit: planningLeaves,
    expected: [
      ...remove(...wholeModule("planning")),
      ...apiWithModule,
      // No other module calls OpenAI.
      ...update("cognito/userPoolClient:UserPoolClient edge-back-office", allowedNames),
    ],
    gone: stateOfModule("planning"),
  },
];

/** How requests come to a module. */
export const routingEdits: readonly Edit[] = [
  {
    name: "another route",
    stack,
    by: "alone",
    edit: set("modules.planning.routes", ["/plans"]),
    expected: [...update("lb/listenerRule:ListenerRule planning"), ...apiServedAnew],
  },
  {
    name: "a second route",
    stack,
    by: "alone",
    edit: set("modules.planning.routes", ["/planning", "/plans"]),
    expected: [...update("lb/listenerRule:ListenerRule planning"), ...apiServedAnew],
  },
  {
    name: "another priority of the rule",
    stack,
    by: "preview",
    edit: set("modules.planning.listenerPriority", 7),
    expected: update("lb/listenerRule:ListenerRule planning"),
  },
  {
    name: "other times of the health check",
    stack,
    by: "together",
    edit: set("modules.planning.health", { intervalSeconds: 30, timeoutSeconds: 10 }),
    expected: update("lb/targetGroup:TargetGroup planning"),
  },
  {
    name: "another path of the health check, which what runs before the first release answers too",
    stack,
    by: "together",
    edit: set("modules.planning.health", { path: "/ready" }),
    expected: [...update("lb/targetGroup:TargetGroup planning"), ...revision("planning")],
  },
  {
    name: "more time to start",
    stack,
    by: "preview",
    edit: set("modules.planning.health", { graceSeconds: 600 }),
    expected: update("ecs/service:Service planning"),
  },
  {
    name: "a check inside the container, which waits for the first release",
    stack,
    by: "preview",
    edit: set("modules.planning.health", { command: ["/app/healthy"] }),
    expected: [],
  },
  {
    name: "longer responses than ECS waits for anyway",
    stack,
    by: "alone",
    edit: set("modules.planning.longestResponseSeconds", 600),
    expected: [
      ...update("ecs/service:Service planning", "lb/targetGroup:TargetGroup planning"),
      ...apiServedAnew,
    ],
  },
  {
    name: "another port",
    stack,
    by: "preview",
    edit: set("modules.planning.port", 9000),
    expected: [
      ...replace("lb/targetGroup:TargetGroup planning"),
      ...update(
        ...alarms("planning", "release-errors"),
        ...targetAlarms("planning"),
        "lb/listenerRule:ListenerRule planning",
        "vpc/securityGroupIngressRule:SecurityGroupIngressRule planning-from-alb",
      ),
      ...revision("planning"),
    ],
  },
];
