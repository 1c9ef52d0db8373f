import { report, worker } from "./moduleEntriesPlaces";
import type { WrongEntry } from "./moduleEntriesWrongPlaces";

const redis = { image: "public.ecr.aws/docker/library/redis:8.2-alpine", memoryMiB: 128 };
const night = { at: "cron(0 21 ? * MON-FRI *)", timezone: "Asia/Seoul", min: 0, max: 0 };
const some = { min: 1, max: 2 };
const tcp = { protocol: "tcp", routes: [], allowedCidrs: ["10.8.0.0/16"] };
const owner = "c@example.com";
const metric = {
  namespace: "AWS/ECS",
  name: "CPUUtilization",
  dimensions: { ServiceName: "one" },
  statistic: "Average",
  target: 50,
};

export const scaling: readonly WrongEntry[] = [
  [
    "fewer at most than at least",
    { module: { scaling: { min: 3, max: 2 } } },
    "scaling.max must be at least scaling.min (3); got 2. Raise max or lower min.",
  ],
  [
    "room, and nothing to follow",
    { module: { scaling: { cpuPercent: false, memoryPercent: false } } },
    "scaling.max must be scaling.min (1) where nothing is followed; got 2. Nothing would ever change the number of tasks: give it a cpuPercent or another aim.",
  ],
  [
    "an aim without room",
    { module: { scaling: { max: 1, requestsInFlight: 5 } } },
    "scaling.requestsInFlight needs room to scale; got 5. Nothing follows it where min and max are the same: raise max, or remove the key.",
  ],
  [
    "requests of a module without paths",
    { module: { ...worker, scaling: { requestsInFlight: 5 } } },
    "scaling.requestsInFlight needs routes; got 5. The load balancer counts them; a module that only others call can follow cpuPercent or a metric of its own.",
  ],
  [
    "the queue of a service",
    { module: { scaling: { queueDepthPerTask: 5 } } },
    "scaling.queueDepthPerTask needs kind: worker; got 5. Only a worker has a queue; remove the key.",
  ],
  [
    "a queue that nobody counts",
    { module: { ...worker, scaling: { queueDepthPerTask: 5 } }, platform: { containerInsights: "disabled" } },
    "scaling.queueDepthPerTask needs platform.containerInsights; got 5. Container Insights counts the running tasks: write containerInsights: enabled.",
  ],
  [
    "CPU twice",
    { module: { scaling: { metric } } },
    'scaling.metric must not be followed twice; got "CPUUtilization". Two aims for one metric pull the number of tasks to and fro: write cpuPercent or memoryPercent: false, or remove metric.',
  ],
  [
    "a forecast of nothing",
    { module: { scaling: { cpuPercent: false, predictive: "forecast" } } },
    'scaling.predictive needs scaling.cpuPercent; got "forecast". It foresees CPU use; give it an aim.',
  ],
  [
    "a forecast and a clock",
    { module: { scaling: { predictive: "scale", schedules: { noon: { ...night, ...some } } } } },
    'scaling.predictive must not be scale beside schedules; got "scale". A forecast and a schedule both raise the least number of tasks ahead of time, and the later one wins: write forecast, or take the schedules out.',
  ],
  [
    "a night without a morning",
    { module: { scaling: { schedules: { night } } } },
    "scaling.schedules.night.max must not be 0 in every schedule; got 0. Nothing would start the module again: write a schedule with tasks.",
  ],
  [
    "two minds at one time",
    { module: { scaling: { schedules: { night, noon: { ...night, ...some } } } } },
    'scaling.schedules.noon.at must differ from night; got "cron(0 21 ? * MON-FRI *)". Both say how many tasks run at one time; keep one.',
  ],
  [
    "a clock that shows no such hour",
    { module: { scaling: { schedules: { late: { ...night, at: "cron(0 25 * * ? *)", ...some } } } } },
    'scaling.schedules.late.at must have hours of 0 to 23 in its cron; got "cron(0 25 * * ? *)". The second field cannot be 25.',
  ],
  [
    "a place that is on no map",
    { module: { scaling: { schedules: { noon: { ...night, timezone: "Asia/Soul", ...some } } } } },
    'scaling.schedules.noon.timezone must be a time zone that there is; got "Asia/Soul". Write a name of the IANA time zone database, for example Asia/Seoul, or UTC.',
  ],
];

