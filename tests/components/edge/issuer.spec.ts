import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readSettings } from "../../../functions/authorizer/settings";
import type { Graph } from "../../../simulator/graph";
import { bearer, kmsOf } from "../../functions/authorizer/support/api";
import { selfSigned } from "../../functions/authorizer/support/certificate";
import { claims, KeyPage, makeKey, sign } from "../../functions/authorizer/support/issuer";
import { issuerServer, type KmsRequest, kmsServer, lambda } from "../../functions/authorizer/support/lambda";
import { account, issuer, keyArn, moduleConfig, statementsOf } from "../../support/fixtures";
import { only } from "../../support/harness";
import { apiOf, edge, modules, operationsOf } from "./newEdge";

const types = {
  function: "aws:lambda/function:Function",
  key: "aws:kms/key:Key",
  log: "aws:cloudwatch/logGroup:LogGroup",
  policy: "aws:iam/rolePolicy:RolePolicy",
  role: "aws:iam/role:Role",
};

/** What the function finds in its environment. */
const variablesOf = (graph: Graph) =>
  (only(graph, types.function).inputs.environment as { variables: Record<string, string> }).variables;

/** The text that Lambda would start. */
const codeOf = (graph: Graph) =>
  (only(graph, types.function).inputs.code as { assets: Record<string, { text: string }> }).assets;

const routes = [
  { path: "/v1/planning", scopes: ["planning.invoke"] },
  { path: "/v2/planning", scopes: ["planning.invoke", "plans"] },
];

