import { secretArn } from "../../rotate-secret/support/secretsManager";

export const collection = {
  vectorSize: 4,
  distance: "Cosine",
  onDisk: false,
  shards: 2,
  replicas: 1,
  payloadIndexes: { tenant: "keyword" },
  strict: true,
};

/** What a stack gives to the function for a module with all that it can have. */
export const declared = {
  revision: 1,
  module: "a-b",
  onRemove: "keep",
  mariadb: {
    host: "db.example.com",
    port: 3306,
    adminSecretArn: secretArn("admin"),
    userSecretArn: secretArn("user"),
    schema: "a_b",
    metadata: "read",
  },
  qdrant: {
    urls: ["https://qdrant-0.example.com:6333"],
    authority: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    keySecretArn: secretArn("key"),
    tokenSecretArn: secretArn("token"),
    collections: { a_b__documents: collection },
  },
};

/** The input as the provider sends it. */
export function invoked(
  action: "create" | "update" | "delete",
  before: unknown = null,
  input: object = declared,
) {
  return { ...input, tf: { action, prev_input: before } };
}
