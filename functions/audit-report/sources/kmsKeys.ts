import { gather } from "../gather";
import type { Item } from "../report";

/** What is asked of KMS. */
export interface Keys {
  listAliases(input: { Marker?: string }): Promise<{
    Aliases?: { AliasName?: string; TargetKeyId?: string }[];
    Truncated?: boolean;
    NextMarker?: string;
  }>;
  describeKey(input: { KeyId: string }): Promise<{ KeyMetadata?: { KeySpec?: string; KeyState?: string } }>;
  getKeyRotationStatus(input: { KeyId: string }): Promise<{ KeyRotationEnabled?: boolean }>;
}

/** Keys under these aliases that AWS could rotate, and does not. It rotates symmetric ones alone. */
export async function keysWithoutRotation(kms: Keys, aliasPrefix: string): Promise<Item[]> {
  const aliases = await gather(async (Marker) => {
    const page = await kms.listAliases(Marker === undefined ? {} : { Marker });
    // Of an account's aliases those of the environment, so that the others do not use up the list.
    const own = page.Aliases?.filter(({ AliasName = "" }) => AliasName.startsWith(aliasPrefix));
    return { items: own, next: page.Truncated ? page.NextMarker : undefined };
  });
  const items: Item[] = [];
  for (const { AliasName, TargetKeyId: KeyId } of aliases) {
    if (AliasName === undefined || KeyId === undefined) continue;
    const { KeyMetadata = {} } = await kms.describeKey({ KeyId });
    if (KeyMetadata.KeySpec !== "SYMMETRIC_DEFAULT" || KeyMetadata.KeyState !== "Enabled") continue;
    const { KeyRotationEnabled } = await kms.getKeyRotationStatus({ KeyId });
    if (!KeyRotationEnabled) items.push({ what: AliasName, why: "key is never rotated" });
  }
  return items;
}
