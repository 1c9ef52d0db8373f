import type * as pulumi from "@pulumi/pulumi";
import type { DataConfig } from "../../../infra/config/schema/data";
import type { ModuleConfig } from "../../../infra/config/schema/module";
import type { Statement } from "../../../infra/iam/statements";
import { hasService } from "../../../infra/moduleKinds";
import type { Scope } from "../../../infra/scope";
import type { KeyRef } from "../../keys/refs";
import type { GatewayTokens } from "../gatewayTokens";
import type { ModuleBucketRef, SecretRef, SecretVariable } from "../refs";
import { type RotatedKind, rotationTags } from "../rotation/rotateSecret";
import { createSecret } from "../secret";

/** What one kind of data adds to what a module gets. */
export interface Part {
  readonly variables?: Readonly<Record<string, pulumi.Input<string>>>;
  readonly secrets?: readonly SecretVariable[];
  readonly secretArns?: readonly pulumi.Output<string>[];
  /** What these are under, if not the module's own key. */
  readonly secretKey?: KeyRef;
  readonly statements?: readonly pulumi.Output<readonly Statement[]>[];
  readonly securityGroupIds?: readonly pulumi.Output<string>[];
  readonly bucket?: ModuleBucketRef;
  /** Without these a task of the module cannot work. */
  readonly ready?: readonly pulumi.Resource[];
}

/** Where and for whom a part is made. */
export interface PartContext {
  readonly module: string;
  readonly config: ModuleConfig;
  readonly scope: Scope;
  readonly key: KeyRef;
  readonly settings: DataConfig;
  /** Undefined where the environment has no AI gateway. */
  readonly gateway?: GatewayTokens | undefined;
  readonly tags: Record<string, string>;
  readonly parent: pulumi.Resource;
}

export interface PartSecret {
  /** What tells the module's secrets apart. */
  readonly suffix: string;
  readonly description: string;
  readonly initial: pulumi.Input<string>;
  /** Besides those of the module. */
  readonly tags: Readonly<Record<string, pulumi.Input<string>>>;
}

export function partSecret(
  { suffix, description, initial, tags }: PartSecret,
  context: PartContext,
): SecretRef {
  const { deletion, secretRecoveryDays: recoveryDays } = context.settings;
  return createSecret(
    `${context.module}-${suffix}`,
    { description, key: context.key, deletion, recoveryDays, initial, tags: { ...context.tags, ...tags } },
    context.parent,
  );
}

/** Tags of a secret that rotates, in an environment where secrets do. */
export function rotated(
  kind: RotatedKind,
  { module, config, settings }: PartContext,
): Readonly<Record<string, string>> {
  return settings.rotationDays === false ? {} : rotationTags(kind, hasService(config) ? [module] : []);
}
