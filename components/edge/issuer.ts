import { LogGroup } from "@pulumi/aws/cloudwatch";
import { Function as LambdaFunction } from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { authorizerSettings } from "../../infra/authorizerSettings";
import type { IssuerConfig } from "../../infra/config/schema/edge";
import { durable } from "../../infra/durability";
import { functionCode, functionRuntime } from "../../infra/functions";
import { onlyThese, rolesCalled } from "../../infra/iam/audit";
import { createRole, type RoleRef } from "../../infra/iam/role";
import { accountOwnsKey, generateMac, invokeFunction, writeLogs } from "../../infra/iam/statements";
import { apiTrust, functionTrust } from "../../infra/iam/trust";
import { createMacKey, type MadeKey } from "../../infra/kms/key";
import { logGroupName, project } from "../../infra/naming";
import { watchAuthorizer } from "./authorizerAlarms";
import type { EdgeTierArgs } from "./EdgeTier";
import type { Authorizer } from "./openApi";

/** Tokens of an OIDC issuer are checked by a function of ours: a REST API cannot do it by itself. */
export function createIssuerAuthorizer(
  name: string,
  issuer: IssuerConfig,
  args: EdgeTierArgs,
  parent: pulumi.Resource,
): pulumi.Output<Authorizer> {
  const { scope } = args;
  const subjectKey = createSubjectKey(name, args, parent);
  const logGroup = new LogGroup(
    `${name}-authorizer`,
    {
      name: logGroupName(scope.environment, "edge", "authorizer"),
      retentionInDays: args.logRetentionDays,
      kmsKeyId: args.logsKey.arn,
    },
    { parent },
  );
  const own = createRole(
    `${name}-authorizer`,
    {
      description: "Checks tokens",
      trust: functionTrust(),
      statements: [
        pulumi.all([logGroup.arn, subjectKey.arn]).apply(([log, key]) => [writeLogs(log), generateMac(key)]),
      ],
    },
    scope,
    { parent },
  );
  const authorizer = createFunction(name, issuer, args, { role: own, logGroup, subjectKey }, parent);
  watchAuthorizer(`${name}-authorizer`, args, { authorizer, logGroup }, parent);
  const caller = createRole(
    `${name}-calls-authorizer`,
    {
      description: "Lets the API ask the authorizer",
      trust: apiTrust(),
      statements: [authorizer.arn.apply((arn) => [invokeFunction(arn)])],
    },
    scope,
    { parent },
  );
  return pulumi
    .all([authorizer.invokeArn, caller.arn])
    .apply(([invokeArn, roleArn]) => ({ kind: "issuer" as const, invokeArn, roleArn }));
}

/** Makes the pseudonyms of users, for the authorizer and for those who audit, and for nobody else. */
function createSubjectKey(name: string, args: EdgeTierArgs, parent: pulumi.Resource): MadeKey {
  const { scope } = args;
  return createMacKey(
    `${name}-subjects`,
    {
      description: `Pseudonyms of the users of ${scope.environment}`,
      alias: `alias/${project}/${scope.environment}/subjects`,
      deletionDays: args.keyDeletionDays,
      policy: scope.account.apply((account) => [
        accountOwnsKey(account),
        // The audit role, if there is one, comes after the API.
        onlyThese(
          "OnlyAuthorizerAndAuditors",
          ["kms:GenerateMac", "kms:VerifyMac"],
          rolesCalled(account, scope.environment, [`${name}-authorizer`, "audit-auditor"]),
        ),
      ]),
    },
    { parent, ...durable(args.deletion) },
  );
}

interface FunctionParts {
  readonly role: RoleRef;
  readonly logGroup: LogGroup;
  readonly subjectKey: MadeKey;
}

function createFunction(
  name: string,
  issuer: IssuerConfig,
  args: EdgeTierArgs,
  { role, logGroup, subjectKey }: FunctionParts,
  parent: pulumi.Resource,
): LambdaFunction {
  return new LambdaFunction(
    `${name}-authorizer`,
    {
      description: "Checks the tokens of the API's callers",
      role: role.arn,
      runtime: functionRuntime,
      architectures: ["arm64"],
      handler: "index.handler",
      code: functionCode("authorizer"),
      // CPU comes with memory, and a signature is checked while a caller waits.
      memorySize: 512,
      timeout: 15,
      loggingConfig: { logFormat: "Text", logGroup: logGroup.name },
      environment: {
        variables: {
          ...authorizerSettings(issuer, args.modules),
          SUBJECT_KEY_ID: subjectKey.arn,
        },
      },
    },
    { parent },
  );
}
