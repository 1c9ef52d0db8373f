import { expect } from "chai";
import { account, cognitoClients } from "../../support/fixtures";
import { only } from "../../support/harness";
import { apiOf, edge, modules } from "./newEdge";

const types = {
  pool: "aws:cognito/userPool:UserPool",
  server: "aws:cognito/resourceServer:ResourceServer",
  domain: "aws:cognito/userPoolDomain:UserPoolDomain",
  client: "aws:cognito/userPoolClient:UserPoolClient",
};

describe("Cognito in front of the API", () => {
  for (const [deletion, keep] of [
    ["protected", true],
    ["disposable", false],
  ] as const)
    it(`invites people, asks them for a second factor, and ${keep ? "keeps" : "forgets"} them where data is ${deletion}`, async () => {
      const { graph } = await edge({ deletion });
      const { inputs, options } = only(graph, types.pool);
      expect(inputs).to.deep.equal({
        name: "ai-platform-test",
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
        deletionProtection: keep ? "ACTIVE" : "INACTIVE",
      });
      expect(options).to.include({ protect: keep, retainOnDelete: keep });
    });

  it("knows every scope that a route asks for, once and in order, however the modules stand", async () => {
    for (const order of [modules, Object.fromEntries(Object.entries(modules).reverse())]) {
      const { graph } = await edge({ modules: order });
      expect(only(graph, types.server).inputs).to.deep.equal({
        userPoolId: only(graph, types.pool).outputs.id,
        identifier: "ai-platform",
        name: "ai-platform",
        scopes: [
          { scopeName: "planning.invoke", scopeDescription: "Call planning.invoke" },
          { scopeName: "plans", scopeDescription: "Call plans" },
        ],
      });
    }
  });

  it("signs people in under a name that nobody else in the world has", async () => {
    const { graph } = await edge();
    expect(only(graph, types.domain).inputs).to.deep.equal({
      userPoolId: only(graph, types.pool).outputs.id,
      domain: `ai-platform-test-${account}`,
    });
  });

  const common = {
    allowedOauthFlowsUserPoolClient: true,
    supportedIdentityProviders: ["COGNITO"],
    explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
    preventUserExistenceErrors: "ENABLED",
    enableTokenRevocation: true,
    accessTokenValidity: 60,
    tokenValidityUnits: { accessToken: "minutes" },
  };
  const cases = {
    batch: {
      name: "batch",
      generateSecret: true,
      allowedOauthFlows: ["client_credentials"],
      allowedOauthScopes: ["ai-platform/planning.invoke"],
    },
    desk: {
      name: "desk",
      generateSecret: false,
      allowedOauthFlows: ["code"],
      allowedOauthScopes: ["openid", "ai-platform/planning.invoke", "ai-platform/plans"],
      callbackUrls: ["https://app.example.com/signed-in"],
      logoutUrls: ["https://app.example.com/signed-in"],
    },
  };
  for (const [client, expected] of Object.entries(cases))
    it(`knows ${client}, a ${cognitoClients[client]!.kind}, once its scopes are there`, async () => {
      const { graph } = await edge({ clients: cognitoClients });
      const { inputs, options } = only(graph, types.client, `edge-${client}`);
      expect(inputs).to.deep.equal({
        ...common,
        ...expected,
        userPoolId: only(graph, types.pool).outputs.id,
      });
      expect(options.dependencies).to.include(only(graph, types.server).urn);
    });

  it("lets a client without scopes ask for none of ours", async () => {
    const { scopes: _, ...desk } = cognitoClients.desk!;
    const { graph } = await edge({ clients: { desk } });
    expect(only(graph, types.client).inputs.allowedOauthScopes).to.deep.equal(["openid"]);
  });

  it("is what the API asks about a token", async () => {
    const { graph } = await edge();
    expect(apiOf(graph).components.securitySchemes).to.deep.equal({
      authorizer: {
        type: "apiKey",
        name: "Authorization",
        in: "header",
        "x-amazon-apigateway-authtype": "cognito_user_pools",
        "x-amazon-apigateway-authorizer": {
          type: "cognito_user_pools",
          providerARNs: [only(graph, types.pool).outputs.arn],
          authorizerResultTtlInSeconds: 300,
        },
      },
    });
  });
});
