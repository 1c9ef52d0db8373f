import type * as pulumi from "@pulumi/pulumi";
import { AccountSecurity } from "../components/account/AccountSecurity";
import type { AlarmTopics } from "../components/alarms/AlarmTopics";
import { QuietTimes } from "../components/alarms/QuietTimes";
import { AuditTier } from "../components/audit/AuditTier";
import { BudgetsTier } from "../components/budgets/BudgetsTier";
import type { ContainerModule } from "../components/container/ContainerModule";
import { ObservabilityTier } from "../components/observability/ObservabilityTier";
import type { PlatformTier } from "../components/platform/PlatformTier";
import { LogPrivacy } from "../components/privacy/LogPrivacy";
import type { EnvironmentConfig } from "../infra/config/schema/environment";
import type { Notes } from "../infra/privacy/notes";
import type { Scope } from "../infra/scope";

/** What there is to guard. */
export interface Guarded {
  readonly scope: Scope;
  readonly platform: PlatformTier;
  readonly alarms: AlarmTopics;
  readonly modules: Readonly<Record<string, ContainerModule>>;
  readonly notes: Notes;
}

/** What watches over the tiers and serves none of them: it comes last, when all is there that it has to see. */
export function guard(
  config: EnvironmentConfig,
  { scope, platform, alarms, modules, notes }: Guarded,
  opts: pulumi.ComponentResourceOptions,
): void {
  const { deletion, keyDeletionDays } = config.data;
  const { logGroups, buckets } = notes;
  const audit = new AuditTier(
    "audit",
    { ...config.audit, deletion, keyDeletionDays, scope, platform, alarms, buckets },
    opts,
  );
  new AccountSecurity("account-security", { ...config.account, deletion, scope, platform, alarms }, opts);
  new LogPrivacy("privacy", { ...config.privacy, scope, alarms, auditKey: audit.key, logGroups }, opts);
  const { quietTimes } = config.observability;
  if (Object.keys(quietTimes).length > 0)
    new QuietTimes("quiet-times", { scope, quietTimes, alarms: alarms.noted }, opts);
  const { budget } = config;
  const roles = Object.fromEntries(Object.entries(modules).map(([name, module]) => [name, module.roles]));
  new BudgetsTier("budgets", { scope, alarms, budget, modules: config.modules, roles }, opts);
  new ObservabilityTier("observability", { scope, platform, config, modules }, opts);
}
