import type { FieldExample, FieldExamples } from "./example";

const onPool = { capacity: { kind: "ec2", pool: "general" } };
const onGpu = {
  size: { cpu: 4096, memoryMiB: 15360, architecture: "x86_64" },
  capacity: { kind: "gpu", gpus: 1 },
};
const canary = { release: { strategy: "canary" } };
const night = { at: "cron(0 21 ? * MON-FRI *)", timezone: "Asia/Seoul", min: 0, max: 0 };
const morning = { at: "cron(0 7 ? * MON-FRI *)", timezone: "Asia/Seoul", min: 1, max: 4 };
const answered = { availabilityPercent: 99.5, latency: false };
const quick = { availabilityPercent: 99.5, latency: { seconds: 5, percent: 90 } };
const schedules = { night, morning };
const metric = {
  namespace: "Planning",
  name: "OpenConversations",
  dimensions: { Environment: "dev" },
  statistic: "Average",
  target: 20,
};

/** How much runs, where, and how a release takes over. */
export const runningExamples: FieldExamples = {
  "size.cpu": { module: { size: { cpu: 1024, memoryMiB: 2048 } } },
  "size.memoryMiB": { module: { size: { memoryMiB: 2048 } } },
  "size.architecture": { module: { size: { architecture: "x86_64" } } },
  "capacity.kind": { module: onPool },
  "capacity.spotPercent": { module: { capacity: { spotPercent: 0 } } },
  "capacity.onDemandBase": { module: { capacity: { onDemandBase: 1 } } },
  "capacity.pool": { module: onPool },
  "capacity.gpus": { module: onGpu },
  "capacity.gpuNames": { module: { capacity: { gpuNames: ["l4"] } }, beside: onGpu },
  "capacity.placement": { module: { capacity: { placement: ["binpack-cpu"] } }, beside: onPool },
  "capacity.constraints": { module: { capacity: { constraints: ["distinct-instances"] } }, beside: onPool },
  ...scaling(),
  ...release(),
  slo: { module: { slo: answered } },
  "slo.availabilityPercent": { module: { slo: answered } },
  "slo.latency": { module: { slo: quick } },
  "slo.latency.seconds": { module: { slo: quick } },
  "slo.latency.percent": { module: { slo: quick } },
  "health.path": { module: { health: { path: "/ready" } } },
  "health.intervalSeconds": { module: { health: { intervalSeconds: 30 } } },
  "health.timeoutSeconds": { module: { health: { timeoutSeconds: 3 } } },
  "health.graceSeconds": { module: { health: { graceSeconds: 600 } } },
  "health.command": { module: { health: { command: ["python3", "check.py"] } } },
  longestResponseSeconds: { module: { longestResponseSeconds: 600 } },
};

function scaling(): FieldExamples {
  const ofMetric: FieldExample = { module: { scaling: { metric } } };
  const ofSchedule: FieldExample = { module: { scaling: { schedules } } };
  return {
    "scaling.min": { module: { scaling: { min: 2 } } },
    "scaling.max": { module: { scaling: { max: 6 } } },
    "scaling.cpuPercent": { module: { scaling: { cpuPercent: 50 } } },
    "scaling.memoryPercent": { module: { scaling: { memoryPercent: false } } },
    "scaling.requestsInFlight": { module: { scaling: { requestsInFlight: 8 } } },
    "scaling.queueDepthPerTask": {
      module: { scaling: { queueDepthPerTask: 20 } },
      beside: { kind: "worker" },
    },
    "scaling.metric.namespace": ofMetric,
    "scaling.metric.name": ofMetric,
    "scaling.metric.dimensions": ofMetric,
    "scaling.metric.statistic": ofMetric,
    "scaling.metric.target": ofMetric,
    "scaling.schedules": ofSchedule,
    "scaling.schedules.*.at": ofSchedule,
    "scaling.schedules.*.timezone": ofSchedule,
    "scaling.schedules.*.min": ofSchedule,
    "scaling.schedules.*.max": ofSchedule,
    "scaling.predictive": { module: { scaling: { predictive: "forecast" } } },
    "scaling.scaleOutSeconds": { module: { scaling: { scaleOutSeconds: 30 } } },
    "scaling.scaleInSeconds": { module: { scaling: { scaleInSeconds: 600 } } },
  };
}

function release(): FieldExamples {
  const smokeTest: FieldExample = {
    module: { release: { smokeTest: { path: "/health", status: 200 } } },
    beside: canary,
  };
  const alarms: FieldExample = { module: { release: { alarms: { errorPercent: 2, responseSeconds: 10 } } } };
  return {
    "release.strategy": { module: { release: { strategy: "blue-green" } } },
    "release.bakeMinutes": { module: { release: { bakeMinutes: 30 } }, beside: canary },
    "release.stepPercent": { module: { release: { stepPercent: 20 } }, beside: canary },
    "release.stepMinutes": { module: { release: { stepMinutes: 15 } }, beside: canary },
    "release.alarms": { module: { release: { alarms: false } } },
    "release.alarms.errorPercent": alarms,
    "release.alarms.responseSeconds": alarms,
    "release.smokeTest": smokeTest,
    "release.smokeTest.path": smokeTest,
    "release.smokeTest.status": smokeTest,
    "release.approvalMinutes": { module: { release: { approvalMinutes: 60 } }, beside: canary },
  };
}
