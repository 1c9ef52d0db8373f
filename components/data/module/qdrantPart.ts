import type * as pulumi from "@pulumi/pulumi";
import { collectionName } from "../../../infra/naming";
import { urlsOf } from "../qdrantUrls";
import type { QdrantRef } from "../refs";
import { pendingValue } from "../secret";
import { type Part, type PartContext, partSecret, rotated } from "./parts";

export interface QdrantPart extends Part {
  readonly tokenSecretArn: pulumi.Output<string>;
}

/** Token and names of the module's own collections. */
export function qdrantPart(server: QdrantRef, context: PartContext): QdrantPart {
  const { module, config } = context;
  const { arn } = partSecret(
    {
      suffix: "qdrant",
      description: `Qdrant token of ${module}, good for its own collections`,
      initial: pendingValue,
      tags: rotated("qdrant-token", context),
    },
    context,
  );
  const urls = urlsOf(server);
  const names = Object.keys(config.data.collections || {})
    .sort()
    .map((collection) => collectionName(module, collection));
  return {
    tokenSecretArn: arn,
    variables: {
      // For clients that know one node only, and for those that can try another.
      QDRANT_URL: urls.apply(([first]) => first!),
      QDRANT_URLS: urls.apply((all) => all.join(",")),
      QDRANT_CA: server.authority,
      QDRANT_COLLECTIONS: names.join(","),
    },
    secrets: [{ name: "QDRANT_API_KEY", valueFrom: arn }],
    secretArns: [arn],
    securityGroupIds: [server.clientsSecurityGroupId],
  };
}
