import { Alias, Key } from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { deliveryKeyAlias } from "../../infra/delivery/names";
import { durable } from "../../infra/durability";
import { eventsUseKey } from "../../infra/iam/delivery";
import { accountOwnsKey, logsUseKey, policyDocument } from "../../infra/iam/statements";
import { createKey } from "../../infra/kms/key";
import { logGroupName } from "../../infra/naming";
import type { KeyRef } from "../keys/refs";
import type { DeliveryTierArgs } from "./DeliveryTier";
import type { SigningKeyRef } from "./refs";

export interface DeliveryKeys {
  /** Encrypts images. */
  readonly images: KeyRef;
  /** Encrypts what pipelines hand on, say and write down. */
  readonly pipelines: KeyRef;
  readonly signing: SigningKeyRef;
}

export function createKeys(name: string, args: DeliveryTierArgs, parent: pulumi.Resource): DeliveryKeys {
  const { scope, deletion, keyDeletionDays: deletionDays } = args;
  const options = { parent, ...durable(deletion) };
  const alias = (kind: string) => deliveryKeyAlias(scope.environment, kind);
  const images = createKey(
    `${name}-images`,
    {
      description: "Images of all modules",
      alias: alias("images"),
      deletionDays,
      policy: scope.account.apply((account) => [accountOwnsKey(account)]),
    },
    options,
  );
  const pipelines = createKey(
    `${name}-pipelines`,
    {
      description: "Artifacts, notifications and logs of all pipelines",
      alias: alias("pipelines"),
      deletionDays,
      policy: scope.account.apply((account) => [
        accountOwnsKey(account),
        eventsUseKey(),
        { ...logsUseKey(scope.region, account, logGroupName(scope.environment)), Sid: "LogsUseKey0" },
      ]),
    },
    options,
  );
  return { images, pipelines, signing: createSigningKey(`${name}-signing`, args, options) };
}

/** AWS renews no key for signatures, and with another one those of before could not be checked. */
function createSigningKey(
  name: string,
  { scope, keyDeletionDays }: DeliveryTierArgs,
  options: pulumi.CustomResourceOptions,
): SigningKeyRef {
  const key = new Key(
    name,
    {
      keyUsage: "SIGN_VERIFY",
      // cosign takes this one without being told more.
      customerMasterKeySpec: "ECC_NIST_P256",
      description: "Signs the images of all modules",
      deletionWindowInDays: keyDeletionDays,
      policy: scope.account.apply((account) => policyDocument([accountOwnsKey(account)])),
    },
    options,
  );
  const alias = new Alias(
    name,
    { name: deliveryKeyAlias(scope.environment, "signing"), targetKeyId: key.id },
    { parent: options.parent },
  );
  return { arn: key.arn, uri: pulumi.interpolate`awskms:///${alias.id}` };
}
