import * as pulumi from "@pulumi/pulumi";
import { type Deletion, durable } from "../../infra/durability";
import { alarmsUseKey } from "../../infra/iam/alarms";
import { costsUseKey } from "../../infra/iam/budgets";
import { accountOwnsKey, logsUseKey } from "../../infra/iam/statements";
import { firewallLogGroupName, logGroupName, project } from "../../infra/naming";
import type { Scope } from "../../infra/scope";
import { createKey } from "../../infra/kms/key";
import type { KeyRef } from "./refs";

export interface EnvironmentKeysArgs {
  readonly scope: Scope;
  readonly deletion: Deletion;
  readonly deletionDays: number;
}

/** The keys that the environment shares. What belongs to one module is under that module's own key. */
export class EnvironmentKeys extends pulumi.ComponentResource {
  /** Encrypts every log group, and what alarms tell. */
  readonly logs: KeyRef;
  /** Encrypts the databases and their volumes. */
  readonly data: KeyRef;

  constructor(name: string, args: EnvironmentKeysArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-platform:keys:EnvironmentKeys", name, {}, opts);
    const { scope, deletionDays } = args;
    const keyOptions = { parent: this, ...durable(args.deletion) };
    const alias = (kind: string) => `alias/${project}/${scope.environment}/${kind}`;
    this.logs = createKey(
      `${name}-logs`,
      {
        description: `Log groups and alarms of ${scope.environment}`,
        alias: alias("logs"),
        deletionDays,
        policy: scope.account.apply((account) => [
          accountOwnsKey(account),
          alarmsUseKey(account),
          costsUseKey(account),
          // RDS and the firewall write under names of their own.
          ...[
            logGroupName(scope.environment),
            "/aws/rds/instance",
            firewallLogGroupName(scope.environment),
            "/aws/rds/proxy",
          ].map((path, index) => ({
            ...logsUseKey(scope.region, account, path),
            Sid: `LogsUseKey${index}`,
          })),
        ]),
      },
      keyOptions,
    );
    this.data = createKey(
      `${name}-data`,
      {
        description: `Databases of ${scope.environment}`,
        alias: alias("data"),
        deletionDays,
        policy: scope.account.apply((account) => [accountOwnsKey(account)]),
      },
      keyOptions,
    );
    this.registerOutputs({ logs: this.logs, data: this.data });
  }
}
