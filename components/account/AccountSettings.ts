import { Account } from "@pulumi/aws/apigateway";
import * as pulumi from "@pulumi/pulumi";
import type { AlarmDestinations } from "../../infra/alarms/createAlarm";
import type { AccountConfig } from "../../infra/config/schema/account";
import { createRole } from "../../infra/iam/role";
import { pushApiLogs } from "../../infra/iam/statements";
import { apiTrust } from "../../infra/iam/trust";
import type { Scope } from "../../infra/scope";
import type { KeyRef } from "../keys/refs";
import { createBedrockLogs } from "./bedrockLogs";
import { createCostAnomalies } from "./costAnomalies";
import { activateCostTags } from "./costTags";

export interface AccountSettingsArgs extends AccountConfig {
  readonly scope: Scope;
  readonly logsKey: KeyRef;
  readonly alarms: AlarmDestinations;
}

/** What an account has once for a region, as far as this environment is the one to set it. */
export class AccountSettings extends pulumi.ComponentResource {
  constructor(name: string, args: AccountSettingsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-platform:account:AccountSettings", name, {}, opts);
    if (args.apiGatewayLogs) createApiLogRole(`${name}-api-logs`, args.scope, this);
    if (args.bedrockLogs) createBedrockLogs(`${name}-bedrock-logs`, args, args.bedrockLogs, this);
    if (args.costAnomalies) createCostAnomalies(`${name}-costs`, args.alarms, args.costAnomalies, this);
    if (args.costTags) activateCostTags(`${name}-costs`, this);
    this.registerOutputs({});
  }
}

function createApiLogRole(name: string, scope: Scope, parent: pulumi.Resource): void {
  const role = createRole(
    name,
    {
      description: `Writes the logs of every API in ${scope.region}`,
      trust: apiTrust(),
      statements: [scope.account.apply((account) => [pushApiLogs(scope.region, account)])],
    },
    scope,
    { parent },
  );
  new Account(name, { cloudwatchRoleArn: role.arn }, { parent });
}
