import { asJob, asWorker, onGeneral, onPool, report, type RightEntry, worker } from "./moduleEntriesPlaces";

const redis = { image: "public.ecr.aws/docker/library/redis:8.2-alpine", memoryMiB: 128 };
const night = { at: "cron(0 21 ? * MON-FRI *)", timezone: "Asia/Seoul", min: 0, max: 0 };
const morning = { at: "cron(0 7 ? * MON-FRI *)", timezone: "Asia/Seoul", min: 1, max: 4 };
const schedules = { night, morning };
/** At night it is right that no task is healthy. */
const asleep = "one-logs; one-release-errors; one-unhealthy";
const metric = {
  namespace: "One",
  name: "Open",
  dimensions: { Part: "a" },
  statistic: "Average",
  target: 20,
};

const twoGroups = { targets: "one HTTP 8080; one-alternate HTTP 8080" };

export const scaling: readonly RightEntry[] = [
  ["fixed", { module: { scaling: { min: 3, max: 3 } } }, { tasks: "3-3", scales: "-", scaling: "-" }],
  [
    "by CPU alone",
    { module: { scaling: { memoryPercent: false, cpuPercent: 40 } } },
    { scales: "CPU 40%", scaling: "one-cpu 40 60/300" },
  ],
  [
    "by requests in flight",
    { module: { scaling: { cpuPercent: false, memoryPercent: false, requestsInFlight: 8, max: 10 } } },
    { tasks: "1-10", scales: "8 in flight", scaling: "one-requests 8 60/300" },
  ],
  [
    "by the depth of its queue",
    { module: { ...worker, scaling: { queueDepthPerTask: 20, max: 10 } } },
    {
      ...asWorker,
      tasks: "1-10",
      scales: "20 waiting a task; CPU 60%; memory 75%",
      scaling: "one-cpu 60 60/300; one-memory 75 60/300; one-queue 20 60/300",
    },
  ],
  [
    "by any metric",
    { module: { scaling: { metric, scaleOutSeconds: 0, scaleInSeconds: 900 } } },
    {
      scales: "CPU 60%; Open 20; memory 75%",
      scaling: "one-cpu 60 0/900; one-memory 75 0/900; one-metric 20 0/900",
    },
  ],
  [
    "by the clock",
    { module: { scaling: { schedules } } },
    {
      scales: "CPU 60%; memory 75%; morning 1-4; night 0",
      alarms: asleep,
      clock:
        "one--morning cron(0 7 ? * MON-FRI *) Asia/Seoul 1-4; one--night cron(0 21 ? * MON-FRI *) Asia/Seoul 0-0",
    },
  ],
  [
    "by the clock alone",
    { module: { scaling: { max: 1, schedules: { night, morning: { ...morning, max: 1 } } } } },
    {
      tasks: "1-1",
      scales: "morning 1; night 0",
      alarms: asleep,
      scaling: "-",
      clock:
        "one--morning cron(0 7 ? * MON-FRI *) Asia/Seoul 1-1; one--night cron(0 21 ? * MON-FRI *) Asia/Seoul 0-0",
    },
  ],
  [
    "with a forecast",
    { module: { scaling: { predictive: "forecast" } } },
    {
      scales: "CPU 60%; forecast (shown only); memory 75%",
      scaling: "one-cpu 60 60/300; one-forecast ForecastOnly; one-memory 75 60/300",
    },
  ],
  [
    "by a forecast",
    { module: { scaling: { predictive: "scale" } } },
    {
      scales: "CPU 60%; forecast; memory 75%",
      scaling: "one-cpu 60 60/300; one-forecast ForecastAndScale; one-memory 75 60/300",
    },
  ],
];

export const release: readonly RightEntry[] = [
  [
    "at once",
    { module: { release: { strategy: "blue-green" } } },
    {
      ...twoGroups,
      takesOver: "blue-green, bake 10 min",
      goesBack: "errors 25%",
      release: "BLUE_GREEN bake 10 1 alarms",
    },
  ],
  [
    "with a canary",
    { module: { release: { strategy: "canary", stepPercent: 5, stepMinutes: 15, bakeMinutes: 30 } } },
    {
      ...twoGroups,
      takesOver: "canary 5% for 15 min, bake 30 min",
      goesBack: "errors 25%",
      release: "CANARY 15 5 bake 30 1 alarms",
    },
  ],
  [
    "in steps",
    { module: { release: { strategy: "linear", stepPercent: 25 } } },
    {
      ...twoGroups,
      takesOver: "linear by 25% for 5 min, bake 10 min",
      goesBack: "errors 25%",
      release: "LINEAR 5 25 bake 10 1 alarms",
    },
  ],
  [
    "with a smoke test and approval",
    {
      module: {
        release: { strategy: "blue-green", smokeTest: { path: "/health", status: 200 }, approvalMinutes: 60 },
      },
    },
    {
      ...twoGroups,
      takesOver: "blue-green, bake 10 min, smoke test, approval",
      goesBack: "errors 25%",
      release: "BLUE_GREEN bake 10 AWS_LAMBDA PAUSE 1 alarms not waited for",
    },
  ],
  [
    "watched more closely",
    { module: { release: { alarms: { errorPercent: 1, responseSeconds: 5 } } } },
    {
      goesBack: "5 s; errors 1%; failed starts",
      release: "ROLLING breaker 2 alarms",
      alarms: "one-healthy; one-logs; one-release-errors; one-release-latency; one-unhealthy",
    },
  ],
  [
    "unwatched",
    { module: { release: { alarms: false } } },
    { goesBack: "failed starts", release: "ROLLING breaker" },
  ],
];

