import { expect } from "chai";
import { replacedBy } from "../../../simulator/cloud/replacedBy";
import { check, record } from "./given";

type Values = Readonly<Record<string, unknown>>;

const instance = "aws:rds/instance:Instance";
const proxy = "aws:rds/proxy:Proxy";
const nodes = "aws:elasticache/replicationGroup:ReplicationGroup";
const serverless = "aws:elasticache/serverlessCache:ServerlessCache";
const user = "aws:elasticache/user:User";
const group = "aws:elasticache/userGroup:UserGroup";
const membership = "aws:elasticache/userGroupAssociation:UserGroupAssociation";

const secrets = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ secretArn: `arn-${index}` }));
const members = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    record(membership, `user-${index}`, { userGroupId: "group", userId: `user-${index}` }),
  );
const valkey = record(group, "group", { userGroupId: "group", engine: "valkey" });
const iam = { engine: "valkey", authenticationMode: { type: "iam" } };

/** What AWS takes where there is no code, and otherwise the code of its refusal. */
const cases: readonly (readonly [
  what: string,
  string,
  Values,
  code?: string,
  ...others: ReturnType<typeof record>[],
])[] = [
  ["gp3 as it comes", instance, { storageType: "gp3", allocatedStorage: 100 }],
  ["faster gp3 from 400 GiB", instance, { storageType: "gp3", allocatedStorage: 400, iops: 12_000 }],
  [
    "faster gp3 below",
    instance,
    { storageType: "gp3", allocatedStorage: 100, iops: 4000 },
    "InvalidParameterCombination",
  ],
  ["a proxy with as many secrets as it takes", proxy, { auths: secrets(200) }],
  ["a proxy that nobody may use", proxy, { auths: [] }, "InvalidParameterValue"],
  ["a proxy with more secrets", proxy, { auths: secrets(201) }, "InvalidParameterValue"],
  ["a user of IAM", user, { ...iam, userId: "one", userName: "one" }],
  [
    "a user of IAM by another name",
    user,
    { ...iam, userId: "one", userName: "two" },
    "InvalidParameterCombination",
  ],
  [
    "a user of Valkey without a password",
    user,
    { engine: "valkey", userId: "one", userName: "two", noPasswordRequired: true },
    "InvalidParameterCombination",
  ],
  ["an empty group of Valkey", group, { engine: "valkey", userGroupId: "group" }],
  ["a group of Redis with the default user", group, { engine: "redis", userIds: ["default"] }],
  [
    "a group of Redis with another default user",
    group,
    { engine: "redis", userIds: ["one"] },
    undefined,
    record(user, "one", { userId: "one", userName: "default" }),
  ],
  ["a group of Redis without one", group, { engine: "redis", userIds: ["one"] }, "DefaultUserRequired"],
  ["the last user of a group", membership, { userGroupId: "group" }, undefined, ...members(99)],
  ["one user more", membership, { userGroupId: "group" }, "InvalidParameterValue", ...members(100)],
  ["a user of another group", membership, { userGroupId: "other" }, undefined, ...members(100)],
  ["a serverless cache of Valkey", serverless, { engine: "valkey", userGroupId: "group" }, undefined, valkey],
  [
    "one of Redis with users of Valkey",
    serverless,
    { engine: "redis", userGroupId: "group" },
    "InvalidParameterCombination",
    valkey,
  ],
  [
    "nodes with users, over TLS",
    nodes,
    { engine: "valkey", userGroupIds: ["group"], transitEncryptionEnabled: true },
    undefined,
    valkey,
  ],
  ["nodes with users without TLS", nodes, { userGroupIds: ["group"] }, "InvalidParameterCombination"],
  ["failover with a copy", nodes, { automaticFailoverEnabled: true, numCacheClusters: 2 }],
  [
    "failover without one",
    nodes,
    { automaticFailoverEnabled: true, numCacheClusters: 1 },
    "InvalidParameterCombination",
  ],
  [
    "zones without a copy",
    nodes,
    { multiAzEnabled: true, numCacheClusters: 1 },
    "InvalidParameterCombination",
  ],
];

describe("databases and caches", () => {
  for (const [what, type, values, code, ...others] of cases)
    it(`${code === undefined ? "are made" : "are refused"}: ${what}`, () => {
      const ask = () => check(type, values, ...others);
      if (code === undefined) expect(ask).not.to.throw();
      else expect(ask).to.throw(`simulated AWS: ${code}: `);
    });

  const versions: readonly (readonly [olds: Values, news: Values, property: string, replaced: boolean])[] = [
    [{ engineVersion: "8.2" }, { engineVersion: "9.0" }, "engineVersion", false],
    [{ engineVersion: "8.2" }, { engineVersion: "8.10" }, "engineVersion", false],
    [{ engineVersion: "9.0" }, { engineVersion: "8.2" }, "engineVersion", true],
    [{ engine: "valkey" }, { engine: "redis" }, "engine", true],
    [{ engine: "redis" }, { engine: "valkey" }, "engine", false],
  ];
  for (const [olds, news, property, replaced] of versions)
    it(`${replaced ? "replace" : "keep"} the nodes from ${JSON.stringify(olds)} to ${JSON.stringify(news)}`, () => {
      expect(replacedBy(nodes, [property], olds, news)).to.deep.equal(replaced ? [property] : []);
    });
});
