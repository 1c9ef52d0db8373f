import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { ModuleData, type ModuleDataArgs } from "../../../components/data/module/ModuleData";
import { aiProviderNames } from "../../../infra/aiProviders";
import type { DataConfig } from "../../../infra/config/schema/data";
import type { ModuleConfig } from "../../../infra/config/schema/module";
import type { Graph } from "../../../simulator/graph";
import {
  account,
  build,
  dataConfig,
  key as keyOf,
  list,
  moduleConfig,
  scope,
  statementsOf,
  valueOf,
} from "../../support/fixtures";
import { only } from "../../support/harness";
import { authority, mariadbRef, servers } from "./servers";

type Kept = Partial<ModuleConfig["data"]> & { readonly aiProviders?: ModuleConfig["aiProviders"] };

const newData = (
  { aiProviders = [], ...data }: Kept,
  settings: Partial<DataConfig> = {},
  { name = "planning", ...args }: Partial<ModuleDataArgs> & { readonly name?: string } = {},
) =>
  new ModuleData(name, {
    scope: scope(),
    module: moduleConfig({ aiProviders, data: { ...moduleConfig().data, ...data } }),
    settings: dataConfig(settings),
    dataKey: keyOf("data"),
    buckets: {
      shared: {
        name: pulumi.output("shared"),
        arn: pulumi.output("arn:aws:s3:::shared"),
        key: keyOf("data"),
      },
      accessLogs: undefined,
    },
    servers: servers(),
    proxy: undefined,
    ...args,
  });

const moduleData = async (...given: Parameters<typeof newData>) => {
  const { made, ...built } = await build(() => newData(...given));
  return { ...built, data: made as ModuleData };
};

const collections = {
  orders: { vectorSize: 1024, distance: "Cosine" as const },
  documents: { vectorSize: 1024, distance: "Cosine" as const },
};
const key = { "aws:kms/alias:Alias": "planning-data", "aws:kms/key:Key": "planning-data" };
const secrets = (names: string) => ({
  "aws:secretsmanager/secret:Secret": names,
  "aws:secretsmanager/secretVersion:SecretVersion": names,
});
const invocation = { "aws:lambda/invocation:Invocation": "planning-data" };
const bucket = Object.fromEntries(
  [
    "bucket:Bucket",
    "bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "bucketPolicy:BucketPolicy",
    "bucketPublicAccessBlock:BucketPublicAccessBlock",
    "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "bucketVersioning:BucketVersioning",
  ].map((type) => [`aws:s3/${type}`, "planning-bucket"]),
);
const everything: Kept = { schema: true, bucket: true, collections, aiProviders: ["openai", "bedrock"] };

const arnOf = (graph: Graph, type: string, name: string) => String(only(graph, type, name).outputs.arn);
const secretArn = (graph: Graph, name: string) => arnOf(graph, "aws:secretsmanager/secret:Secret", name);

/** Every value of an object of outputs. */
const valuesOf = async (variables: ModuleData["variables"]) =>
  Object.fromEntries(
    await Promise.all(
      Object.entries(variables).map(async ([name, value]) => [
        name,
        typeof value === "string" ? value : await valueOf(value as never),
      ]),
    ),
  ) as Record<string, string>;

const statementsIn = async (lists: ModuleData["taskStatements"]) =>
  (await Promise.all(lists.map((one) => valueOf(one)))).flat();

