import type { Profile } from "../../infra/config/profile";

/**
 * For trying things out: one of everything, Spot where it may stop, and data that goes with the stack.
 * Everything stays encrypted and closed; only durability and redundancy are relaxed, here and nowhere else.
 */
export const dev: Profile = {
  tags: {},
  network: {
    cidr: "10.20.0.0/16",
    availabilityZones: 2,
    natGateways: "single",
    interfaceEndpoints: [],
    flowLogs: { traffic: "REJECT", retentionDays: 7 },
  },
  platform: { containerInsights: "disabled", deletionProtection: false, accessLogDays: 7 },
  data: {
    deletion: "disposable",
    keyDeletionDays: 7,
    secretRecoveryDays: 0,
    noncurrentVersionDays: 7,
    logRetentionDays: 7,
    mariadb: {
      version: "11.8",
      instanceClass: "db.t4g.micro",
      multiAz: false,
      storageGiB: 20,
      maxStorageGiB: 50,
      backupRetentionDays: 1,
      backupWindow: "18:00-19:00",
      maintenanceWindow: "sun:19:30-sun:20:30",
      performanceInsights: false,
      monitoringSeconds: 0,
    },
    qdrant: { version: "1.19.0", nodes: 1, instanceType: "t4g.small", volumeGiB: 10 },
  },
  module: {
    port: 8080,
    size: { cpu: 512, memoryMiB: 1024, architecture: "arm64" },
    capacity: { spotPercent: 100, onDemandBase: 0 },
    scaling: { min: 1, max: 2, cpuPercent: 60, memoryPercent: 75 },
    health: { path: "/health", intervalSeconds: 15, timeoutSeconds: 5, graceSeconds: 120 },
    longestResponseSeconds: 300,
    environment: {},
    aiProviders: [],
    data: { schema: false, bucket: false, collections: false },
    container: { readOnlyRootFilesystem: false, user: "1000", exec: true },
    ephemeralStorageGiB: 20,
    logRetentionDays: 7,
  },
  costs: {
    hoursPerMonth: 730,
    natGbPerMonth: 10,
    endpointGbPerMonth: 10,
    flowLogGbPerMonth: 0.5,
    logGbPerModulePerMonth: 0.5,
    bucketGbPerModule: 5,
    loadBalancerCapacityUnits: 0.1,
    insightsMetricsPerService: 15,
    enhancedInsightsMetricsPerService: 60,
    spotDiscountPercent: 65,
    savingsPlanPercent: 0,
  },
};
