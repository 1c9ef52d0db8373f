import * as pulumi from "@pulumi/pulumi";
import { type Guards, findingAlarms } from "../../infra/account/findings";
import type { AlarmDestinations } from "../../infra/alarms/createAlarm";
import { createEventAlarm } from "../../infra/alarms/createEventAlarm";
import type { Deletion } from "../../infra/durability";
import type { Scope } from "../../infra/scope";
import type { PlatformRef } from "../platform/refs";
import { createAccessAnalyzer } from "./accessAnalyzer";
import { createConfig } from "./config";
import { createGuardDuty } from "./guardDuty";
import { createInspector } from "./inspector";
import { createSecurityHub } from "./securityHub";

export interface AccountSecurityArgs extends Guards {
  readonly scope: Scope;
  readonly deletion: Deletion;
  readonly platform: Pick<PlatformRef, "eventLog">;
  readonly alarms: AlarmDestinations;
}

/** AWS's own guards of the account, as far as this environment is the one to turn them on, and who hears of them. */
export class AccountSecurity extends pulumi.ComponentResource {
  constructor(name: string, args: AccountSecurityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-platform:account:AccountSecurity", name, {}, opts);
    const { scope, guardDuty, securityHub, inspector, accessAnalyzer, config, platform, alarms } = args;
    if (config) createConfig(`${name}-config`, args, config, this);
    if (guardDuty) createGuardDuty(`${name}-guardduty`, guardDuty, this);
    if (inspector) createInspector(`${name}-inspector`, scope, inspector, this);
    if (accessAnalyzer) createAccessAnalyzer(`${name}-access-analyzer`, scope, accessAnalyzer, this);
    if (securityHub) createSecurityHub(`${name}-securityhub`, scope, securityHub, this);
    for (const alarm of findingAlarms(args))
      createEventAlarm(
        `${name}-${alarm.what}`,
        { ...alarm, runbook: "findings", events: 1, period: 300 },
        platform.eventLog,
        alarms,
        this,
      );
    this.registerOutputs({});
  }
}
