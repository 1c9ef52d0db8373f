import { ResourceServer, UserPool, UserPoolClient, UserPoolDomain } from "@pulumi/aws/cognito";
import type * as pulumi from "@pulumi/pulumi";
import type { ClientConfig } from "../../infra/config/schema/edge";
import { durable } from "../../infra/durability";
import { project } from "../../infra/naming";
import { scopeInToken, scopesOf } from "../../infra/routes";
import type { EdgeTierArgs } from "./EdgeTier";
import type { Authorizer } from "./openApi";

/** A user pool whose people are invited, a scope for each module, and an app client for each client. */
export function createCognitoAuthorizer(
  name: string,
  args: EdgeTierArgs,
  parent: pulumi.Resource,
): pulumi.Output<Authorizer> {
  const pool = createPool(name, args, parent);
  const server = createResourceServer(name, args, pool, parent);
  // People sign in there, and machines get their tokens there.
  new UserPoolDomain(
    name,
    {
      userPoolId: pool.id,
      domain: args.scope.account.apply((account) => `${project}-${args.scope.environment}-${account}`),
    },
    { parent },
  );
  for (const [client, config] of Object.entries(args.clients))
    new UserPoolClient(`${name}-${client}`, clientArgs(client, config, pool.id), {
      parent,
      dependsOn: server,
    });
  return pool.arn.apply((userPoolArn) => ({ kind: "cognito" as const, userPoolArn }));
}

function createPool(name: string, { scope, deletion }: EdgeTierArgs, parent: pulumi.Resource): UserPool {
  return new UserPool(
    name,
    {
      name: `${project}-${scope.environment}`,
      usernameAttributes: ["email"],
      usernameConfiguration: { caseSensitive: false },
      autoVerifiedAttributes: ["email"],
      accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
      adminCreateUserConfig: { allowAdminCreateUserOnly: true },
      passwordPolicy: {
        minimumLength: 14,
        requireLowercase: true,
        requireUppercase: true,
        requireNumbers: true,
        requireSymbols: true,
        temporaryPasswordValidityDays: 7,
      },
      mfaConfiguration: "ON",
      softwareTokenMfaConfiguration: { enabled: true },
      deletionProtection: deletion === "protected" ? "ACTIVE" : "INACTIVE",
    },
    { parent, ...durable(deletion) },
  );
}

function createResourceServer(
  name: string,
  { modules }: EdgeTierArgs,
  pool: UserPool,
  parent: pulumi.Resource,
): ResourceServer {
  return new ResourceServer(
    name,
    {
      userPoolId: pool.id,
      identifier: project,
      name: project,
      scopes: scopesOf(modules).map((scopeName) => ({ scopeName, scopeDescription: `Call ${scopeName}` })),
    },
    { parent },
  );
}

function clientArgs(name: string, client: ClientConfig, userPoolId: pulumi.Output<string>) {
  const scopes = (client.scopes ?? []).map((scope) => scopeInToken("cognito", scope));
  const common = {
    name,
    userPoolId,
    allowedOauthFlowsUserPoolClient: true,
    supportedIdentityProviders: ["COGNITO"],
    // No way to a token with a password in a request.
    explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
    preventUserExistenceErrors: "ENABLED",
    enableTokenRevocation: true,
    accessTokenValidity: 60,
    tokenValidityUnits: { accessToken: "minutes" },
  };
  return client.kind === "machine"
    ? {
        ...common,
        generateSecret: true,
        allowedOauthFlows: ["client_credentials"],
        allowedOauthScopes: scopes,
      }
    : {
        ...common,
        generateSecret: false,
        allowedOauthFlows: ["code"],
        allowedOauthScopes: ["openid", ...scopes],
        callbackUrls: client.returnUrls,
        logoutUrls: client.returnUrls,
      };
}
