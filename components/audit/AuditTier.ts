import * as pulumi from "@pulumi/pulumi";
import type { AlarmDestinations } from "../../infra/alarms/createAlarm";
import type { AuditConfig } from "../../infra/config/schema/audit";
import type { Deletion } from "../../infra/durability";
import type { NotedBucket } from "../../infra/privacy/notes";
import type { Scope } from "../../infra/scope";
import type { KeyRef } from "../keys/refs";
import type { PlatformRef } from "../platform/refs";
import { createAccessLog } from "./accessLog";
import { createAuditKey } from "./key";
import { createReport, createReportBucket } from "./report";
import { createAuditRole, createBreakGlassRole } from "./roles";
import { createTrail, createTrailBucket, trailArnOf } from "./trail";

export interface AuditTierArgs extends AuditConfig {
  readonly scope: Scope;
  readonly platform: Pick<PlatformRef, "cluster">;
  readonly alarms: AlarmDestinations;
  readonly deletion: Deletion;
  readonly keyDeletionDays: number;
  /** Whose objects the trail watches. */
  readonly buckets: readonly NotedBucket[];
}

/** Who did what: the records, who reads them, and who may do in an emergency what nobody may otherwise. */
export class AuditTier extends pulumi.ComponentResource {
  /** Encrypts the records and all that auditors read. */
  readonly key: KeyRef;

  constructor(name: string, args: AuditTierArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-platform:audit:AuditTier", name, {}, opts);
    const { trail, report, scope } = args;
    const bucket = trail ? createTrailBucket(`${name}-trail`, args, this) : undefined;
    const reports = report ? createReportBucket(`${name}-report`, args, this) : undefined;
    const auditRole = createAuditRole(`${name}-auditor`, args, [bucket, reports], this);
    const breakGlass = createBreakGlassRole(`${name}-break-glass`, args, this);
    const key = createAuditKey(name, args, { trailArn: trailArnOf(scope), auditRole }, this);
    if (trail && bucket) createTrail(`${name}-trail`, args, trail, { bucket, key }, this);
    if (trail) createAccessLog(`${name}-access`, args, { key, breakGlass }, this);
    if (report && reports) createReport(`${name}-report`, args, report, { bucket: reports, key }, this);
    this.key = key;
    this.registerOutputs({ key: this.key });
  }
}
