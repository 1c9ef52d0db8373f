import { expect } from "chai";
import { textsOf } from "./given";
import { ruleTable } from "./ruleTable";

const data = (keys: object) =>
  Object.fromEntries(Object.entries(keys).map(([key, value]) => [`modules.planning.data.${key}`, value]));
const kept = { "data.deletion": "protected" };
const cache = { "data.cache": { version: "9", nodeType: "cache.t4g.small", replicas: 0 } };

ruleTable("rules of what a module keeps", [
  {
    says: "modules.planning.data.cache needs a cache; got true. Write data.cache with a version and a node type, or write cache: false.",
    wrong: data({ cache: true }),
    right: { ...data({ cache: true }), ...cache },
  },
  {
    trap: "a token for nothing, which could be one for everything",
    says: "modules.planning.data.collections must have a collection; got {}. Declare one, or write collections: false.",
    wrong: data({ collections: {} }),
    right: data({ collections: false }),
  },
  {
    trap: "data that an edit drops although it is protected",
    says: 'modules.planning.data.onRemove must be keep where data.deletion is protected; got "drop". Remove the key: what is protected is never dropped by an edit.',
    wrong: { ...data({ onRemove: "drop" }), ...kept },
    right: data({ onRemove: "drop" }),
  },
  {
    says: "modules.planning.data.bucket.expireDays must be more than infrequentAccessDays (30); got 30. Objects would move on the day that they go; raise one, or lower the other.",
    wrong: data({ bucket: { expireDays: 30, infrequentAccessDays: 30 } }),
    right: data({ bucket: { expireDays: 31, infrequentAccessDays: 30 } }),
  },
  {
    says: "modules.planning.data.bucket.expireDays must be more than lockDays (30); got 30. Nothing can remove an object while it is locked; raise it.",
    wrong: { ...data({ bucket: { expireDays: 30, lockDays: 30 } }), ...kept },
    right: { ...data({ bucket: { expireDays: 31, lockDays: 30 } }), ...kept },
  },
  {
    trap: "a locked bucket that cannot be destroyed",
    says: "modules.planning.data.bucket.lockDays must be absent where data.deletion is disposable; got 30. A locked object cannot be deleted with the environment; remove the key.",
    wrong: data({ bucket: { lockDays: 30 } }),
    right: { ...data({ bucket: { lockDays: 30 } }), ...kept },
  },
  ...["expireDays", "infrequentAccessDays", "lockDays"].map((key) => ({
    trap: "a rule of one module for the objects of all",
    says: `modules.planning.data.bucket.${key} must be absent with shared: true; got 30. It would hold for the whole bucket; give the module one of its own.`,
    wrong: { ...data({ bucket: { shared: true, [key]: 30 } }), ...kept },
    right: { ...data({ bucket: { shared: false, [key]: 30 } }), ...kept },
  })),
]);

describe("names of schemas and users that MariaDB has by itself", () => {
  const module = { owner: "a@example.com", routes: ["/a"] };
  for (const name of [
    "mysql",
    "sys",
    "information-schema",
    "performance-schema",
    "admin",
    "rdsadmin",
    "root",
    "test",
    "platform-metadata",
  ]) {
    it(`refuses a schema of a module called ${name}`, () => {
      const says = `modules.${name} has the name of a schema or user that MariaDB has by itself. Choose another name, or write data.schema: false.`;
      expect(textsOf({ [`modules.${name}`]: { ...module, data: { schema: true } } })).to.deep.equal([says]);
    });

    it(`takes a module called ${name} that has none, and a name that is near`, () => {
      expect(textsOf({ [`modules.${name}`]: { ...module, data: { bucket: true } } })).to.deep.equal([]);
      expect(textsOf({ [`modules.${name}-x`]: { ...module, data: { schema: true } } })).to.deep.equal([]);
    });
  }
});

ruleTable("rules of data in production", [
  {
    says: "data.rotationDays must be on in prod; got false. What leaked once would open the data for ever; remove the key to take the profile's.",
    wrong: { "data.rotationDays": false },
    right: { "data.rotationDays": 90 },
    stack: "prod",
  },
  {
    says: "data.backups must be on in prod; got false. Its own backups go with a database; remove the key to take the profile's.",
    wrong: { "data.backups": false },
    right: { "data.backups": { restoreTesting: false } },
    stack: "prod",
  },
  {
    says: "data.bucketAccessLogs must be true in prod; got false. Nobody could tell who read what; remove the key.",
    wrong: { "data.bucketAccessLogs": false },
    right: { "data.bucketAccessLogs": true },
    stack: "prod",
  },
  {
    says: "data.qdrant.snapshotRetentionDays must be on in prod; got false. A copy of a volume is not one of a collection; remove the key to take the profile's.",
    wrong: { "data.qdrant.snapshotRetentionDays": false },
    right: { "data.qdrant.snapshotRetentionDays": 1 },
    stack: "prod",
  },
  {
    says: "data.cache.replicas must be at least 1 in prod; got 0. With one node, a lost zone is a lost cache; write 1.",
    wrong: { "data.cache": { version: "9", nodeType: "cache.r7g.large", replicas: 0 } },
    right: { "data.cache": { version: "9", nodeType: "cache.r7g.large", replicas: 1 } },
    stack: "prod",
  },
  {
    says: [
      'modules.planning.data.onRemove must be keep where data.deletion is protected; got "drop". Remove the key: what is protected is never dropped by an edit.',
    ],
    wrong: data({ onRemove: "drop" }),
    right: data({ onRemove: "keep" }),
    stack: "prod",
  },
]);
