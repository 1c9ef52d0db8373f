import { merged } from "../../infra/config/raw";
import type { ModuleConfig } from "../../infra/config/schema/module";

/** A module's entry; of a part, only what is said differs. */
export type ModuleChange = {
  readonly [K in keyof ModuleConfig]?: ModuleConfig[K] extends readonly unknown[]
    ? ModuleConfig[K]
    : ModuleConfig[K] extends object
      ? Partial<ModuleConfig[K]>
      : ModuleConfig[K];
};

export function moduleConfig(change: ModuleChange = {}): ModuleConfig {
  return merged(plainModule, change) as ModuleConfig;
}

const plainModule: ModuleConfig = {
  owner: "team@example.com",
  kind: "service",
  protocol: "http",
  allowedCidrs: [],
  port: 8080,
  routes: ["/planning"],
  loadBalancer: 1,
  size: { cpu: 512, memoryMiB: 1024, architecture: "arm64" },
  capacity: { kind: "fargate", spotPercent: 0, onDemandBase: 1 },
  scaling: {
    min: 1,
    max: 3,
    cpuPercent: 60,
    memoryPercent: 75,
    schedules: {},
    predictive: "off",
    scaleOutSeconds: 60,
    scaleInSeconds: 300,
  },
  release: {
    strategy: "rolling",
    bakeMinutes: 10,
    stepPercent: 10,
    stepMinutes: 5,
    alarms: { errorPercent: 5 },
    smokeTest: false,
    approvalMinutes: false,
  },
  slo: false,
  health: { path: "/health", intervalSeconds: 15, timeoutSeconds: 5, graceSeconds: 120 },
  longestResponseSeconds: 300,
  environment: {},
  calls: [],
  outbound: [],
  queue: { visibilitySeconds: 300, receives: 3, retentionDays: 4 },
  jobs: {},
  aiProviders: [],
  budgetUsd: false,
  aiUsage: { anomalies: false },
  data: {
    schema: false,
    connections: 60,
    bucket: false,
    collections: false,
    cache: false,
    onRemove: "keep",
  },
  container: { readOnlyRootFilesystem: true, user: "1000", exec: false, ulimits: {} },
  sidecars: {},
  tracing: false,
  logRouter: false,
  volumes: {},
  ephemeralStorageGiB: 20,
  logRetentionDays: 30,
};
