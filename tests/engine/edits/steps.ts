/** `update aws:ecs/service:Service planning`; whatever is no component is AWS's. */
const step = (op: string) => (resource: string) =>
  `${op} ${resource.startsWith("ai-platform:") ? "" : "aws:"}${resource}`;

export const create = (...resources: string[]): string[] => resources.map(step("create"));
export const update = (...resources: string[]): string[] => resources.map(step("update"));
export const remove = (...resources: string[]): string[] => resources.map(step("delete"));

/** A replacement is three steps to the engine. */
export const replace = (...resources: string[]): string[] =>
  ["create-replacement", "delete-replaced", "replace"].flatMap((op) => resources.map(step(op)));

/** A new revision of the task definition, and the service that rolls it out. */
export const revision = (...services: string[]): string[] =>
  services.flatMap((name) => [
    ...replace(`ecs/taskDefinition:TaskDefinition ${name}`),
    ...update(`ecs/service:Service ${name}`),
  ]);

/** A new version of the launch template, and a new group, which starts an instance of that version. */
export const newInstance = (node: string): string[] => [
  ...replace(`autoscaling/group:Group ${node}`),
  ...update(`ec2/launchTemplate:LaunchTemplate ${node}`),
];

/** A secret and its first value. */
export const secret = (name: string): string[] => [
  `secretsmanager/secret:Secret ${name}`,
  `secretsmanager/secretVersion:SecretVersion ${name}`,
];

/** The bucket of a module and what guards it. */
export const bucket = (module: string): string[] =>
  [
    "Bucket",
    "BucketLifecycleConfiguration",
    "BucketPolicy",
    "BucketPublicAccessBlock",
    "BucketServerSideEncryptionConfiguration",
    "BucketVersioning",
  ].map((type) => `s3/${type[0]!.toLowerCase()}${type.slice(1)}:${type} ${module}-bucket`);

/** The API with another content: a deployment is never changed, so the stage points to another one. */
export const apiServedAnew: readonly string[] = [
  ...update("apigateway/restApi:RestApi edge", "apigateway/stage:Stage edge"),
  ...replace("apigateway/deployment:Deployment edge"),
];

/** What a module of its own scope changes at the edge when it joins or leaves. */
export const apiWithModule: readonly string[] = [
  ...apiServedAnew,
  ...update("cognito/resourceServer:ResourceServer edge"),
];

/** All of a module like planning: every kind of data, one AI provider with a key and one without. */
export const wholeModule = (name: string): string[] => [
  `kms/alias:Alias ${name}-data`,
  `kms/key:Key ${name}-data`,
  ...bucket(name),
  ...["key-openai", "mariadb", "qdrant"].flatMap((kind) => secret(`${name}-${kind}`)),
  ...asked(name),
  ...aiUsage(name),
  ...plainModule(name),
];

/** Alarms of CloudWatch, by the last part of their names. */
export const alarms = (of: string, ...whats: string[]): string[] =>
  whats.map((what) => `cloudwatch/metricAlarm:MetricAlarm ${of}-${what}`);

/** Those that name the target group of a module, besides those of its release. */
export const targetAlarms = (name: string): string[] => alarms(name, "healthy", "logs", "unhealthy");

/** Those of a service, of which two ring at events of ECS. */
export const serviceAlarms = (name: string): string[] => [
  ...alarms(name, "cpu", "deployments", "memory", "restarts"),
  ...targetAlarms(name),
];

/** What watches a module that people call, and masks its logs. */
const watched = (name: string): string[] => [
  ...serviceAlarms(name),
  ...["deployments", "restarts"].flatMap((event) => [
    `cloudwatch/eventRule:EventRule ${name}-${event}`,
    `cloudwatch/eventTarget:EventTarget ${name}-${event}`,
  ]),
  `ai-platform:privacy:ModulePrivacy privacy-${name}`,
  `cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy privacy-${name}-${name}`,
  `cloudwatch/logMetricFilter:LogMetricFilter privacy-${name}-findings`,
  ...alarms(`privacy-${name}`, "findings"),
];

/** What counts the calls of a module to AI services. */
export const aiUsage = (
  name: string,
  metrics = ["CostUsd", "Failures", "InputTokens", "LatencyMs", "OutputTokens"],
): string[] => metrics.map((metric) => `cloudwatch/logMetricFilter:LogMetricFilter ${name}-ai-${metric}`);

