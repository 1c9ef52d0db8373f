import { InvocationLoggingConfiguration } from "@pulumi/aws/bedrockmodel";
import { LogGroup } from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import type { AccountConfig } from "../../infra/config/schema/account";
import { bedrockWritesLogs } from "../../infra/iam/aiProviders";
import { createRole } from "../../infra/iam/role";
import { serviceTrust } from "../../infra/iam/trust";
import { logGroupName } from "../../infra/naming";
import type { Scope } from "../../infra/scope";
import type { KeyRef } from "../keys/refs";

/**
 * Bedrock's own log of who invoked which model with how many tokens. An account has one setting for it in a region, and
 * without the stack that has it nothing is logged any more.
 */
export function createBedrockLogs(
  name: string,
  { scope, logsKey }: { readonly scope: Scope; readonly logsKey: KeyRef },
  { retentionDays }: Exclude<AccountConfig["bedrockLogs"], false>,
  parent: pulumi.Resource,
): void {
  const logGroup = new LogGroup(
    name,
    {
      name: logGroupName(scope.environment, "account", "bedrock"),
      retentionInDays: retentionDays,
      kmsKeyId: logsKey.arn,
    },
    { parent },
  );
  const role = createRole(
    name,
    {
      description: `Writes the log of Bedrock in ${scope.region}`,
      trust: scope.account.apply((account) =>
        serviceTrust("bedrock.amazonaws.com", account, `arn:aws:bedrock:${scope.region}:${account}:*`),
      ),
      statements: [logGroup.arn.apply((arn) => [bedrockWritesLogs(arn)])],
    },
    scope,
    { parent },
  );
  new InvocationLoggingConfiguration(
    name,
    {
      loggingConfig: {
        cloudwatchConfig: { logGroupName: logGroup.name, roleArn: role.arn },
        // What is said here would be prompts and answers, and the default is to write them.
        textDataDeliveryEnabled: false,
        imageDataDeliveryEnabled: false,
        embeddingDataDeliveryEnabled: false,
        videoDataDeliveryEnabled: false,
      },
    },
    { parent },
  );
}
