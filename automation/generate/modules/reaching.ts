import type { FieldExample, FieldExamples } from "./example";

const worker = { kind: "worker" };
const report = { schedule: "cron(0 6 ? * MON *)", timezone: "Asia/Seoul", command: ["python3", "report.py"] };
const job = (more: object = {}): FieldExample => ({ module: { jobs: { report: { ...report, ...more } } } });
const aiGateway = {
  owner: "ai-team@example.com",
  digest: "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
  tasks: 2,
};
const throttle: FieldExample = { module: { throttle: { requestsPerSecond: 20, burst: 40 } } };

/** Who the module is, who reaches it, and whom it reaches. */
export const reachingExamples: FieldExamples = {
  owner: { module: { owner: "planning-team@example.com" } },
  description: { module: { description: "Demand and production planning" } },
  port: { module: { port: 9000 } },
  kind: { module: { kind: "web" } },
  protocol: { module: { protocol: "tcp", routes: [], allowedCidrs: ["10.8.0.0/16"] } },
  allowedCidrs: {
    module: { allowedCidrs: ["10.8.0.0/16", "10.9.0.0/16"] },
    beside: { protocol: "tcp", routes: [], allowedCidrs: ["10.8.0.0/16"] },
  },
  routes: { module: { routes: ["/planning", { path: "/planning-docs", public: true }] } },
  "throttle.requestsPerSecond": throttle,
  "throttle.burst": throttle,
  loadBalancer: { module: { loadBalancer: 2 } },
  listenerPriority: { module: { listenerPriority: 100 } },
  environment: { module: { environment: { LOG_LEVEL: "info" } } },
  calls: { module: { calls: ["other", "conversion"] } },
  outbound: { module: { outbound: [{ cidr: "192.168.10.0/24", port: 1433, description: "ERP" }] } },
  "queue.visibilitySeconds": { module: { queue: { visibilitySeconds: 600 } }, beside: worker },
  "queue.receives": { module: { queue: { receives: 5 } }, beside: worker },
  "queue.retentionDays": { module: { queue: { retentionDays: 7 } }, beside: worker },
  jobs: job(),
  "jobs.*.schedule": job(),
  "jobs.*.timezone": job(),
  "jobs.*.command": job(),
  "jobs.*.tasks": job({ tasks: 2 }),
  "jobs.*.retries": job({ retries: 0 }),
  "jobs.*.maximumAgeMinutes": job({ maximumAgeMinutes: 15 }),
  "jobs.*.enabled": job({ enabled: false }),
  aiProviders: {
    module: {
      aiProviders: [
        "openai",
        { bedrock: { models: ["amazon.nova-lite-v1:0"] } },
        { sagemaker: { endpoints: ["demand-forecast"] } },
        { api: { name: "deepl", domain: "api.deepl.com", secret: true } },
      ],
    },
  },
  budgetUsd: { module: { budgetUsd: 500 } },
  "aiQuota.requestsPerMinute": {
    module: { aiQuota: { requestsPerMinute: 600 } },
    beside: { aiProviders: ["openai"] },
    aiGateway,
  },
  "aiQuota.tokensPerMinute": {
    module: { aiQuota: { tokensPerMinute: 200_000 } },
    beside: { aiProviders: ["openai"] },
    aiGateway,
  },
  "aiUsage.tokensPerHour": {
    module: { aiUsage: { tokensPerHour: 500_000 } },
    beside: { aiProviders: ["openai"] },
  },
  "aiUsage.usdPerDay": { module: { aiUsage: { usdPerDay: 20 } }, beside: { aiProviders: ["openai"] } },
  "aiUsage.anomalies": { module: { aiUsage: { anomalies: true } }, beside: { aiProviders: ["openai"] } },
};
