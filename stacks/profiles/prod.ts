import type { Profile } from "../../infra/config/profile";

/** For customers: no single point of failure, data that outlives mistakes, records that are kept. */
export const prod: Profile = {
  network: {
    cidr: "10.40.0.0/16",
    availabilityZones: 3,
    natGateways: "per-zone",
    interfaceEndpoints: ["kms", "logs", "secretsmanager"],
    flowLogs: { traffic: "ALL", retentionDays: 365 },
  },
  platform: { containerInsights: "enhanced", deletionProtection: true, accessLogDays: 365 },
  edge: {
    throttle: { requestsPerSecond: 500, burst: 1000 },
    waf: { mode: "block", requestsPerFiveMinutes: 10000 },
    logRetentionDays: 365,
  },
  data: {
    deletion: "protected",
    keyDeletionDays: 30,
    secretRecoveryDays: 30,
    noncurrentVersionDays: 90,
    logRetentionDays: 365,
    mariadb: {
      instanceClass: "db.r7g.large",
      multiAz: true,
      storageGiB: 100,
      maxStorageGiB: 1000,
      backupRetentionDays: 35,
      performanceInsights: true,
      monitoringSeconds: 60,
    },
    qdrant: { nodes: 3, instanceType: "r7g.large", volumeGiB: 100 },
  },
  module: {
    size: { cpu: 1024, memoryMiB: 2048 },
    capacity: { spotPercent: 0, onDemandBase: 2 },
    scaling: { min: 2, max: 10 },
    release: { alarms: { errorPercent: 5 } },
    container: { readOnlyRootFilesystem: true, exec: false },
    logRetentionDays: 365,
  },
  pool: { spotPercent: 0 },
  costs: {
    natGbPerMonth: 200,
    endpointGbPerMonth: 250,
    flowLogGbPerMonth: 20,
    logGbPerModulePerMonth: 10,
    bucketGbPerModule: 100,
    loadBalancerCapacityUnits: 2,
    apiRequestsPerMonth: 10_000_000,
    responseGbPerMonth: 100,
    monthlyActiveUsers: 5_000,
    machineTokensPerMonth: 50_000,
  },
};
