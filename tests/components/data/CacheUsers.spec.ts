import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { cachePart } from "../../../components/data/module/cachePart";
import type { PartContext } from "../../../components/data/module/parts";
import type { CacheRef } from "../../../components/data/refs";
import { cacheUserId } from "../../../infra/cache";
import { policyDocument } from "../../../infra/iam/statements";
import { moduleTags } from "../../../infra/tags";
import { account, build, dataConfig, key, list, moduleConfig, scope, valueOf } from "../../support/fixtures";
import { only, region } from "../../support/harness";
import { decide } from "../../support/iam";

const cacheArn = (kind = "serverlesscache") => `arn:aws:elasticache:${region}:${account}:${kind}:cache-1`;
const userArn = (module: string) =>
  `arn:aws:elasticache:${region}:${account}:user:${cacheUserId("ai-platform-test", module)}`;

const cache = (kind?: string): CacheRef => ({
  host: pulumi.output("cache.internal"),
  port: 6379,
  clientsSecurityGroupId: pulumi.output("sg-cache-clients"),
  userGroupId: pulumi.output("ai-platform-test"),
  arn: pulumi.output(cacheArn(kind)),
});

const part = async (module = "planning", kind?: string) => {
  const { made, ...built } = await build(() => {
    const parent = new pulumi.ComponentResource("test:Parent", "parent");
    const context: PartContext = {
      module,
      config: moduleConfig(),
      scope: scope(),
      key: key(module),
      settings: dataConfig(),
      tags: moduleTags(module, "team@example.com"),
      parent,
    };
    return cachePart(cache(kind), context);
  });
  return { ...built, part: made as ReturnType<typeof cachePart> };
};

const variablesOf = async ({ variables = {} }: ReturnType<typeof cachePart>) =>
  Object.fromEntries(
    await Promise.all(
      Object.entries(variables).map(async ([name, value]) => [name, await valueOf(pulumi.output(value))]),
    ),
  ) as Record<string, string>;

describe("the cache of a module", () => {
  it("is a user of its own in the group of all, and nothing else", async () => {
    const { children, graph } = await part();
    expect(children).to.deep.equal(
      list({
        "aws:elasticache/user:User": "planning-cache",
        "aws:elasticache/userGroupAssociation:UserGroupAssociation": "planning-cache",
      }),
    );
    const id = cacheUserId("ai-platform-test", "planning");
    expect(only(graph, "aws:elasticache/user:User").inputs).to.deep.equal({
      userId: id,
      userName: id,
      engine: "valkey",
      accessString:
        "on ~planning:* &planning:* +@all -@admin -@dangerous -scan -randomkey -cluster|getkeysinslot " +
        "-client|tracking -pubsub -function -script|flush -script|kill +info",
      authenticationMode: { type: "iam" },
      tags: { Module: "planning", Owner: "team@example.com" },
    });
    expect(only(graph, "aws:elasticache/userGroupAssociation:UserGroupAssociation").inputs).to.deep.equal({
      userGroupId: "ai-platform-test",
      userId: id,
    });
  });

  it("tells the module all that it signs a token with, and holds its tasks until it may come in", async () => {
    const { part: made } = await part();
    expect(await variablesOf(made)).to.deep.equal({
      CACHE_HOST: "cache.internal",
      CACHE_PORT: "6379",
      CACHE_NAME: "cache-1",
      CACHE_SERVERLESS: "true",
      CACHE_USER: cacheUserId("ai-platform-test", "planning"),
      CACHE_PREFIX: "planning:",
    });
    expect(made.ready).to.have.length(1);
    expect(made.secrets).to.equal(undefined);
    expect(await valueOf(made.securityGroupIds![0]!)).to.equal("sg-cache-clients");
  });

  it("says that nodes are no serverless cache", async () => {
    const { part: made } = await part("planning", "replicationgroup");
    expect(await variablesOf(made)).to.include({ CACHE_NAME: "cache-1", CACHE_SERVERLESS: "false" });
  });

  it("lets a module in as itself, and as nobody else", async () => {
    const { part: made } = await part();
    const policy = policyDocument(await valueOf(made.statements![0]!));
    const connect = (resource: string) =>
      decide({
        identityPolicies: { policy },
        principal: `arn:aws:iam::${account}:role/planning`,
        action: "elasticache:Connect",
        resource,
      });
    expect(await connect(cacheArn())).to.equal("Allowed");
    expect(await connect(userArn("planning"))).to.equal("Allowed");
    // AWS asks for both, so that one denial keeps it out.
    for (const resource of [
      userArn("search"),
      `arn:aws:elasticache:${region}:${account}:user:ai-platform-test`,
      `arn:aws:elasticache:${region}:${account}:user:default`,
      `arn:aws:elasticache:${region}:${account}:serverlesscache:another`,
    ])
      expect(await connect(resource), resource).to.equal("ImplicitlyDenied");
  });
});
