import { SecretRotation } from "@pulumi/aws/secretsmanager";
import type * as pulumi from "@pulumi/pulumi";
import type { RotationRef } from "../refs";

export interface RotatedSecret {
  readonly secretArn: pulumi.Output<string>;
  readonly rotation: RotationRef;
  /**
   * What the secret opens. Secrets Manager has the function test the secret as soon as it shall rotate.
   * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html
   */
  readonly opens?: readonly pulumi.Resource[];
}

export function rotateSecret(
  name: string,
  { secretArn, rotation, opens = [] }: RotatedSecret,
  parent: pulumi.Resource,
): void {
  new SecretRotation(
    name,
    {
      secretId: secretArn,
      rotationLambdaArn: rotation.functionArn,
      rotationRules: { automaticallyAfterDays: rotation.days },
      // The first value is good and as new as the secret.
      rotateImmediately: false,
    },
    { parent, dependsOn: [rotation.permission, ...opens] },
  );
}

export type RotatedKind = "mariadb-user" | "qdrant-token" | "qdrant-key";

/** What kind of secret it is to the function that rotates it, and which services read it. */
export function rotationTags(kind: RotatedKind, services: readonly string[]): Record<string, string> {
  return { Rotation: kind, ...(services.length === 0 ? {} : { Restarts: services.join(" ") }) };
}