export const release: readonly WrongEntry[] = [
  [
    "approval of a rolling update",
    { module: { release: { approvalMinutes: 60 } } },
    "release.approvalMinutes must be false with rolling; got 60. Its tasks get traffic one by one; use blue-green, canary or linear, or write false.",
  ],
  [
    "a smoke test of a rolling update",
    { module: { release: { smokeTest: { path: "/health", status: 200 } } } },
    'release.smokeTest must be false with rolling; got {"path":"/health","status":200}. Its tasks get traffic one by one; use blue-green, canary or linear, or write false.',
  ],
  [
    "a shift without a load balancer",
    { module: { ...worker, release: { strategy: "canary" } } },
    'release.strategy must be rolling in a module without paths; got "canary". ECS moves traffic at the load balancer of the API; give the module a path, or remove the key.',
  ],
  [
    "a shift of TCP",
    { module: { ...tcp, release: { strategy: "blue-green" } } },
    'release.strategy must be rolling in a module without paths; got "blue-green". ECS moves traffic at the load balancer of the API; give the module a path, or remove the key.',
  ],
  [
    "latency of a stream",
    { module: { release: { alarms: { errorPercent: 200 } } } },
    "release.alarms.errorPercent must be at most 100; got 200. Answers with a status of 500 and above, in percent of all.",
  ],
  [
    "a canary of all",
    { module: { release: { strategy: "canary", stepPercent: 100 } } },
    "release.stepPercent must be less than 100 with canary; got 100. All at once is blue-green; lower it, or write that.",
  ],
];

export const calls: readonly WrongEntry[] = [
  ["itself", { module: { calls: ["one"] } }, 'calls[0] must not be the module itself; got "one". Remove it.'],
  [
    "nobody",
    { module: { calls: ["othr"] } },
    'calls[0] must be a module of this file; got "othr". Did you mean other?',
  ],
  [
    "one module twice",
    { module: { calls: ["other", "other"] } },
    'calls[1] must not be named twice; got "other". Remove one.',
  ],
  [
    "in a circle",
    { module: { calls: ["back"] }, modules: { back: { owner, routes: ["/back"], calls: ["one"] } } },
    'modules.back.calls must not lead back to back; got "back -> one -> back". Each module starts after those that it calls. Remove one of these calls, or let both sides call a third module.',
  ],
  [
    "what a job cannot call",
    { module: { kind: "job", routes: [], jobs: { report }, calls: ["other"] } },
    'calls[0] must be a worker where a job calls; got "other". The tasks of a job know no names of Service Connect. Call a worker, or a module of protocol: tcp by its load balancer, with an entry in outbound.',
  ],
  [
    "a job",
    { module: { calls: ["batch"] }, modules: { batch: { owner, kind: "job", jobs: { report } } } },
    'calls[0] must be a module that answers in the VPC, or a worker; got "batch". A job answers nobody; remove it.',
  ],
  [
    "with a variable that is taken",
    { module: { calls: ["other"], environment: { OTHER_URL: "x" } } },
    'environment.OTHER_URL is what the call of other sets; got "x". Remove it.',
  ],
  [
    "HTTPS outside",
    { module: { outbound: [{ cidr: "192.168.10.0/24", port: 443, description: "ERP" }] } },
    "outbound[0].port must not be 443; got 443. HTTPS is open to everywhere; remove the entry.",
  ],
];

export const jobs: readonly WrongEntry[] = [
  [
    "at no time",
    { module: { jobs: { report: { ...report, schedule: "cron(0 6 * * MON *)" } } } },
    'jobs.report.schedule must be a schedule; got "cron(0 6 * * MON *)". Write it as cron(minutes hours day-of-month month day-of-week year) with ? for one of the days, or rate(1 hour).',
  ],
  [
    "at one hours",
    { module: { jobs: { report: { ...report, schedule: "rate(1 hours)" } } } },
    'jobs.report.schedule must have a unit that goes with its number; got "rate(1 hours)". Write rate(1 hour).',
  ],
  [
    "a message that two tasks get",
    { module: { ...worker, queue: { visibilitySeconds: 60 } } },
    "queue.visibilitySeconds must be at least longestResponseSeconds (300); got 60. A message that is still worked on would be given to another task as well: raise it, or lower longestResponseSeconds.",
  ],
  [
    "a message that is lost",
    { module: { ...worker, queue: { visibilitySeconds: 43_200, receives: 10, retentionDays: 5 } } },
    "queue.retentionDays must be longer than queue.receives times queue.visibilitySeconds (432000 seconds); got 5. SQS would drop a message before it becomes a dead letter: raise it, or lower one of them.",
  ],
];

