import type { FieldExample, FieldExamples } from "./example";

const collection = (more: object = {}): FieldExample => ({
  module: {
    data: {
      collections: { documents: { vectorSize: 1024, distance: "Cosine", vectors: 50_000, ...more } },
    },
  },
});
const bucket = (keys: object): FieldExample => ({ module: { data: { bucket: keys } } });
const schema = { data: { schema: true } };

/** What the module keeps. */
export const keepingExamples: FieldExamples = {
  "data.schema": { module: schema },
  "data.connections": { module: { data: { connections: 20 } }, beside: schema },
  "data.bucket": { module: { data: { bucket: true } } },
  "data.bucket.shared": bucket({ shared: true }),
  "data.bucket.expireDays": bucket({ expireDays: 365 }),
  "data.bucket.infrequentAccessDays": bucket({ infrequentAccessDays: 60 }),
  "data.bucket.lockDays": { ...bucket({ lockDays: 365 }), data: { deletion: "protected" } },
  "data.collections": collection(),
  "data.collections.*.vectorSize": collection(),
  "data.collections.*.distance": collection(),
  "data.collections.*.vectors": collection(),
  "data.collections.*.onDisk": collection({ onDisk: true }),
  "data.collections.*.shards": collection({ shards: 6 }),
  "data.collections.*.payloadIndexes": collection({ payloadIndexes: { tenant: "keyword" } }),
  "data.collections.*.strict": collection({ strict: false }),
  "data.cache": {
    module: { data: { cache: true } },
    data: { cache: { version: "9", nodeType: "serverless", maxGiB: 1, maxEcpuPerSecond: 1000 } },
  },
  "data.onRemove": { module: { data: { onRemove: "drop" } }, beside: schema },
};