export const calls: readonly RightEntry[] = [
  [
    "a service and a worker",
    { module: { calls: ["other", "mail"] } },
    {
      ways: "in one-service platform-alb 8080; in other-service one-service 8080; out one-service 0.0.0.0/0 443; out one-service other-service 8080",
      calls: "mail; other",
    },
  ],
  [
    "systems outside",
    { module: { outbound: [{ cidr: "192.168.10.0/24", port: 1433, description: "ERP" }] } },
    {
      ways: "in one-service platform-alb 8080; out one-service 0.0.0.0/0 443; out one-service 192.168.10.0/24 1433",
    },
  ],
  [
    "with TLS",
    { module: { calls: ["other"] }, platform: { serviceTls: { authority: "own" } } },
    {
      ways: "in one-service platform-alb 8080; in other-service one-service 8443; out one-service 0.0.0.0/0 443; out one-service other-service 8443",
      calls: "other",
    },
  ],
];

export const jobs: readonly RightEntry[] = [
  [
    "a job beside a service",
    { module: { jobs: { report: { ...report, tasks: 2, retries: 0, enabled: false } } } },
    {
      alarms: "one-failures; one-healthy; one-logs; one-release-errors; one-unhealthy",
      jobs: "one--report cron(0 6 ? * MON *) Asia/Seoul x2 retries 0 DISABLED",
      queues: "one-failures /1209600",
    },
  ],
  [
    "a job on a pool",
    { module: { kind: "job", routes: [], capacity: onPool(), jobs: { report } } },
    { ...asJob, runs: "pool general", task: "EC2 awsvpc 512 1024 ARM64" },
  ],
  [
    "a queue of its own ways",
    {
      module: {
        ...worker,
        longestResponseSeconds: 900,
        queue: { visibilitySeconds: 900, receives: 5, retentionDays: 13 },
      },
    },
    { ...asWorker, queues: "one-dead-letters /1209600; one-queue 900/1123200 x5" },
  ],
];

export const containers: readonly RightEntry[] = [
  [
    "a sidecar that runs before",
    {
      module: {
        sidecars: { redis: { ...redis, start: "before", essential: true, health: ["redis-cli", "ping"] } },
      },
    },
    { containers: "app! <prepare:SUCCESS <redis:HEALTHY /cache, prepare /cache, redis!" },
  ],
  [
    "a sidecar that runs after",
    { module: { sidecars: { redis: { ...redis, start: "after" } } } },
    { containers: "app! <prepare:SUCCESS /cache, prepare /cache, redis <app:START" },
  ],
  [
    "tracing and a log router",
    {
      module: {
        size: { cpu: 1024, memoryMiB: 2048 },
        tracing: true,
        logRouter: { options: { Name: "http" } },
      },
    },
    {
      task: "FARGATE awsvpc 1024 2048 ARM64",
      containers:
        "app! <prepare:SUCCESS <log-router:START <tracing:START /cache, log-router!, prepare /cache, tracing",
      // Its lines go elsewhere.
      alarms: "one-healthy; one-release-errors; one-unhealthy",
    },
  ],
  [
    "more volumes",
    { module: { volumes: { models: "/models" } } },
    { containers: "app! <prepare:SUCCESS /cache /models, prepare /cache /models" },
  ],
  [
    "a read-only root",
    { module: { container: { readOnlyRootFilesystem: true, exec: false, ulimits: { nofile: 65536 } } } },
    { containers: "app! <prepare:SUCCESS /cache /tmp nofile, prepare /cache /tmp" },
  ],
  [
    "limits on a pool",
    { module: { capacity: onPool(), container: { ulimits: { memlock: 1024 } } } },
    { ...onGeneral, containers: "app! <prepare:SUCCESS /cache memlock, prepare /cache" },
  ],
];

export const combinations: readonly RightEntry[] = [
  [
    "a canary on a pool that follows requests",
    { module: { capacity: onPool(), release: { strategy: "canary" }, scaling: { requestsInFlight: 4 } } },
    {
      ...onGeneral,
      ...twoGroups,
      scales: "4 in flight; CPU 60%; memory 75%",
      takesOver: "canary 10% for 5 min, bake 10 min",
      goesBack: "errors 25%",
      release: "CANARY 5 10 bake 10 1 alarms",
      scaling: "one-cpu 60 60/300; one-memory 75 60/300; one-requests 4 60/300",
    },
  ],
  [
    "a worker on Spot with a queue, a clock and a sidecar",
    {
      module: {
        ...worker,
        capacity: { spotPercent: 100 },
        scaling: { queueDepthPerTask: 5, schedules },
        sidecars: { redis },
      },
    },
    {
      ...asWorker,
      scales: "5 waiting a task; CPU 60%; memory 75%; morning 1-4; night 0",
      containers: "app! <prepare:SUCCESS /cache, prepare /cache, redis",
      scaling: "one-cpu 60 60/300; one-memory 75 60/300; one-queue 5 60/300",
      clock:
        "one--morning cron(0 7 ? * MON-FRI *) Asia/Seoul 1-4; one--night cron(0 21 ? * MON-FRI *) Asia/Seoul 0-0",
    },
  ],
  [
    "a front end in prod",
    { profile: "prod", module: { kind: "web", routes: ["/"], calls: ["other"] } },
    {
      kind: "web",
      tasks: "2-10",
      spot: "0%",
      goesBack: "errors 5%; failed starts",
      place: "FARGATE 100 2, rebalanced",
      task: "FARGATE awsvpc 1024 2048 ARM64",
      containers: "app! <prepare:SUCCESS /cache /tmp, prepare /cache /tmp",
      objectives: "one-availability-day; one-availability-hour; one-availability-six-hours",
      ways: "in one-service platform-alb 8080; in other-service one-service 8080; out one-service 0.0.0.0/0 443; out one-service other-service 8080",
      calls: "other",
    },
  ],
];