export const containers: readonly WrongEntry[] = [
  [
    "no room beside a sidecar",
    { module: { size: { cpu: 256, memoryMiB: 512 }, sidecars: { redis: { ...redis, memoryMiB: 512 } } } },
    "size.cpu must be at least 384, of which 128 units are for the module itself; got 256. Sidecars, tracing, the log router and Service Connect keep the rest: raise it, or give them less.",
    "size.memoryMiB must be at least 704, of which 128 MiB are for the module itself; got 512. Sidecars, tracing, the log router and Service Connect keep the rest: raise it, or give them less.",
  ],
  [
    "too many containers",
    {
      module: {
        size: { cpu: 4096, memoryMiB: 8192 },
        sidecars: Object.fromEntries("abcdefghi".split("").map((name) => [`side-${name}`, redis])),
      },
    },
    "sidecars must leave a task with at most 10 containers; got 11. The module's own, the one that prepares volumes, tracing and the log router count: take some out.",
  ],
  [
    "a sidecar with the module's name",
    { module: { sidecars: { app: redis } } },
    "sidecars.app has the name of a container of the platform. Choose another name.",
  ],
  [
    "the latest image",
    { module: { sidecars: { redis: { ...redis, image: "public.ecr.aws/redis/redis:latest" } } } },
    'sidecars.redis.image must be an image with registry and version; got "public.ecr.aws/redis/redis:latest". Write it as public.ecr.aws/<name>:<version>, or with a digest; with :latest every task may run another.',
  ],
  [
    "a port of the collector",
    { module: { port: 4318, tracing: true, size: { cpu: 1024, memoryMiB: 2048 } } },
    "port is a port of tracing (4317, 4318, 8888, 13133); got 4318. Choose another port.",
  ],
  [
    "a limit that Fargate has not",
    { module: { container: { ulimits: { memlock: 1024 } } } },
    "container.ulimits.memlock cannot be set on Fargate; got 1024. Only nofile can; remove the key, or use a pool.",
  ],
  [
    "a volume over the system",
    { module: { volumes: { etc: "/etc/one" } } },
    'volumes.etc must not be a folder of the system; got "/etc/one". Use one of the module\'s own, for example /models.',
  ],
  [
    "a way in without a place to write",
    { module: { container: { exec: true, readOnlyRootFilesystem: true } } },
    "container.exec needs a writable root filesystem; got true. Write readOnlyRootFilesystem: false, or exec: false.",
  ],
  [
    "a secret of the log router",
    {
      module: {
        size: { cpu: 1024, memoryMiB: 2048 },
        logRouter: { options: { Name: "http", http_Passwd: "x" } },
      },
    },
    "logRouter.options.http_Passwd must not be a secret. It would stand in state and in the task definition; use an output that the module's role may write to.",
  ],
];

export const combinations: readonly WrongEntry[] = [
  [
    "much at once",
    {
      module: {
        kind: "worker",
        protocol: "tcp",
        capacity: { kind: "ec2" },
        scaling: { requestsInFlight: 5 },
      },
    },
    'routes must be empty in a worker; got ["/one"]. It answers nobody; remove the key, or use kind: service.',
    'protocol must be http in a front end, a worker, a job or a module with routes; got "tcp". Paths are HTTP; take the routes to another module, or remove the key.',
    "capacity.pool is required with ec2. Use one of: general, gpus.",
  ],
  [
    "one task of prod on Spot",
    { profile: "prod", module: { scaling: { min: 1 }, capacity: { spotPercent: 50 } } },
    "scaling.min must be at least 2 in prod; got 1. One task is one point of failure; write 2.",
    "capacity.spotPercent must be 0 where longestResponseSeconds (300) is more than 120 in prod; got 50. Spot ends two minutes after its notice, in the middle of an answer; run on demand.",
  ],
];