export const dashboard = (name: string): string => `cloudwatch/dashboard:Dashboard observability-${name}`;

/** What shows and records all modules, where they are shown and have buckets. */
export const overview: readonly string[] = [
  "cloudtrail/trail:Trail audit-trail",
  "cloudwatch/dashboard:Dashboard observability",
];

/** Names of AI services, databases and issuers that somebody may ask for. */
export const allowedNames =
  "route53/resolverFirewallDomainList:ResolverFirewallDomainList network-dns-allowed";

/** The order to make, or to look after, the schema and the collections of modules. */
export const asked = (...modules: string[]): string[] =>
  modules.map((name) => `lambda/invocation:Invocation ${name}-data`);

/** What has the password and the token of a module change by themselves. */
export const rotations = (name: string): string[] =>
  ["mariadb", "qdrant"].map((kind) => `secretsmanager/secretRotation:SecretRotation ${name}-${kind}`);

/** All of a module that keeps nothing. */
export const plainModule = (name: string): string[] => [
  `ai-platform:data:ModuleData ${name}`,
  `ai-platform:container:ContainerModule ${name}`,
  `appautoscaling/policy:Policy ${name}-cpu`,
  `appautoscaling/policy:Policy ${name}-memory`,
  `appautoscaling/target:Target ${name}`,
  `cloudwatch/logGroup:LogGroup ${name}`,
  ...alarms(name, "release-errors"),
  ...watched(name),
  `ec2/securityGroup:SecurityGroup ${name}-service`,
  `ecs/service:Service ${name}`,
  `ecs/taskDefinition:TaskDefinition ${name}`,
  `iam/role:Role ${name}-execution`,
  `iam/role:Role ${name}-task`,
  `iam/rolePolicy:RolePolicy ${name}-execution`,
  `iam/rolePolicy:RolePolicy ${name}-task`,
  `lb/listenerRule:ListenerRule ${name}`,
  `lb/targetGroup:TargetGroup ${name}`,
  `vpc/securityGroupEgressRule:SecurityGroupEgressRule ${name}-https`,
  `vpc/securityGroupIngressRule:SecurityGroupIngressRule ${name}-from-alb`,
];

/** What of it holds state. */
export const stateOfModule = (name: string): string[] => [
  `aws:kms/key:Key ${name}-data`,
  `aws:s3/bucket:Bucket ${name}-bucket`,
  ...["key-openai", "mariadb", "qdrant"].map((kind) => `aws:secretsmanager/secret:Secret ${name}-${kind}`),
];

/** And what outlives it where data is protected: its state, and how that is guarded. */
export const keptOfModule = (name: string): string[] => [
  ...stateOfModule(name),
  ...bucket(name)
    .slice(1)
    .map((resource) => `aws:${resource}`),
  ...["key-openai", "mariadb", "qdrant"].map(
    (kind) => `aws:secretsmanager/secretVersion:SecretVersion ${name}-${kind}`,
  ),
];

/** A server of another class has another limit of connections, and other limits are worth an alarm. */
export const otherClass: readonly string[] = update(
  ...alarms("data-mariadb", "connections", "free-memory"),
  "rds/instance:Instance data-mariadb",
  "rds/parameterGroup:ParameterGroup data-mariadb",
);

/** What knows how many nodes there are: those with collections, who watches the nodes, and who restarts them. */
export const moreNodes = (before: number): string[] =>
  update(
    ...Array.from(
      { length: before },
      (_, node) => `cloudwatch/metricAlarm:MetricAlarm data-qdrant-${node}-peers`,
    ),
    "lambda/function:Function data-qdrant-tend",
    "secretsmanager/secret:Secret data-qdrant-key",
    ...asked("planning", "support"),
  );

/** One node of Qdrant and what watches it. */
export const qdrantNode = (node: number): string[] => [
  ...[
    "autoscaling/group:Group",
    "ebs/volume:Volume",
    "ec2/launchTemplate:LaunchTemplate",
    "ecs/service:Service",
    "ecs/taskDefinition:TaskDefinition",
    "servicediscovery/service:Service",
  ].map((type) => `${type} data-qdrant-${node}`),
  ...["consensus", "disk", "memory", "peers", "ready"].map(
    (what) => `cloudwatch/metricAlarm:MetricAlarm data-qdrant-${node}-${what}`,
  ),
];
