/** By what a field's name ends with. */
const endings: readonly (readonly [ending: RegExp, unit: string])[] = [
  [/Seconds$/, "s"],
  [/Minutes$/, "min"],
  [/Days$/, "days"],
  [/GiB$/, "GiB"],
  [/MiB$/, "MiB"],
  [/Percent$/, "%"],
  [/^requestsPerSecond$/, "requests/s"],
  [/^requestsPerMinute$/, "requests/min"],
  [/^tokensPerMinute$/, "tokens/min"],
];

/** By the whole path, where the name says nothing. */
const units: Readonly<Record<string, string>> = {
  "aiUsage.tokensPerHour": "tokens/h",
  "aiUsage.usdPerDay": "USD/day",
  budgetUsd: "USD/month",
  "capacity.gpus": "GPUs",
  "capacity.onDemandBase": "tasks",
  "container.ulimits": "as the limit",
  "data.collections.*.shards": "shards",
  "data.collections.*.vectorSize": "dimensions",
  "data.collections.*.vectors": "vectors",
  "data.connections": "connections",
  "jobs.*.retries": "starts",
  "jobs.*.tasks": "tasks",
  "queue.receives": "times",
  "release.smokeTest.status": "HTTP status",
  "scaling.max": "tasks",
  "scaling.min": "tasks",
  "scaling.metric.target": "as the metric",
  "scaling.queueDepthPerTask": "messages",
  "scaling.requestsInFlight": "requests",
  "scaling.schedules.*.max": "tasks",
  "scaling.schedules.*.min": "tasks",
  "sidecars.*.cpu": "CPU units",
  "size.cpu": "CPU units",
  "slo.latency.percent": "%",
  "slo.latency.seconds": "s",
  "throttle.burst": "requests",
};

/** What a number counts; undefined for what counts nothing. */
export function unitOf(path: string): string | undefined {
  const name = path.split(".").at(-1)!;
  return units[path] ?? endings.find(([ending]) => ending.test(name))?.[1];
}
