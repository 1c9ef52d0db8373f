import { createHash } from "node:crypto";
import { Invocation } from "@pulumi/aws/lambda";
import type * as pulumi from "@pulumi/pulumi";
import { certificateInput } from "../../../infra/dataBootstrap";
import { mostNodes } from "../../../infra/qdrant";
import type { SecretRef } from "../refs";
import { createSecret, pendingValue } from "../secret";
import { nodeHost } from "./names";
import type { QdrantArgs } from "./Qdrant";

export interface CertificateRef {
  /** Secret with `certificate`, `key` and `authority`; known only when all are there. */
  readonly secretArn: pulumi.Output<string>;
  /** PEM. */
  readonly authority: pulumi.Output<string>;
}

/**
 * One certificate for all nodes, made by the function within AWS, so that its private key comes into no state. It names
 * as many nodes as there may ever be: another one would be a new certificate for all.
 */
export function createCertificate(name: string, args: QdrantArgs, parent: pulumi.Resource): CertificateRef {
  const { dataKey, deletion, secretRecoveryDays, platform, bootstrap } = args;
  const secret: SecretRef = createSecret(
    `${name}-certificate`,
    {
      description: "Certificate of Qdrant's nodes, its private key and its authority",
      key: dataKey,
      deletion,
      recoveryDays: secretRecoveryDays,
      initial: pendingValue,
    },
    parent,
  );
  const invocation = new Invocation(
    `${name}-certificate`,
    {
      functionName: bootstrap.functionName,
      lifecycleScope: "CREATE_ONLY",
      input: secret.arn.apply((secretArn) =>
        certificateInput({
          secretArn,
          names: certificateNames(platform.namespace.name),
          addresses: ["127.0.0.1"],
        }),
      ),
    },
    { parent },
  );
  const authority = invocation.result.apply(authorityIn);
  return { secretArn: authority.apply(() => secret.arn), authority };
}

/** The function answers in JSON; what stands in for AWS in a dry run may answer with any text. */
function authorityIn(result: string): string {
  return result.startsWith("{") ? (JSON.parse(result) as { readonly authority: string }).authority : result;
}

/** Of all nodes that there may be, and the one by which a node asks itself. */
export function certificateNames(zone: string): string[] {
  return [...Array.from({ length: mostNodes }, (_, node) => nodeHost(node, zone)), "localhost"];
}

/** Tells one authority from another, in a form that fits a variable. */
export function fingerprint(authority: string): string {
  return createHash("sha256").update(authority).digest("hex");
}