describe("ModuleData", () => {
  const cases: [string, Kept, Record<string, string>][] = [
    ["nothing, not even a key, for a module that keeps nothing", {}, {}],
    ["nothing for a module that only calls Bedrock", { aiProviders: ["bedrock"] }, {}],
    [
      "a key and a user for a schema",
      { schema: true },
      { ...key, ...invocation, ...secrets("planning-mariadb") },
    ],
    [
      "a key and a token for collections",
      { collections },
      { ...key, ...invocation, ...secrets("planning-qdrant") },
    ],
    ["no key for a bucket that is shared", { bucket: { shared: true } }, {}],
    ["a key and a bucket for a bucket", { bucket: true }, { ...key, ...bucket }],
    [
      "a key, and a secret for each provider with a key",
      { aiProviders: ["openai", "anthropic", "bedrock"] },
      { ...key, ...secrets("planning-key-anthropic planning-key-openai") },
    ],
    [
      "all of it for a module that has everything",
      everything,
      {
        ...key,
        ...invocation,
        ...bucket,
        ...secrets("planning-key-openai planning-mariadb planning-qdrant"),
      },
    ],
  ];
  for (const [title, kept, expected] of cases)
    it(`makes ${title}`, async () => {
      const { children, component } = await moduleData(kept);
      expect(component.type).to.equal("ai-platform:data:ModuleData");
      expect(children).to.deep.equal(list(expected));
    });

  it("gives a module that keeps nothing nothing", async () => {
    const { data } = await moduleData({});
    const { variables, secrets: none, executionStatements, taskStatements, securityGroupIds, ready } = data;
    expect(variables).to.deep.equal({});
    expect([none, executionStatements, taskStatements, securityGroupIds, ready].flat()).to.deep.equal([]);
  });

  for (const [deletion, retainOnDelete] of [
    ["protected", true],
    ["disposable", false],
  ] as const)
    it(`has a rotating key of the module alone, ${deletion} but never in the way of its end`, async () => {
      const { graph } = await moduleData({ schema: true }, { deletion, keyDeletionDays: 7 });
      const { inputs, options, outputs } = only(graph, "aws:kms/key:Key");
      const { policy, ...rest } = inputs;
      expect(rest).to.deep.equal({
        description: "Data of planning in test",
        enableKeyRotation: true,
        deletionWindowInDays: 7,
        tags: { Module: "planning", Owner: "team@example.com" },
      });
      expect(statementsOf(policy)).to.deep.equal([
        {
          Sid: "AccountOwnsKey",
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${account}:root` },
          Action: "kms:*",
          Resource: "*",
        },
      ]);
      expect(options).to.include({ protect: false, retainOnDelete });
      expect(only(graph, "aws:kms/alias:Alias").inputs).to.deep.equal({
        name: "alias/ai-platform/test/modules/planning",
        targetKeyId: outputs.id,
      });
    });

  it("tells the module where its data is", async () => {
    const { graph, data } = await moduleData(everything);
    expect(await valuesOf(data.variables)).to.deep.equal({
      DB_HOST: "mariadb.internal",
      DB_PORT: "3306",
      DB_NAME: "planning",
      DB_POOL_SIZE: "10",
      QDRANT_URL: "https://qdrant-0.internal:6333",
      QDRANT_URLS: "https://qdrant-0.internal:6333,https://qdrant-1.internal:6333",
      QDRANT_CA: authority,
      QDRANT_COLLECTIONS: "planning__documents,planning__orders",
      BUCKET: only(graph, "aws:s3/bucket:Bucket").outputs.bucket,
    });
  });

  it("tells it of a proxy where that is", async () => {
    const { data } = await moduleData(
      { schema: true },
      {},
      {
        servers: servers({ mariadb: mariadbRef() }),
        proxy: pulumi.output("proxy.internal"),
      },
    );
    expect(await valuesOf(data.variables)).to.include({ DB_HOST: "proxy.internal" });
  });

  it("hands secrets over by ARN, and user and password out of their JSON", async () => {
    const { graph, data } = await moduleData(everything);
    const given = await Promise.all(
      data.secrets.map(async ({ name, valueFrom }) => [name, await valueOf(valueFrom)]),
    );
    expect(Object.fromEntries(given)).to.deep.equal({
      DB_USER: `${secretArn(graph, "planning-mariadb")}:username::`,
      DB_PASSWORD: `${secretArn(graph, "planning-mariadb")}:password::`,
      QDRANT_API_KEY: secretArn(graph, "planning-qdrant"),
      OPENAI_API_KEY: secretArn(graph, "planning-key-openai"),
    });
  });

  it("has a variable for the key of every provider but Bedrock", async () => {
    const { data } = await moduleData({ aiProviders: aiProviderNames });
    expect(data.secrets.map(({ name }) => name)).to.deep.equal([
      "ANTHROPIC_API_KEY",
      "AZURE_OPENAI_API_KEY",
      "CO_API_KEY",
      "GEMINI_API_KEY",
      "MISTRAL_API_KEY",
      "OPENAI_API_KEY",
    ]);
  });

  it("lets the start of a task read its own secrets under its own key", async () => {
    const { graph, data } = await moduleData(everything);
    expect(await statementsIn(data.executionStatements)).to.deep.equal([
      {
        Sid: "ReadSecrets",
        Effect: "Allow",
        Action: "secretsmanager:GetSecretValue",
        Resource: ["planning-mariadb", "planning-qdrant", "planning-key-openai"].map((name) =>
          secretArn(graph, name),
        ),
      },
      {
        Sid: "DecryptWithKey",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: [arnOf(graph, "aws:kms/key:Key", "planning-data")],
      },
    ]);
  });

  it("lets the module use its own bucket, and only where it has one", async () => {
    const { graph, data } = await moduleData({ bucket: true });
    const arn = String(only(graph, "aws:s3/bucket:Bucket").outputs.arn);
    expect(data.executionStatements).to.deep.equal([]);
    const statements = await statementsIn(data.taskStatements);
    expect(statements.map(({ Sid, Effect, Resource }) => [Sid, Effect, Resource])).to.deep.equal([
      ["ListBucket", "Allow", arn],
      ["UseObjects", "Allow", `${arn}/*`],
      ["UseBucketKey", "Allow", arnOf(graph, "aws:kms/key:Key", "planning-data")],
    ]);
    expect((await moduleData({ schema: true })).data.taskStatements).to.deep.equal([]);
  });

  it("lets the module through to the databases that it declared, and to no other", async () => {
    const groups = async (kept: Kept) =>
      Promise.all((await moduleData(kept)).data.securityGroupIds.map((id) => valueOf(id)));
    expect(await groups({ schema: true })).to.deep.equal(["sg-mariadb-clients"]);
    expect(await groups({ collections })).to.deep.equal(["sg-qdrant-clients"]);
    expect(await groups({ bucket: true, aiProviders: ["openai"] })).to.deep.equal([]);
    expect(await groups(everything)).to.deep.equal(["sg-mariadb-clients", "sg-qdrant-clients"]);
  });

  it("asks for no server that the environment lacks", async () => {
    const none = servers({ mariadb: undefined, qdrant: undefined, bootstrap: undefined });
    const { children } = await moduleData({ schema: true, collections, cache: true }, {}, { servers: none });
    expect(children).to.deep.equal(list(key));
  });

  it("names a schema without hyphens", async () => {
    const { made } = await build(() => newData({ schema: true, collections }, {}, { name: "shop-floor" }));
    const variables = await valuesOf((made as ModuleData).variables);
    expect(variables).to.include({ DB_NAME: "shop_floor" });
    expect(variables.QDRANT_COLLECTIONS).to.equal("shop_floor__documents,shop_floor__orders");
  });
});
