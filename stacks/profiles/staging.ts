import type { Profile } from "../../infra/config/profile";

/** The shape of prod at a smaller size: the same kinds of parts, less redundancy, data that is kept. */
export const staging: Profile = {
  network: {
    cidr: "10.30.0.0/16",
    availabilityZones: 2,
    natGateways: "single",
    interfaceEndpoints: [],
    flowLogs: { traffic: "REJECT", retentionDays: 30 },
  },
  platform: { containerInsights: "enabled", deletionProtection: false, accessLogDays: 30 },
  edge: {
    throttle: { requestsPerSecond: 100, burst: 200 },
    waf: { mode: "count", requestsPerFiveMinutes: 2000 },
    logRetentionDays: 30,
  },
  data: {
    deletion: "protected",
    keyDeletionDays: 7,
    secretRecoveryDays: 7,
    noncurrentVersionDays: 30,
    logRetentionDays: 30,
    mariadb: {
      instanceClass: "db.t4g.medium",
      multiAz: false,
      storageGiB: 50,
      maxStorageGiB: 200,
      backupRetentionDays: 7,
      performanceInsights: true,
      monitoringSeconds: 60,
    },
    qdrant: { nodes: 1, instanceType: "t4g.medium", volumeGiB: 50 },
  },
  module: {
    size: { cpu: 512, memoryMiB: 1024 },
    capacity: { spotPercent: 50, onDemandBase: 1 },
    scaling: { min: 1, max: 4 },
    release: { alarms: { errorPercent: 10 } },
    container: { readOnlyRootFilesystem: true, exec: false },
    logRetentionDays: 30,
  },
  pool: { spotPercent: 50 },
  costs: {
    natGbPerMonth: 50,
    endpointGbPerMonth: 10,
    flowLogGbPerMonth: 2,
    logGbPerModulePerMonth: 2,
    bucketGbPerModule: 20,
    loadBalancerCapacityUnits: 0.5,
    apiRequestsPerMonth: 500_000,
    responseGbPerMonth: 5,
    monthlyActiveUsers: 100,
    machineTokensPerMonth: 5_000,
  },
};
