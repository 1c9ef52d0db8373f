import type * as pulumi from "@pulumi/pulumi";
import type { MariadbConfig } from "../../../infra/config/schema/data";
import type { Deletion } from "../../../infra/durability";
import { logKinds } from "./logs";

export interface ServerSettings extends MariadbConfig {
  readonly deletion: Deletion;
}

/** What hangs on other resources, and server and replica have alike. */
export interface SharedResources {
  readonly vpcSecurityGroupIds: pulumi.Input<string>[];
  readonly parameterGroupName: pulumi.Input<string>;
  readonly optionGroupName?: pulumi.Input<string>;
  readonly performanceInsightsKmsKeyId?: pulumi.Input<string>;
  readonly monitoringRoleArn?: pulumi.Input<string>;
}

/** What else they have alike. */
export function commonSettings(args: ServerSettings) {
  return {
    instanceClass: args.instanceClass,
    autoMinorVersionUpgrade: true,
    maxAllocatedStorage: args.maxStorageGiB,
    // Without it the provider takes a replica, which is as encrypted as its source, for one to replace.
    storageEncrypted: true,
    caCertIdentifier: "rds-ca-rsa2048-g1",
    publiclyAccessible: false,
    maintenanceWindow: args.maintenanceWindow,
    enabledCloudwatchLogsExports: [...logKinds(args.deletion)],
    performanceInsightsEnabled: args.performanceInsights,
    ...(args.performanceInsights ? { performanceInsightsRetentionPeriod: 7 } : {}),
    monitoringInterval: args.monitoringSeconds,
    // Where data is protected, a change that restarts the database waits for the maintenance window.
    applyImmediately: args.deletion === "disposable",
  };
}

/**
 * All that is plain; the provider's own defaults are no backups, no encryption and an old certificate. Speed of the
 * storage is not among it: RDS takes none for gp3 below 400 GiB, and gives more by itself from there.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage
 */
export function serverSettings(identifier: string, args: ServerSettings) {
  const keep = args.deletion === "protected";
  return {
    ...commonSettings(args),
    identifier,
    engine: "mariadb",
    engineVersion: args.version,
    // Each version that a stack file can name is a major one, and nothing else changes it.
    allowMajorVersionUpgrade: true,
    multiAz: args.multiAz,
    storageType: "gp3",
    allocatedStorage: args.storageGiB,
    username: "admin",
    manageMasterUserPassword: true,
    backupRetentionPeriod: args.backupRetentionDays,
    backupWindow: args.backupWindow,
    copyTagsToSnapshot: true,
    deletionProtection: keep,
    deleteAutomatedBackups: !keep,
    skipFinalSnapshot: !keep,
    ...(keep ? { finalSnapshotIdentifier: `${identifier}-final` } : {}),
  };
}