describe("an issuer of one's own in front of the API", () => {
  for (const [deletion, keep] of [
    ["protected", true],
    ["disposable", false],
  ] as const)
    it(`gets a key for pseudonyms, which ${keep ? "outlives" : "goes with"} the edge where data is ${deletion}`, async () => {
      const { graph } = await edge({ authentication: issuer, deletion, keyDeletionDays: 7 });
      const { inputs, options, outputs } = only(graph, types.key);
      const { policy, ...rest } = inputs;
      expect(rest).to.deep.equal({
        description: "Pseudonyms of the users of test",
        keyUsage: "GENERATE_VERIFY_MAC",
        customerMasterKeySpec: "HMAC_256",
        deletionWindowInDays: 7,
      });
      expect(statementsOf(policy)).to.deep.equal([
        {
          Sid: "AccountOwnsKey",
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${account}:root` },
          Action: "kms:*",
          Resource: "*",
        },
        {
          Sid: "OnlyAuthorizerAndAuditors",
          Effect: "Deny",
          Principal: "*",
          Action: ["kms:GenerateMac", "kms:VerifyMac"],
          Resource: "*",
          Condition: {
            ArnNotEquals: {
              "aws:PrincipalArn": ["edge-authorizer", "audit-auditor"].map(
                (name) => `arn:aws:iam::${account}:role/ai-platform/test/${name}-*`,
              ),
            },
            Bool: { "aws:PrincipalIsAWSService": "false" },
          },
        },
      ]);
      expect(options).to.include({ protect: keep, retainOnDelete: keep });
      expect(only(graph, "aws:kms/alias:Alias").inputs).to.deep.equal({
        name: "alias/ai-platform/test/subjects",
        targetKeyId: outputs.id,
      });
    });

  it("is asked by exactly this function, which writes into a log group of its own", async () => {
    const { graph } = await edge({ authentication: issuer, logRetentionDays: 7 });
    const log = only(graph, types.log, "edge-authorizer");
    expect(log.inputs).to.deep.equal({
      name: "/ai-platform/test/edge/authorizer",
      retentionInDays: 7,
      kmsKeyId: keyArn("logs"),
    });
    const { code: _, ...inputs } = only(graph, types.function).inputs;
    expect(inputs).to.deep.equal({
      description: "Checks the tokens of the API's callers",
      role: only(graph, types.role, "edge-authorizer").outputs.arn,
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "index.handler",
      memorySize: 512,
      timeout: 15,
      loggingConfig: { logFormat: "Text", logGroup: "/ai-platform/test/edge/authorizer" },
      environment: {
        variables: {
          ISSUER: issuer.issuer,
          AUDIENCE: JSON.stringify(issuer.audience),
          JWKS_URI: issuer.jwksUri,
          ROUTES: JSON.stringify(routes),
          SUBJECT_KEY_ID: only(graph, types.key).outputs.arn,
        },
      },
    });
    expect(Object.keys(codeOf(graph))).to.deep.equal(["index.js"]);
  });

  it("has two roles, one for each side of the function", async () => {
    const { graph } = await edge({ authentication: issuer });
    const roles = ["edge-authorizer", "edge-calls-authorizer"].map(
      (name) => only(graph, types.role, name).inputs,
    );
    expect(roles.map(({ description }) => description)).to.deep.equal([
      "Checks tokens",
      "Lets the API ask the authorizer",
    ]);
    const [own, caller] = roles.map(({ assumeRolePolicy }) => statementsOf(assumeRolePolicy));
    expect(own).to.deep.equal([
      {
        Sid: "AssumeByFunction",
        Effect: "Allow",
        Principal: { Service: "lambda.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ]);
    expect(caller).to.deep.equal([
      {
        Sid: "AssumeByApi",
        Effect: "Allow",
        Principal: { Service: "apigateway.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ]);
  });

  it("is asked only once every role may do what it must", async () => {
    const { graph } = await edge({ authentication: issuer });
    const policy = (name: string) => only(graph, types.policy, name).urn;
    expect(only(graph, types.function).options.dependencies).to.include(policy("edge-authorizer"));
    const api = only(graph, "aws:apigateway/restApi:RestApi");
    expect(api.options.dependencies).to.include(policy("edge-calls-authorizer"));
  });

  it("is what the API asks about a token, by the function", async () => {
    const { graph } = await edge({ authentication: issuer });
    const api = apiOf(graph);
    expect(api.components.securitySchemes).to.deep.equal({
      authorizer: {
        type: "apiKey",
        name: "Authorization",
        in: "header",
        "x-amazon-apigateway-authtype": "custom",
        "x-amazon-apigateway-authorizer": {
          type: "request",
          authorizerUri: only(graph, types.function).outputs.invokeArn,
          authorizerCredentials: only(graph, types.role, "edge-calls-authorizer").outputs.arn,
          identitySource: "method.request.header.Authorization",
          authorizerResultTtlInSeconds: 300,
        },
      },
    });
    // Scopes there would make API Gateway look for a user pool.
    for (const { path, operation } of operationsOf(api))
      expect(operation.security, path).to.deep.equal(path.includes("planning") ? [{ authorizer: [] }] : []);
  });

  it("hands the function settings that it reads as they were meant", async () => {
    const { graph } = await edge({ authentication: issuer });
    expect(readSettings(variablesOf(graph))).to.deep.equal({
      issuer: issuer.issuer,
      audience: issuer.audience,
      jwksUri: issuer.jwksUri,
      routes,
      subjectKeyId: only(graph, types.key).outputs.arn,
      clockSkewSeconds: 60,
    });
  });

  it("publishes its keys at the usual place unless told", async () => {
    const { jwksUri: _, ...usual } = issuer;
    const variables = variablesOf((await edge({ authentication: usual })).graph);
    expect(variables).to.not.have.property("JWKS_URI");
    expect(readSettings(variables)).to.not.have.property("jwksUri");
  });

  it("opens to a token the paths of its scopes, when the function starts as Lambda starts it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ai-platform-edge-"));
    const home = join(folder, "task");
    mkdirSync(home);
    const tls = selfSigned();
    writeFileSync(join(folder, "ca.pem"), tls.cert);
    const key = await makeKey("key-1", "ES256");
    const asked: KmsRequest[] = [];
    const [page, kms] = [await issuerServer(new KeyPage(key), tls), await kmsServer(asked)];
    try {
      const own = { issuer: page.url, audience: [...issuer.audience] };
      const plans = moduleConfig({ routes: [{ path: "/plans", scopes: ["plans"] }] });
      const { graph } = await edge({ authentication: own, modules: { ...modules, plans } });
      for (const [file, { text }] of Object.entries(codeOf(graph))) writeFileSync(join(home, file), text);
      const variables = variablesOf(graph);
      const payload = { iss: page.url, aud: issuer.audience[1], scope: "plans" };
      const { results, log } = await lambda(
        home,
        { ...variables, AWS_ENDPOINT_URL_KMS: kms.url, NODE_EXTRA_CA_CERTS: join(folder, "ca.pem") },
        [bearer(await sign(key, claims(payload))), bearer(await sign(key, claims({ ...payload, aud: "x" })))],
      );
      expect(log.map(({ reason }) => reason)).to.deep.equal(["wrong-audience"]);
      expect(results[1]).to.deep.equal({ errorMessage: "Unauthorized" });
      const allowed = JSON.stringify(results[0]!.answer!.policyDocument);
      for (const [path, open] of [
        ["/plans", true],
        ["/v2/planning", true],
        ["/v1/planning", false],
      ] as const)
        expect(allowed.includes(`/POST${path}/*"`), path).to.equal(open);
      expect(asked.map(({ body }) => body.KeyId)).to.deep.equal([variables.SUBJECT_KEY_ID]);
      expect(results[0]!.answer!.principalId).to.equal(
        kmsOf(Buffer.from(`${page.url}|kim@example.com`))
          .toString("hex")
          .slice(0, 32),
      );
    } finally {
      await page.close();
      await kms.close();
      rmSync(folder, { recursive: true });
    }
  }).timeout(60_000);
});
