import type { Profile } from "../../infra/config/profile";

/**
 * For trying things out: one of everything, Spot where it may stop, and data that goes with the stack.
 * Everything stays encrypted and closed; only durability and redundancy are relaxed, here and nowhere else.
 */
export const dev: Profile = {
  network: {
    cidr: "10.20.0.0/16",
    availabilityZones: 2,
    natGateways: "single",
    interfaceEndpoints: [],
    flowLogs: { traffic: "REJECT", retentionDays: 7 },
    egress: { mode: "alert", failOpen: true, logRetentionDays: 7 },
  },
  platform: { containerInsights: "disabled", deletionProtection: false, accessLogDays: 7 },
  edge: {
    throttle: { requestsPerSecond: 50, burst: 100 },
    waf: { mode: "count", requestsPerFiveMinutes: 2000 },
    logRetentionDays: 7,
  },
  data: {
    deletion: "disposable",
    keyDeletionDays: 7,
    secretRecoveryDays: 0,
    noncurrentVersionDays: 7,
    logRetentionDays: 7,
    rotationDays: false,
    bucketAccessLogs: false,
    mariadb: {
      instanceClass: "db.t4g.micro",
      multiAz: false,
      storageGiB: 20,
      maxStorageGiB: 50,
      backupRetentionDays: 1,
      performanceInsights: false,
      monitoringSeconds: 0,
    },
    qdrant: { nodes: 1, instanceType: "t4g.small", volumeGiB: 10, snapshotRetentionDays: false },
    cache: false,
    backups: false,
  },
  audit: { trail: false, logRetentionDays: 30, report: false },
  observability: {
    dashboards: false,
    subscribers: {},
    quietTimes: {},
    api: { errorPercent: 25, refusedPercent: 90, anomalyBand: false },
  },
  module: {
    size: { cpu: 512, memoryMiB: 1024 },
    capacity: { spotPercent: 100, onDemandBase: 0 },
    scaling: { min: 1, max: 2 },
    slo: false,
    aiUsage: { anomalies: false },
    release: { alarms: { errorPercent: 25 } },
    data: { connections: 10 },
    container: { readOnlyRootFilesystem: false, exec: true },
    logRetentionDays: 7,
  },
  workbench: { logs: { retentionDays: 7 } },
  pool: { spotPercent: 100 },
  subscriber: { severities: ["critical", "warning"] },
  quietTime: { severities: ["warning"] },
  costs: {
    natGbPerMonth: 10,
    endpointGbPerMonth: 10,
    flowLogGbPerMonth: 0.5,
    dnsQueriesPerMonth: 2_000_000,
    logGbPerModulePerMonth: 0.5,
    bucketGbPerModule: 5,
    loadBalancerCapacityUnits: 0.1,
    apiRequestsPerMonth: 100_000,
    responseGbPerMonth: 1,
    monthlyActiveUsers: 50,
    machineTokensPerMonth: 1_000,
  },
};
