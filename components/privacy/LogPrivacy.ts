import { LogGroup } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { AlarmDestinations } from "../../infra/alarms/createAlarm";
import type { PrivacyConfig } from "../../infra/config/schema/privacy";
import { logGroupName } from "../../infra/naming";
import { mayHoldPersonalData } from "../../infra/privacy/dataClass";
import type { NotedLogGroup } from "../../infra/privacy/notes";
import { dataProtectionPolicy } from "../../infra/privacy/policy";
import type { Scope } from "../../infra/scope";
import type { KeyRef } from "../keys/refs";
import { maskLogs } from "./masking";
import { ModulePrivacy } from "./ModulePrivacy";

export interface LogPrivacyArgs extends Pick<PrivacyConfig, "findingDays" | "identifiers"> {
  readonly scope: Scope;
  /** Of what auditors read, not of the logs themselves. */
  readonly auditKey: KeyRef;
  readonly alarms: AlarmDestinations;
  /** All that there are. */
  readonly logGroups: readonly NotedLogGroup[];
}

/** Masks personal data in every log that can hold what people wrote, and tells those who write it. */
export class LogPrivacy extends pulumi.ComponentResource {
  constructor(name: string, args: LogPrivacyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-platform:privacy:LogPrivacy", name, {}, opts);
    const { scope, alarms, identifiers } = args;
    const findings = createFindings(name, args, this);
    const policyDocument = findings.name.apply((group) =>
      dataProtectionPolicy({ findings: group, identifiers }),
    );
    const personal = args.logGroups.filter(({ path }) => mayHoldPersonalData(scope.environment, path));
    const logsOf = (module: string | undefined) => personal.filter(({ tags }) => tags.Module === module);
    const masked = { scope, alarms, findings, policyDocument };
    maskLogs(name, { ...masked, logGroups: logsOf(undefined) }, this);
    const modules = new Set(personal.flatMap(({ tags }) => tags.Module ?? []));
    for (const module of [...modules].sort()) {
      const logGroups = logsOf(module);
      const tags = { ...logGroups[0]!.tags };
      new ModulePrivacy(
        `${name}-${module}`,
        { ...masked, logGroups, module: { name: module, owner: tags.Owner!, tags } },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}

/** Where each finding is told. It holds no personal data itself, and so needs no policy. */
function createFindings(name: string, args: LogPrivacyArgs, parent: pulumi.Resource): LogGroup {
  return new LogGroup(
    `${name}-findings`,
    {
      name: logGroupName(args.scope.environment, "audit", "findings"),
      retentionInDays: args.findingDays,
      kmsKeyId: args.auditKey.arn,
    },
    { parent },
  );
}
