import type {
  BackupsConfig,
  CacheConfig,
  DataConfig,
  MariadbConfig,
  QdrantConfig,
} from "../../infra/config/schema/data";

export function mariadbConfig(change: Partial<MariadbConfig> = {}): MariadbConfig {
  return {
    version: "11.8",
    instanceClass: "db.r7g.large",
    multiAz: true,
    storageGiB: 100,
    maxStorageGiB: 1000,
    backupRetentionDays: 35,
    backupWindow: "18:00-19:00",
    maintenanceWindow: "sun:19:30-sun:20:30",
    performanceInsights: true,
    monitoringSeconds: 60,
    proxy: false,
    ...change,
  };
}

export function qdrantConfig(change: Partial<QdrantConfig> = {}): QdrantConfig {
  return {
    version: "1.19.0",
    nodes: 1,
    instanceType: "t4g.small",
    volumeGiB: 50,
    snapshotRetentionDays: false,
    ...change,
  };
}

export function cacheConfig(change: Partial<CacheConfig> = {}): CacheConfig {
  return { version: "9", nodeType: "cache.t4g.small", replicas: 1, ...change };
}

export function backupsConfig(change: Partial<BackupsConfig> = {}): BackupsConfig {
  return { time: "21:00", dailyDays: 35, monthlyDays: 365, restoreTesting: true, ...change };
}

export function dataConfig(change: Partial<DataConfig> = {}): DataConfig {
  return {
    deletion: "protected",
    keyDeletionDays: 30,
    secretRecoveryDays: 30,
    noncurrentVersionDays: 90,
    logRetentionDays: 365,
    rotationDays: false,
    keyMaximumAgeDays: 180,
    bucketAccessLogs: false,
    mariadb: mariadbConfig(),
    qdrant: qdrantConfig(),
    cache: false,
    backups: false,
    ...change,
  };
}
